"""A hire from the day it is reported to the day it is closed. The clock is that of the Social Insurance Law, article 58."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.answers import tell
from casework.casefile.services.events import record
from casework.desk.services.opening import open_numbered_case
from casework.engine import transitions
from casework.engine.access import visible_or_404
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.mailings.services import notices
from casework.models import CaseFile
from casework.staff.officer import Officer
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.documents.models import DocumentKind
from enrolment.documents.queries import document_by_key, number_hash, rows_with_key
from enrolment.documents.rules.document_key import DocumentKey
from enrolment.documents.rules.holders import holder_of
from enrolment.documents.rules.identity_numbers import check
from enrolment.employers.models.employer import Employer
from enrolment.employers.queries.standing import why_ended
from enrolment.employers.services.going_on import must_go_on
from enrolment.hires.models import Hire
from enrolment.hires.queries.rejection import proposer_of
from enrolment.hires.services import hire_links
from enrolment.hires.services.hire_clock import (
    UNDER_AGE,
    close_clock,
    current_clock,
    days_against,
    days_ahead,
    document_day_missing,
    is_late,
    start_clock,
)
from enrolment.hires.services.name_keys import write_hire_keys
from enrolment.hires.states import OPEN_STATES
from enrolment.hires.workflow import WORKFLOW

OPEN_HIRE = _("This hire is on record already: %(reference)s.")
REGISTERED = _("This person is registered for this employer already, by application %(reference)s.")
NO_CLOCK = _("Hires of mainland residents are not followed here; their clock belongs to the general registration.")


@dataclass(frozen=True, kw_only=True)
class HireData:
    """What the employer reports of a person it took on. `number` is normalised already."""

    kind: str
    number: str
    name: str
    work_began_on: date
    latin_name: str = ""
    # The day the employment document of a foreign national was handled.
    document_handled_on: date | None = None
    # The officer has seen why somebody below the least age may work there (Labour Law, article 15, second paragraph).
    under_age_confirmed: bool = False
    # Three letters of the state that issued a passport.
    issuer: str = ""

    @property
    def key(self) -> DocumentKey:
        """What makes the document one document."""
        return DocumentKey(self.kind, self.number, self.issuer)


def open_hire_of(employer: Employer, key: DocumentKey) -> Hire | None:
    """The open hire of that document at that employer, if any."""
    rows = Hire.objects.filter(employer=employer, number_hash=number_hash(key.number), state__in=OPEN_STATES)
    # At one employer an issuer that was never recorded is no other one.
    known = {"issuer__in": [key.issuer, ""]} if key.issuer else {}
    return rows.filter(kind=key.kind, **known).select_related("case").first()


def report_hire(employer: Employer, data: HireData, *, by: Officer, on: date) -> CaseFile:
    """Record a hire and start its clock; stages already passed become rows with the reason.

    Raises Blocked, PermissionDenied, Employer.DoesNotExist for an employer this officer may not know of.
    """
    by.must("report_hire")
    Employer.objects.visible_to(by).get(pk=employer.pk)
    kind = DocumentKind.objects.get(pk=data.kind)
    _refuse(employer, kind, data, on)
    document = document_by_key(data.key)
    born_on = document.person.birth_on if document else check(data.kind, data.number, on=on).birth_on
    days = days_against(born_on, data.work_began_on, on)
    if days and not (data.under_age_confirmed and days.code == UNDER_AGE):
        raise Blocked(days)

    def make_row(case: CaseFile) -> None:
        hire = Hire(
            case=case,
            employer=employer,
            person=document.person if document else None,
            kind=kind,
            issuer=data.issuer,
            number_hash=number_hash(data.number),
            category=holder_of(kind.pk, data.number),
            name=data.name,
            latin_name=data.latin_name,
            work_began_on=data.work_began_on,
            document_handled_on=data.document_handled_on,
        )
        hire.number = data.number
        hire.save(force_insert=True)
        write_hire_keys(hire)
        notices.write_owed(case, start_clock(case, hire), on, "entered_late")

    with transaction.atomic():
        must_go_on(employer.pk, on)
        case = open_numbered_case(
            "report_hire",
            WORKFLOW,
            make_row,
            subject=document.person_id if document else None,
            language=_language_of(employer),
            by=by,
            on=on,
            office=employer.office,
            exists=Reason("open_hire", OPEN_HIRE % {"reference": "—"}, "number"),
            facts={"under_age_confirmed": "labour_law_15_2"} if days else None,
        )
        hire_links.join_open_application(employer, data.key, by=by, on=on)
        return case


def _language_of(employer: Employer) -> str:
    contact = employer.contacts.filter(ends_on=None).first()
    return contact.language if contact else "zh-hans"


def _refuse(employer: Employer, kind: DocumentKind, data: HireData, on: date) -> None:
    """Everything wrong with the data at once."""
    reasons = []
    if kind.category == "mainland":
        reasons.append(Reason("no_clock", NO_CLOCK, "kind"))
    reasons += document_day_missing(kind.category, data.work_began_on, data.document_handled_on, on)
    reasons += days_ahead(data.work_began_on, data.document_handled_on, on)
    if ended := why_ended(employer.pk, on):
        reasons.append(Reason("employer_ended", ended))
    known = open_hire_of(employer, data.key)
    if known:
        reasons.append(Reason("open_hire", OPEN_HIRE % {"reference": known.case.reference}, "number"))
    enrolled = registered_by(employer, data.key)
    if enrolled:
        reasons.append(Reason("registered_already", REGISTERED % {"reference": enrolled.case.reference}, "number"))
    if reasons:
        raise Blocked(*reasons)


def registered_by(employer: Employer, key: DocumentKey) -> EnrolmentApplication | None:
    """The application by which the holder of this document is enrolled for this employer today, if any."""
    current = EnrolmentApplication.objects.filter(
        employer=employer,
        state="enrolled",
        person__documents__in=rows_with_key(key),
        enrolments__superseded_at=None,
        enrolments__ends_on=None,
    )
    return current.select_related("case").first()


@dataclass(frozen=True)
class FindingData:
    """Why no duty existed: a code, words, and the other entry when this one is double."""

    finding: str
    note: str
    same_as_reference: str = ""


def propose_finding(
    case_id: uuid.UUID, data: FindingData, *, by: Officer, on: date, seen: int, op: uuid.UUID
) -> CaseFile:
    """Say that no duty existed, with proof; the clock runs on until a second person confirms. Raises Blocked."""

    def effect(move: Move) -> None:
        hire = Hire.objects.select_for_update(of=("self",)).get(case=move.case)
        if not data.note.strip():
            raise Blocked(Reason("note_missing", _("Explain in a sentence what the proof shows."), "note"))
        hire.finding, hire.finding_note, hire.same_as = data.finding, data.note.strip(), _other_entry(hire, data)
        hire.save(update_fields=["finding", "finding_note", "same_as"])

    return transitions.perform(
        case_id,
        "propose_finding",
        by=by,
        on=on,
        seen=seen,
        op=op,
        body={"finding": data.finding, "note": data.note, "other": data.same_as_reference},
        facts={"finding": data.finding},
        effect=effect,
    )


def _other_entry(hire: Hire, data: FindingData) -> Hire | None:
    if data.finding != Hire.Finding.ENTERED_TWICE:
        return None
    same_person = Hire.objects.filter(employer_id=hire.employer_id, number_hash=bytes(hire.number_hash))
    same_person = same_person.filter(kind=hire.kind_id, issuer=hire.issuer)
    # Entered with two documents, the person is what both have in common.
    if hire.person_id:
        same_person = same_person | Hire.objects.filter(employer_id=hire.employer_id, person_id=hire.person_id)
    other = same_person.exclude(pk=hire.pk).filter(case__reference=data.same_as_reference.strip()).first()
    if other is None:
        text = _("Enter the reference of the other entry of this person at this employer.")
        raise Blocked(Reason("other_entry_missing", text, "same_as_reference"))
    return other


def confirm_finding(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """A second person confirms: the hire is closed without a duty, and says so for ever."""
    return transitions.perform(
        case_id,
        "confirm_finding",
        by=by,
        on=on,
        seen=seen,
        op=op,
        effect=lambda move: close_clock(move.case, on, "no_duty"),
    )


def reject_finding(case_id: uuid.UUID, reason: str, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """A second person does not share the finding; the clock has never stood still. Raises Blocked without a reason."""
    if not reason.strip():
        raise Blocked(Reason("reason_missing", _("Say why, so that the colleague can act on it."), "reason"))

    facts = {"reason": reason.strip()[:300]}

    def effect(move: Move) -> None:
        # Whoever proposed it reads why on her home, until she has opened the hire.
        if proposer := proposer_of(move.case):
            tell(move.case, "reject_finding", reason=facts["reason"], officer=proposer)

    return transitions.perform(
        case_id, "reject_finding", by=by, on=on, seen=seen, op=op, body=facts, facts=facts, effect=effect
    )


@transaction.atomic
def give_lateness_reason(case_id: uuid.UUID, code: str, note: str, *, by: Officer, on: date) -> None:
    """Why a hire is late, as a code with details. Raises Blocked when it is not late, PermissionDenied, DoesNotExist."""
    case = visible_or_404(case_id, by)
    by.must("give_lateness_reason")
    hire = Hire.objects.select_for_update(of=("self",)).get(case=case)
    if not is_late(current_clock(case), on):
        raise Blocked(Reason("not_late", _("This hire is not late."), "code"))
    hire.lateness, hire.lateness_note = code, note.strip()
    hire.save(update_fields=["lateness", "lateness_note"])
    record("give_lateness_reason", by=by, case=case, subject=case.subject, facts={"lateness": code})
