"""A maternity allowance: taken in with the medical record, reviewed, decided by a second person, owed in the same transaction."""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.answers import tell
from casework.casefile.services.events import record
from casework.clocks.queries import due_from
from casework.clocks.services import deadlines
from casework.desk.services.notes import write_note
from casework.desk.services.opening import open_numbered_case
from casework.engine import transitions
from casework.engine.access import visible_or_404
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile, Payable
from casework.money.queries import pooling_area_of
from casework.money.services.ledger import account_of
from casework.money.services.payables import owe_together
from casework.payments.services.payees import Account, take_down
from casework.staff.officer import Officer
from claims.maternity.models import MaternityAllowance
from claims.maternity.queries.allowance import account_named_last, allowance_of, holder_of, others_of, worked_out
from claims.maternity.rules.limits import LIMIT
from claims.maternity.words import PURPOSE
from claims.maternity.workflow import NO_ACCOUNT, NOT_WORKED, WORKFLOW
from claims.reimbursements.queries.parties import HER_OWN_MATTER, is_own_account
from claims.reimbursements.services.entering import not_about_oneself
from enrolment.coverage.queries.coverage import enrolment_on
from enrolment.persons.models.person import Person, Sex
from enrolment.persons.words import FILE_MERGED

EMPLOYEES = "uebmi"
NOT_EMPLOYED = _("On that day she was not in the employees' scheme. The allowance is paid out of that scheme alone.")
A_MAN = _("On file this is a man. The allowance is for the woman herself. Where the file is wrong, correct it first.")
LIES_AHEAD = _("This day is in the future.")
HAPPENED_LATER = _("The papers came before that day. Compare both.")
EXISTS = _("An allowance for this day is claimed already.")
NO_WAGE = _("Write the average monthly wage of the employer in the year before.")
NO_PROOF = _("Write what proves the wage.")
NO_WHY = _("Write why.")
OTHER_AMOUNT = _("The amount is not the one that was shown. Look at it again, then approve.")
DECIDED_ALREADY = _("The allowance is decided: its account stands.")


@dataclass(frozen=True, kw_only=True)
class AllowanceData:
    """What the allowance is for: `kind` of Kind, its day; of a birth whether it was difficult, and how many children."""

    kind: str
    happened_on: date
    received_on: date
    difficult: bool = False
    children: int = 1


@dataclass(frozen=True, kw_only=True)
class ReviewData:
    """What the first review found: to be paid by a wage in yuan with its proof, or not, with the reason."""

    pays: bool
    wage: Decimal | None = None
    wage_source: str = ""
    why: str = ""


@transaction.atomic
def open_maternity(person: Person, data: AllowanceData, *, by: Officer, on: date) -> CaseFile:
    """Take an allowance in: the ten working days run from the day its papers came. Raises Blocked with everything that stands
    against it, PermissionDenied (also about herself), Person.DoesNotExist outside her area."""
    by.must("open_maternity")
    not_about_oneself(person.pk, by)
    people = Person.objects.visible_to(by).select_related("home_office__place")
    person = people.select_for_update(of=("self",)).get(pk=person.pk)
    held = enrolment_on(person.pk, data.happened_on)
    reasons = [] if person.merged_into_id is None else [Reason("file_merged", FILE_MERGED)]
    if person.sex == Sex.MALE:
        reasons.append(Reason("a_man", A_MAN))
    if data.received_on > on:
        reasons.append(Reason("lies_ahead", LIES_AHEAD, "received_on"))
    if data.happened_on > data.received_on:
        reasons.append(Reason("happened_later", HAPPENED_LATER, "happened_on"))
    if held is None or held.scheme != EMPLOYEES:
        reasons.append(Reason("not_employed", NOT_EMPLOYED, "happened_on"))
    # Under another of her files too, by which the constraint does not know her.
    if others_of(person).filter(happened_on=data.happened_on).exists():
        reasons.append(Reason("exists", EXISTS, "happened_on"))
    if reasons or held is None:
        raise Blocked(*reasons)
    birth = data.kind == "birth"
    row = MaternityAllowance(
        person=person,
        place=held.office.place,
        kind=data.kind,
        happened_on=data.happened_on,
        difficult=data.difficult and birth,
        children=data.children if birth else 1,
    )
    row.payee = account_named_last(row)

    def make_row(case: CaseFile) -> None:
        row.case = case
        row.save(force_insert=True)

    case = open_numbered_case(
        "open_maternity",
        WORKFLOW,
        make_row,
        subject=person.pk,
        language=person.language,
        by=by,
        on=data.received_on,
        exists=Reason("exists", EXISTS, "happened_on"),
        office=person.home_office,
    )
    place = case.office.place_id
    deadlines.start(case, due_from(LIMIT, data.received_on, place=place), place=place)
    deadlines.copy_nearest_due_date(case)
    return case


@transaction.atomic
def record_maternity_account(case_id: uuid.UUID, account: Account, *, by: Officer) -> MaternityAllowance:
    """Take down the account it is paid to; a colleague compares it before a batch takes the payment. Raises Blocked once it is
    decided, or for the officer's own account; PermissionDenied, CaseFile.DoesNotExist (not visible)."""
    by.must("record_maternity_account")
    not_about_oneself(visible_or_404(case_id, by).subject, by)
    case = CaseFile.objects.select_for_update(of=("self",)).get(pk=case_id)
    row = MaternityAllowance.objects.select_related("person").get(case=case)
    if row.decided_by_id is not None or not case.is_open:
        raise Blocked(Reason("decided", DECIDED_ALREADY))
    if is_own_account(account.number, by.user):
        raise Blocked(Reason("her_own_matter", HER_OWN_MATTER, "number"))
    row.payee = take_down(holder_of(row), account, by=by)
    row.save(update_fields=["payee"])
    # A step pressed on a page that shows it as it was is refused.
    CaseFile.objects.filter(pk=case.pk).update(version=F("version") + 1)
    record("record_maternity_account", by=by, case=case, subject=row.person_id, facts={})
    return row


def review_maternity(
    case_id: uuid.UUID, data: ReviewData, *, by: Officer, on: date, seen: int, op: uuid.UUID
) -> CaseFile:
    """The first review: the wage and its proof, or the reason against it. Raises Blocked without them, without the medical record,
    or for whoever took it in."""

    def effect(move: Move) -> None:
        if reasons := _against(data):
            raise Blocked(*reasons)
        row = allowance_of(move.case)
        row.pays, row.why, row.reviewed_by = data.pays, data.why, move.by.user
        row.wage, row.wage_source = (data.wage, data.wage_source) if data.pays else (None, "")
        if data.pays and worked_out(row) is None:
            raise Blocked(Reason("not_worked", NOT_WORKED, "wage"))
        row.save(update_fields=["pays", "why", "reviewed_by", "wage", "wage_source"])
        move.facts["pays"] = data.pays

    body = {"pays": data.pays, "wage": str(data.wage), "wage_source": data.wage_source, "why": data.why}
    return transitions.perform(case_id, "review_maternity", by=by, on=on, seen=seen, op=op, body=body, effect=effect)


def _against(data: ReviewData) -> list[Reason]:
    """What a review lacks: wage and proof to pay, a reason to refuse."""
    if not data.pays:
        return [] if data.why else [Reason("no_why", NO_WHY, "why")]
    reasons = [] if data.wage is not None and data.wage > 0 else [Reason("no_wage", NO_WAGE, "wage")]
    return reasons if data.wage_source else [*reasons, Reason("no_proof", NO_PROOF, "wage_source")]


def send_back_maternity(case_id: uuid.UUID, words: str, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """The second person disagrees: it is reviewed anew, with her note. Raises Blocked for whoever took it in or reviewed it."""

    def effect(move: Move) -> None:
        write_note(move.case.pk, words, by=move.by)

    body = {"words": words}
    return transitions.perform(case_id, "send_back_maternity", by=by, on=on, seen=seen, op=op, body=body, effect=effect)


def approve_maternity(case_id: uuid.UUID, shown: str, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Approve it as it was shown (`shown`: the amount in yuan) and owe it out of the employees' fund. Raises Blocked where it comes
    to something else now; then nothing is posted."""

    def effect(move: Move) -> None:
        row = allowance_of(move.case)
        worked = worked_out(row)
        if worked is None or str(worked.amount) != shown:
            raise Blocked(Reason("other_amount", OTHER_AMOUNT))
        if row.payee is None:
            raise Blocked(Reason("no_account", NO_ACCOUNT))
        area = pooling_area_of(row.place_id)
        owe_together(
            f"{PURPOSE} {move.case.pk}",
            [(account_of("fund", area, scheme=EMPLOYEES), worked.amount)],
            to=holder_of(row),
            office=move.case.office,
            purpose=PURPOSE,
            on=move.on,
            case=move.case,
            by=move.by,
            payee=row.payee,
        )
        row.amount, row.days, row.steps = worked.amount, worked.days, worked.steps
        _decided(move, row, "approve_maternity")
        move.facts["amount"] = str(worked.amount)

    body = {"shown": shown}
    return transitions.perform(case_id, "approve_maternity", by=by, on=on, seen=seen, op=op, body=body, effect=effect)


def refuse_maternity(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Refuse it as the first review proposes, for its reason. Raises Blocked where payment is proposed."""

    def effect(move: Move) -> None:
        _decided(move, allowance_of(move.case), "refuse_maternity")

    return transitions.perform(case_id, "refuse_maternity", by=by, on=on, seen=seen, op=op, effect=effect)


def _decided(move: Move, row: MaternityAllowance, verb: str) -> None:
    row.decided_by, row.decided_on = move.by.user, move.on
    row.save(update_fields=["amount", "days", "steps", "decided_by", "decided_on"])
    deadlines.stop(move.case, LIMIT, on=move.on, reason=verb)
    tell(move.case, verb, officer=move.case.opened_by)


def withdraw_maternity(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Whoever claimed it takes it back before it is reviewed."""

    def effect(move: Move) -> None:
        deadlines.stop(move.case, LIMIT, on=move.on, reason="withdraw_maternity")

    return transitions.perform(case_id, "withdraw_maternity", by=by, on=on, seen=seen, op=op, effect=effect)


def payment_answered(payable: Payable, *, paid: bool, by: Officer, on: date) -> None:
    """The bank has answered: it is paid, or waits for what is done about a payment that came back."""
    if payable.case_id is not None:
        verb = "pay_maternity" if paid else "return_maternity_payment"
        transitions.follow(payable.case_id, verb, by=by, on=on)
