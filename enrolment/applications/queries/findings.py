"""What the rules say while a clerk is still typing: format, duplicates, eligibility, date due, papers."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from casework.clocks.queries import due_from
from casework.models import CaseFile, Office
from casework.rulebook.rules.dates import DateUnreadable, parse_date
from casework.rulebook.rules.parameters import rule_by_id
from casework.rulebook.rules.rule_records import RuleError
from enrolment.applications.queries.admission import held_elsewhere, standing_against
from enrolment.applications.queries.checklists import Paper
from enrolment.applications.rules import processing_limit
from enrolment.documents.models import IdentityDocument
from enrolment.documents.queries import document_by_number
from enrolment.documents.rules.identity_numbers import check
from enrolment.documents.rules.possible_days import LEAST_WORKING_AGE, against_work
from enrolment.documents.words import DAYS, message_for
from enrolment.eligibility.queries import RESULT_WORDS, eligibility_for, reason_text
from enrolment.persons.models.person import Person

SHAPES = {"may_join": "done", "both_rules_second_reviewer": "soon", "not_eligible": "refused", "value_missing": "soon"}


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing the rules say now: shape and words, with the source behind it."""

    code: str
    shape: str
    text: str
    detail: str = ""
    source: str = ""
    status: str = ""


@dataclass(frozen=True)
class Findings:
    """All findings, and the document found when the number is somebody's."""

    lines: list[Finding]
    document: IdentityDocument | None = None


def _day(text: str) -> date | None:
    try:
        return parse_date(text or "")
    except DateUnreadable:
        return None


def intake_findings(case: CaseFile, typed: dict, on: date, checklist: list[Paper]) -> Findings:
    """Findings for what is typed so far. A fixed number of queries; nothing is written."""
    lines: list[Finding] = []
    document = None
    kind, number = typed.get("kind", ""), typed.get("number", "")
    if kind and number:
        result = check(kind, number, on=on)
        lines += _number_lines(result)
        document = document_by_number(result.normalised, kind) if result.valid else None
        if document:
            lines += _duplicate_lines(document, case)
        elif result.valid:
            lines += _namesake_lines(typed, result, case.office)
        lines += _age_lines(typed, result)
    if typed.get("path") and kind:
        lines += _eligibility_lines(typed, case.office, on)
    received = _day(typed.get("received_on", ""))
    if received:
        lines += _due_lines(received, case.office)
    lines += _paper_lines(checklist)
    return Findings(lines, document)


def _number_lines(result) -> list[Finding]:
    if not result.valid:
        return [Finding(code=reason.code, shape="refused", text=str(message_for(reason))) for reason in result.reasons]
    told = [result.birth_on.isoformat()] if result.birth_on else []
    told += [str(dict(Person.Sex.choices)[result.sex])] if result.sex else []
    text = _("The number is well formed.")
    return [
        Finding(
            code="number_valid",
            shape="done",
            text=text,
            detail=_("It says: %(facts)s") % {"facts": ", ".join(told)} if told else "",
        )
    ]


def _duplicate_lines(document: IdentityDocument, case: CaseFile) -> list[Finding]:
    person = document.person
    why = held_elsewhere(person) if person.home_office_id != case.office_id else standing_against(person, but=case.pk)
    if why:
        return [Finding(code=why.code, shape="refused", text=why.text)]
    return [
        Finding(
            code="known_person",
            shape="open",
            text=_("This person is known at this office. The file will be used again."),
        )
    ]


def _namesake_lines(typed: dict, result, office: Office) -> list[Finding]:
    """The same name and birth date under another number: perhaps one person with two permits. A hint, never a merge."""
    born = _day(typed.get("birth_on", "")) or result.birth_on
    name = (typed.get("name") or "").strip()
    if not born or not name:
        return []
    same = Person.objects.filter(home_office=office, birth_on=born, name=name).count()
    if not same:
        return []
    text = _("A person of the same name and date of birth is registered here under another document.")
    return [
        Finding(
            code="possible_duplicate",
            shape="soon",
            text=text,
            detail=_("Ask whether it is the same person before you go on."),
        )
    ]


def _age_lines(typed: dict, result) -> list[Finding]:
    """Work below the least age: forbidden with exceptions, so it is said with its source and decided by people."""
    began, born = _day(typed.get("work_began_on", "")), _day(typed.get("birth_on", "")) or result.birth_on
    least = rule_by_id(LEAST_WORKING_AGE)
    if typed.get("path") != "employed" or against_work(born, began, least) != "work_under_age":
        return []
    value = least.value_for(on=began)
    text = str(DAYS["work_under_age"])
    return [Finding(code="work_under_age", shape="soon", text=text, source=_(value.source), status=value.status)]


def _eligibility_lines(typed: dict, office: Office, on: date) -> list[Finding]:
    language = get_language()
    received = _day(typed.get("received_on", "")) or on
    outcome = eligibility_for(typed["path"], typed["kind"], office.place, received)
    reasons = " ".join(reason_text(code, language) for code in outcome["reasons"])
    head = Finding(
        code=outcome["result"],
        shape=SHAPES[outcome["result"]],
        text=str(RESULT_WORDS[outcome["result"]]),
        detail=reasons,
    )
    rules = [
        Finding(
            code=applied["rule"],
            shape="done" if applied["verdict"] == "accepts" else "soon",
            text=applied["text"][language],
            detail=reason_text(applied["verdict"], language),
            source=_(applied["source"]),
            status=applied["status"],
        )
        for applied in outcome["applied"]
    ]
    return [head, *rules]


def _due_lines(received: date, office: Office) -> list[Finding]:
    try:
        due = due_from(processing_limit.RULE_ID, received, place=office.place_id)
    except (RuleError, OverflowError):
        return [Finding(code="no_limit", shape="soon", text=_("No time limit is recorded for this date."))]
    text = _("The answer is due on %(date)s.") % {"date": due.legal_on.isoformat()}
    detail = _("Provisional: the calendar of that year is not published yet.") if due.provisional else ""
    return [Finding(code="answer_due", shape="open", text=text, detail=detail, source=_(due.source), status=due.status)]


def _paper_lines(checklist: list[Paper]) -> list[Finding]:
    missing = [paper for paper in checklist if paper.required and paper.state == "missing"]
    text = _("Missing: %(paper)s")
    return [
        Finding(code="missing_paper", shape="soon", text=text % {"paper": p.name}, detail="", source=p.legal_basis)
        for p in missing
    ]
