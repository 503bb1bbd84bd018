"""What every case page shows besides its own facts: history, clocks, notes, what may be done next. A fixed number of queries."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from casework.casefile.models.case_file import CaseFile
from casework.casefile.models.duty import Duty
from casework.clocks.models.deadline import Deadline
from casework.clocks.models.papers_asked import DeadlineReading
from casework.engine.moves import why_not
from casework.engine.refusals import Reason
from casework.engine.table import Step, Workflow, workflow_of
from casework.engine.words import words_for
from casework.staff.officer import Officer


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the timeline."""

    at: datetime
    title: object
    actor: str
    office: str
    detail: str


@dataclass(frozen=True, kw_only=True)
class Act:
    """A step this officer may take now. Its page is named by the verb, but for what is sent off from the draft's page."""

    verb: str
    url_name: str
    label: object
    blocked: object = ""
    # The one act the page is for. What only ends a case is never it: a key pressed too soon must not withdraw.
    primary: bool = False
    # Ends a case for other reasons than the work being done.
    aside: bool = False


def timeline(case: CaseFile, limit: int = 100) -> list[Entry]:
    """The history, newest first; texts are made now, so they come in the reader's language. One query."""
    states = workflow_of(case.kind).states
    rows = case.events.select_related("actor", "office")[:limit]
    return [
        Entry(
            at=event.at,
            title=words_for(event.verb).done,
            actor=str(event.actor) if event.actor else "",
            office=str(event.office) if event.office else "",
            detail=str(states[event.to_state]) if event.to_state and event.to_state != event.from_state else "",
        )
        for event in rows
    ]


def acts(case: CaseFile, officer: Officer) -> list[Act]:
    """The steps open to this officer from the case's state, the ones that carry it forward first.

    A step her role has but that cannot be taken now stands there with the reason instead of a link.
    """
    held = Duty.objects.filter(case=case, officer=officer.user).values_list("duty", flat=True).first()
    workflow = workflow_of(case.kind)
    open_to_people = [step for step in workflow.steps if not step.followed]
    steps = [step for step in open_to_people if case.state in step.sources and officer.may(step.verb)]
    found = [(step, why_not(step, case, officer, held)) for step in steps]
    shown = [_act(workflow, step, reason) for step, reason in found if reason is None or reason.applies]
    shown.sort(key=lambda act: bool(act.blocked))
    first = next((act for act in shown if not act.blocked and not act.aside), None)
    return [replace(act, primary=True) if act is first else act for act in shown]


def _act(workflow: Workflow, step: Step, reason: Reason | None) -> Act:
    from_draft = step.verb == workflow.draft_verb
    return Act(
        verb=step.verb,
        url_name=workflow.draft_url if from_draft else step.verb,
        label=workflow.draft_words if from_draft else words_for(step.verb).act,
        blocked=reason.text if reason else "",
        aside=step.verb in workflow.side_verbs,
    )


@dataclass(frozen=True)
class Clock:
    """A running or stopped deadline as the clock component shows it."""

    deadline: Deadline
    days_left: int | None
    replaced: Deadline | None
    # The date under each reading of what missing papers do to it; empty when none were missing.
    readings: list[DeadlineReading]


def clocks(case: CaseFile, on: date) -> list[Clock]:
    """The clocks not superseded, each with the one it replaced and its readings. Two queries."""
    rows = list(case.deadlines.prefetch_related("readings"))
    replaced = {row.superseded_by_id: row for row in rows if row.superseded_by_id}
    return [
        Clock(
            deadline=row,
            days_left=(row.legal_on - on).days if row.stopped_on is None else None,
            replaced=replaced.get(row.pk),
            readings=list(row.readings.all()),
        )
        for row in rows
        if row.superseded_by_id is None
    ]


def notes(case: CaseFile) -> list[dict]:
    """The notes with their text opened; the page's look covers them. One query."""
    return [
        {"author": note.author, "at": note.at, "text": note.text.open_for_work()}
        for note in case.notes.select_related("author")
    ]
