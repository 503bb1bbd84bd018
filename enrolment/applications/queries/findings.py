"""What the rules say while a clerk is still typing: format, duplicates, eligibility, date due, papers."""

import uuid
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from casework.clocks.queries import due_from
from casework.models import CaseFile, Office
from casework.papers.queries.glyphs import unprintable_note
from casework.rulebook.rules.parameters import rule_by_id
from casework.rulebook.rules.rule_records import RuleError
from enrolment.applications.queries.admission import held_elsewhere, standing_against
from enrolment.applications.queries.checklists import Paper, lacking
from enrolment.applications.queries.eligibility_findings import day_typed, eligibility_lines
from enrolment.applications.queries.finding_groups import Finding, by_meaning
from enrolment.applications.queries.known_employer import KnownEmployer, known_employer
from enrolment.applications.rules import processing_limit
from enrolment.documents.models import IdentityDocument
from enrolment.documents.queries import document_by_key
from enrolment.documents.rules.document_key import DocumentKey, companion_key
from enrolment.documents.rules.identity_numbers import check, fold
from enrolment.documents.rules.possible_days import LEAST_WORKING_AGE, against_work
from enrolment.documents.words import DAYS, message_for
from enrolment.duplicates.queries.candidates import Candidate, candidates
from enrolment.eligibility.rules.paths import AT_AN_EMPLOYER
from enrolment.persons.models.person import Person
from enrolment.persons.queries.identity import Difference, are_only_claimed_in, differences


@dataclass(frozen=True, kw_only=True)
class Findings:
    """All findings, and the document found when the number is somebody's."""

    lines: list[Finding]
    document: IdentityDocument | None = None
    # In what the file of a known person of this office says otherwise.
    differs: list[Difference] = field(default_factory=list)
    # Who may be the same human under another document.
    candidates: list[Candidate] = field(default_factory=list)
    # The case of the hire whose start of work is told.
    hire: uuid.UUID | None = None


def intake_findings(case: CaseFile, typed: dict, on: date, checklist: list[Paper]) -> Findings:
    """Findings for what is typed so far. A fixed number of queries; nothing is written."""
    lines: list[Finding] = []
    document, differs, alike, well_formed = None, [], [], True
    kind, number = typed.get("kind", ""), typed.get("number", "")
    if kind and number:
        result = check(kind, number, on=on)
        lines += _number_lines(result)
        well_formed = result.valid
        document = _document_of(typed, result, on) if result.valid else None
        if document:
            lines += _duplicate_lines(document, case)
            differs = _differs(document.person, typed, result, case)
        if result.valid:
            alike = _alike(typed, result, but=document.person if document else case.enrolment_application.person)
            lines += _candidate_lines(alike, case.office)
        lines += _age_lines(typed, result)
    known = _employer_of(typed, case, on)
    lines += _employer_lines(known)
    # Nobody is told that she may join under a number that is wrong.
    if typed.get("path") and kind and well_formed:
        lines += eligibility_lines(case, typed, document.person if document else case.enrolment_application.person, on)
    received = day_typed(typed.get("received_on", ""))
    if received:
        lines += _due_lines(received, case.office)
    lines += _glyph_lines(typed)
    lines += _paper_lines(checklist)
    told = known.hire if known else None
    return Findings(lines=by_meaning(lines), document=document, differs=differs, candidates=alike, hire=told)


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
            detail=_("It says: %(facts)s") % {"facts": pgettext("between two facts", ", ").join(told)} if told else "",
        )
    ]


# What papers print of the sheet.
PRINTED = ("name", "latin_name", "employer_name", "school", "business_name")


def _glyph_lines(typed: dict) -> list[Finding]:
    """What papers could not show: told while it is typed, never a reason to refuse a name."""
    text = unprintable_note(*(str(typed.get(field) or "") for field in PRINTED))
    if not text:
        return []
    detail = _(
        "Compare them with the document. The name is kept and found as typed; papers show the code in their place."
    )
    return [Finding(code="unprintable", shape="soon", text=text, detail=detail)]


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


def _document_of(typed: dict, result, on: date) -> IdentityDocument | None:
    """The document on record by the whole key; else the travel permit whose number the residence permit prints."""
    document = document_by_key(DocumentKey(result.kind, result.normalised, typed.get("issuer") or ""))
    key = companion_key(result.kind, fold(typed.get("companion") or ""))
    if document or key is None:
        return document
    companion = check(key.kind, key.number, on=on)
    return document_by_key(DocumentKey(key.kind, companion.normalised)) if companion.valid else None


def _born_and_sex(typed: dict, result) -> tuple[date | None, str]:
    return day_typed(typed.get("birth_on", "")) or result.birth_on, typed.get("sex") or result.sex or ""


def _differs(person: Person, typed: dict, result, case: CaseFile) -> list[Difference]:
    """In what a person of this office's files is described otherwise. What another office keeps is not told; a first
    application that is corrected differs from nothing but itself."""
    if person.home_office_id != case.office_id or are_only_claimed_in(person, case):
        return []
    born, sex = _born_and_sex(typed, result)
    return differences(person, typed | {"birth_on": born, "sex": sex})


def _alike(typed: dict, result, *, but: Person | None) -> list[Candidate]:
    """Who else may be this human, in the whole province."""
    born, sex = _born_and_sex(typed, result)
    name = (typed.get("name") or "").strip()
    if not (born and sex and name):
        return []
    return candidates([(name, typed.get("latin_name") or "")], born, sex, but=[but.pk] if but else [])


def _candidate_lines(alike: list[Candidate], office: Office) -> list[Finding]:
    """A hint, never a merge; of a file of another office no more is said than where it is kept."""
    return [
        Finding(
            code="possible_duplicate",
            shape="soon",
            text=_("This may be a person registered at %(office)s since %(date)s under another document.")
            % {"office": each.person.home_office.name, "date": each.person.registered_on.isoformat()},
            detail=_("%(name)s. Somebody has to judge whether it is the same human before anybody is enrolled.")
            % {"name": each.person.masked_name if each.person.home_office_id == office.pk else "—"},
        )
        for each in alike
    ]


def _employer_of(typed: dict, case: CaseFile, on: date) -> KnownEmployer | None:
    """What need not be typed of an employer that is on record."""
    if typed.get("path") not in AT_AN_EMPLOYER or not typed.get("employer_uscc"):
        return None
    result = check(typed["kind"], typed.get("number", ""), on=on) if typed.get("kind") else None
    key = DocumentKey(typed["kind"], result.normalised, typed.get("issuer", "")) if result and result.valid else None
    return known_employer(typed["employer_uscc"], key, case=case, on=on)


def _employer_lines(known: KnownEmployer | None) -> list[Finding]:
    if known is None:
        return []
    if known.ended:
        return [Finding(code="employer_ended", shape="refused", text=known.ended)]
    text = _("Employer on record: %(name)s. The name need not be typed.") % {"name": known.name}
    detail = ""
    if known.began_on:
        detail = _("It reported that work began on %(date)s; left empty, that day is taken over.")
        detail %= {"date": known.began_on.isoformat()}
    return [Finding(code="known_employer", shape="done", text=text, detail=detail)]


def _age_lines(typed: dict, result) -> list[Finding]:
    """Work below the least age: forbidden with exceptions, so it is said with its source and decided by people."""
    began, born = day_typed(typed.get("work_began_on", "")), day_typed(typed.get("birth_on", "")) or result.birth_on
    least = rule_by_id(LEAST_WORKING_AGE)
    if typed.get("path") not in AT_AN_EMPLOYER or against_work(born, began, least) != "work_under_age":
        return []
    value = least.value_for(on=began)
    text = str(DAYS["work_under_age"])
    return [Finding(code="work_under_age", shape="soon", text=text, source=_(value.source), status=value.status)]


def _due_lines(received: date, office: Office) -> list[Finding]:
    try:
        due = due_from(processing_limit.RULE_ID, received, place=office.place_id)
    except (RuleError, OverflowError):
        return [
            Finding(code="no_limit", shape="soon", text=_("No time limit is recorded for this date."), group="until")
        ]
    text = _("The answer is due on %(date)s.") % {"date": due.legal_on.isoformat()}
    detail = _("Provisional: the calendar of that year is not published yet.") if due.provisional else ""
    return [
        Finding(
            code="answer_due",
            shape="open",
            text=text,
            detail=detail,
            source=_(due.source),
            status=due.status,
            group="until",
        )
    ]


def _paper_lines(checklist: list[Paper]) -> list[Finding]:
    text = _("Missing: %(paper)s")
    return [
        Finding(
            code="missing_paper", shape="soon", text=text % {"paper": p.name}, source=p.legal_basis, group="missing"
        )
        for p in lacking(checklist)
    ]
