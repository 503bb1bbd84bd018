"""What every case page shows besides its own facts: history, clocks, notes, what may be done next. A fixed number of queries."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from casework.casefile.models.case_file import CaseFile
from casework.casefile.models.duty import Duty
from casework.clocks.models.deadline import Deadline
from casework.clocks.models.papers_asked import DeadlineReading
from casework.clocks.queries import calendar_for
from casework.desk.queries.waiting import in_working_days, working_days_left
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


HISTORY_PAGE = 100


@dataclass(frozen=True)
class Timeline:
    """A page of the history, newest first, and what lies before and after it."""

    entries: list[Entry]
    # How many events are older than the last one shown, and how many newer than the first.
    earlier: int
    newer: int

    def __iter__(self):
        return iter(self.entries)

    def __len__(self):
        return len(self.entries)


def timeline(case: CaseFile, *, skip: int = 0) -> Timeline:
    """A page of the history, newest first; texts are made now, so they come in the reader's language. One query; two when
    there is more."""
    states = workflow_of(case.kind).states
    rows = list(case.events.select_related("actor", "office")[skip : skip + HISTORY_PAGE + 1])
    more = len(rows) > HISTORY_PAGE
    entries = [
        Entry(
            at=event.at,
            title=words_for(event.verb).done,
            actor=str(event.actor) if event.actor else "",
            office=str(event.office) if event.office else "",
            detail=str(states[event.to_state]) if event.to_state and event.to_state != event.from_state else "",
        )
        for event in rows[:HISTORY_PAGE]
    ]
    earlier = case.events.count() - skip - len(entries) if more else 0
    return Timeline(entries, earlier, skip)


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


@dataclass(frozen=True, kw_only=True)
class Clock:
    """A running or stopped deadline as the clock component shows it."""

    deadline: Deadline
    days_left: int | None
    replaced: Deadline | None
    # The date under each reading of what missing papers do to it; empty when none were missing.
    readings: list[DeadlineReading]
    # The working days left, where the rule states its limit in those.
    working_days: int | None = None


def clocks(case: CaseFile, on: date) -> list[Clock]:
    """The clocks not superseded, each with the one it replaced and its readings. Two queries, two more for working days."""
    rows = list(case.deadlines.prefetch_related("readings"))
    running = [row for row in rows if row.stopped_on is None and in_working_days(row.rule)]
    calendar = calendar_for(case) if running else None
    replaced = {row.superseded_by_id: row for row in rows if row.superseded_by_id}
    return [
        Clock(
            deadline=row,
            days_left=(row.legal_on - on).days if row.stopped_on is None else None,
            replaced=replaced.get(row.pk),
            readings=list(row.readings.all()),
            working_days=working_days_left(calendar, on, row.legal_on) if calendar and row in running else None,
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
