"""Entering a claim at the counter: what it is for, the account it is paid to. It may be changed until it is received, or when
returned."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.desk.services.opening import open_numbered_case
from casework.engine.access import visible_or_404
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.payments.services.payees import Account, take_down
from casework.staff.officer import Officer
from claims.reimbursements.choices import ComesAs, ReceiptKind
from claims.reimbursements.models.claim import Reimbursement
from claims.reimbursements.queries.claim import account_of_person, holder_of_claim, issuer_of
from claims.reimbursements.queries.coming import comers_of
from claims.reimbursements.queries.door import claimants
from claims.reimbursements.queries.parties import HER_OWN_MATTER, is_own_account, party_to
from claims.reimbursements.rules.coded import reasons_on
from claims.reimbursements.states import ENTERED_IN, ClaimState
from claims.reimbursements.workflow import WORKFLOW
from enrolment.coverage.queries.coverage import enrolment_on
from enrolment.persons.models.person import Person
from enrolment.persons.queries.representatives import is_of
from enrolment.persons.words import FILE_MERGED
from institutions.register.models.institution import Institution
from institutions.register.rules.codes import read_code

HAS_DIED = _("The file says that the person has died. An heir claims, with proof of the death and of the entitlement.")
NO_HEIR = _("Write the name of the heir, the number of her document, and by what she inherits.")
HEIR_IS_SHE = _("This is the number of a document of the person who has died. Nobody is her own heir.")
NOT_ON_FILE = _("Nobody acts for her by this entry of the file. Record the authority first.")
NO_SUCH_REASON = _("This reason is not offered on that day.")
NO_INSTITUTION = _("No institution on record has this code. Leave it empty and write its name and level.")
NOT_OPEN = _("The claim is received: what it says stands. A reviewer may return it.")
RECEIVED_STANDS = _("The claim was received on another day, from which its time runs. That day stands.")
CHANGED_MEANWHILE = _(
    "This claim was changed since this page was loaded. Open it again from the page of the case and compare."
)
EXISTS = _("This claim was opened already.")
PAPER_IN_USE = _("A paper receipt of this claim would be in use already under this institution. Compare both.")
BAD_DAYS = _("The last day of the care lies before the first.")
# As many characters as the code of an institution has.
WHOLE_CODE = 12


@dataclass(frozen=True, kw_only=True)
class HeirData:
    """Who claims for somebody who has died: the number normalised, `relation` of HeirRelation."""

    name: str
    number: str
    relation: str


@dataclass(frozen=True, kw_only=True)
class ClaimData:
    """What is claimed. `comer`: "herself", the key of who acts for her, or "heir", then with `heir`; the institution by its code,
    else name and level, else care outside the mainland."""

    comer: str
    received_on: date
    reason: str
    care: str
    starts_on: date
    ends_on: date
    institution_code: str = ""
    institution_name: str = ""
    level: str = ""
    outside: str = ""
    off_site: str = "local"
    province: str = ""
    diagnosis: str = ""
    third_party: str = "nobody"
    heir: HeirData | None = None


@transaction.atomic
def open_claim(person: Person, data: ClaimData, *, by: Officer, on: date) -> CaseFile:
    """Open a claim for somebody this officer may open one for (queries/door.py); it belongs to the office that keeps the file.
    Raises Blocked with everything that stands against it, PermissionDenied, Person.DoesNotExist for anybody else."""
    by.must("open_claim")
    not_about_oneself(person.pk, by)
    people = claimants(by).select_related("home_office__place")
    # Locked: a merge of this moment takes the claim along, or refuses it.
    person = people.select_for_update(of=("self",)).get(pk=person.pk)
    columns = _columns(person, data, on)

    def make_row(case: CaseFile) -> None:
        # The account she named last, compared already or not; another one is recorded from its proof.
        row = Reimbursement(case=case, person=person, **columns)
        row.payee = account_of_person(row)
        _name_heir(row, data.heir)
        not_for_oneself(row, by)
        row.save(force_insert=True)

    return open_numbered_case(
        "open_claim",
        WORKFLOW,
        make_row,
        subject=person.pk,
        language=person.language,
        by=by,
        on=data.received_on,
        exists=Reason("exists", EXISTS),
        office=person.home_office,
        facts={"care": data.care, "reason": data.reason},
    )


def _columns(person: Person, data: ClaimData, on: date) -> dict:
    """The columns of a claim. Raises Blocked with everything that stands against it."""
    reasons_against: list[Reason] = []
    if person.merged_into_id is not None:
        reasons_against.append(Reason("file_merged", FILE_MERGED))
    comer = next((one for one in comers_of(person, on) if one.key == data.comer), None)
    if comer is None and person.died_on is not None:
        reasons_against.append(Reason("has_died", HAS_DIED, "comer"))
    elif comer is None:
        reasons_against.append(Reason("not_on_file", NOT_ON_FILE, "comer"))
    heir = data.heir if data.comer == ComesAs.HEIR else None
    if data.comer == ComesAs.HEIR and heir is None:
        reasons_against.append(Reason("no_heir", NO_HEIR, "heir_name"))
    elif heir is not None and is_of(heir.number, person.pk):
        reasons_against.append(Reason("heir_is_she", HEIR_IS_SHE, "heir_number"))
    if data.reason not in reasons_on(on, person.home_office.place_id):
        reasons_against.append(Reason("no_such_reason", NO_SUCH_REASON, "reason"))
    if data.ends_on < data.starts_on:
        reasons_against.append(Reason("bad_days", BAD_DAYS, "ends_on"))
    at = institution_of(data.institution_code) if data.institution_code else None
    if data.institution_code and at is None:
        reasons_against.append(Reason("no_institution", NO_INSTITUTION, "institution_code"))
    if reasons_against or comer is None:
        raise Blocked(*reasons_against)
    held = enrolment_on(person.pk, data.starts_on)
    return {
        "scheme": held.scheme if held else "",
        "place": held.office.place if held else None,
        "comes_as": comer.comes_as,
        "representative": comer.row,
        "heir_name": heir.name if heir else "",
        "heir_relation": heir.relation if heir else "",
        "reason": data.reason,
        "care": data.care,
        "starts_on": data.starts_on,
        "ends_on": data.ends_on,
        "institution": at,
        "institution_name": "" if at else data.institution_name,
        "level": "" if at or data.outside else data.level,
        "outside": "" if at else data.outside,
        "off_site": data.off_site,
        "province": data.province,
        "diagnosis": data.diagnosis,
        "third_party": data.third_party,
    }


def _name_heir(claim: Reimbursement, heir: HeirData | None) -> None:
    """The number of the heir's document, sealed for this claim."""
    claim.heir_number = heir.number if heir and claim.comes_as == ComesAs.HEIR else ""


def heir_of(claim: Reimbursement) -> HeirData | None:
    """Who claims for the dead as it was entered; None of any other claim."""
    if claim.comes_as != ComesAs.HEIR:
        return None
    number = claim.heir_number.open_for_work()
    return HeirData(name=claim.heir_name, number=number, relation=claim.heir_relation)


def institution_of(typed: str) -> Institution | None:
    """The institution on record with a code as somebody typed it. One query, none for what is no code."""
    code = read_code(typed)
    return None if code.problem else Institution.objects.filter(code=code.text).first()


def not_about_oneself(subject: uuid.UUID | None, by: Officer) -> None:
    """Nobody enters anything of her own claim, nor the account it is paid to. Raises PermissionDenied."""
    if by.user.own_subject and by.user.own_subject == subject:
        raise PermissionDenied("a claim about oneself")


def not_for_oneself(claim: Reimbursement, by: Officer) -> None:
    """Nor one she brings as guardian, delegate or heir, or is paid by. Raises Blocked."""
    if reasons_against := party_to(claim, by.user):
        raise Blocked(*reasons_against)


def locked_claim(case_id: uuid.UUID, by: Officer) -> Reimbursement:
    """The claim while it is being entered, its case locked. Raises CaseFile.DoesNotExist (not visible), Blocked once it is
    received."""
    not_about_oneself(visible_or_404(case_id, by).subject, by)
    case = CaseFile.objects.select_for_update(of=("self",)).select_related("office__place").get(pk=case_id)
    claim = Reimbursement.objects.select_related("person__home_office").get(case=case)
    claim.case = case
    if case.state not in ENTERED_IN:
        raise Blocked(Reason("not_open", NOT_OPEN))
    not_for_oneself(claim, by)
    return claim


@transaction.atomic
def change_claim(case_id: uuid.UUID, data: ClaimData, *, by: Officer, on: date, seen: int | None = None) -> CaseFile:
    """Enter anew what a claim is for. `seen`: the version of the case the form shows. Raises as opening it, Blocked once it is
    received, or changed since."""
    by.must("change_claim")
    claim = locked_claim(case_id, by)
    unchanged(claim, seen)
    if claim.state != ClaimState.DRAFT and data.received_on != claim.case.received_on:
        raise Blocked(Reason("received_stands", RECEIVED_STANDS, "received_on"))
    for name, value in _columns(claim.person, data, on).items():
        setattr(claim, name, value)
    _name_heir(claim, data.heir)
    # An heir is paid to an account of her own, never to that of the dead.
    claim.payee = account_of_person(claim)
    not_for_oneself(claim, by)
    try:
        with transaction.atomic():
            claim.save()
            claim.receipts.filter(kind=ReceiptKind.PAPER).update(issuer=issuer_of(claim, ReceiptKind.PAPER))
    except IntegrityError as problem:
        raise Blocked(Reason("receipt_in_use", PAPER_IN_USE, "institution_code")) from problem
    if claim.case.received_on != data.received_on:
        claim.case.received_on = data.received_on
        claim.case.save(update_fields=["received_on"])
    moved_on(claim)
    _noted(claim, "change_claim", by, {"care": data.care})
    return claim.case


@transaction.atomic
def record_claim_account(case_id: uuid.UUID, account: Account, *, by: Officer) -> Reimbursement:
    """Take down the account the claim is paid to; a colleague compares it before a batch takes the payment. Raises Blocked once
    the claim is received."""
    by.must("record_claim_account")
    claim = locked_claim(case_id, by)
    if is_own_account(account.number, by.user):
        raise Blocked(Reason("her_own_matter", HER_OWN_MATTER, "number"))
    claim.payee = take_down(holder_of_claim(claim), account, by=by)
    claim.save(update_fields=["payee"])
    moved_on(claim)
    _noted(claim, "record_claim_account", by, {})
    return claim


def moved_on(claim: Reimbursement) -> None:
    """A step pressed on a page that shows the claim as it was is refused."""
    CaseFile.objects.filter(pk=claim.pk).update(version=F("version") + 1)


def unchanged(claim: Reimbursement, seen: int | None) -> None:
    """What a colleague, or another window, entered meanwhile is not written over unseen. Raises Blocked."""
    if seen is not None and claim.case.version != seen:
        raise Blocked(Reason("changed_meanwhile", CHANGED_MEANWHILE))


def _noted(claim: Reimbursement, verb: str, by: Officer, facts: dict) -> None:
    record(verb, by=by, case=claim.case, subject=claim.person_id, facts=facts)
