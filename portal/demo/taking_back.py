"""Claims of a demonstration person that are taken back: a reversal that is proposed, one that is confirmed with what is recovered,
a payment that is recalled, a month and a year proposed to be closed. Everything is invented and says so."""

from datetime import date, timedelta
from decimal import Decimal

from casework.books.models import MonthProposed
from casework.books.services.closing import propose_month
from casework.models import CaseFile, Payable
from casework.payments.rules.bank_answer import AnswerLine
from casework.payments.services.batches import answer_batch, make_batch, release_batch, send_batch
from casework.payments.services.payees import check_payee
from claims.models import Overpayment, Recall, Recovery, Reversal, ValueRecall, YearEnd
from claims.recalls.services.recalling import open_recall
from claims.recoveries.services.recovering import open_recovery
from claims.reversals.queries.plan import plan_of
from claims.reversals.services.confirming import confirm_reversal
from claims.reversals.services.proposing import open_reversal
from claims.value_recalls.services.recalling import RecallData, open_value_recall
from claims.year_ends.services.closing import open_year_end
from enrolment.documents.queries import documents_by_number
from portal.demo.catalogue import CITY, item_code
from portal.demo.claims import PATIENT, RECEIPTS, insured, make_claim
from portal.demo.money import ACCOUNT
from portal.demo.people import Visit, person
from portal.demo.pieces import Piece

PAID, PROPOSED, WRONG_VALUE = ("9000000011", "9000000012"), "9000000013", "9000000014"
# Whom a wrong value touched, and of which item it was told.
TOUCHED, RECALLED = 141, item_code(17)
WHY = "演示：清单录入有误（虚构）"


def pieces(today: date) -> list[Piece]:
    """Each known by what it leaves."""
    visit = Visit(today)
    return [
        Piece("claims paid by the bank", _paid, lambda: _pay(visit)),
        Piece("a reversal confirmed", Overpayment.objects.exists, lambda: _reversed(visit)),
        Piece("a recovery", Recovery.objects.exists, lambda: _recovery(visit)),
        Piece("a recall", Recall.objects.exists, lambda: _recall(visit)),
        Piece("a reversal proposed", Reversal.objects.filter(state="proposed").exists, lambda: _proposed(visit)),
        Piece("a month proposed", MonthProposed.objects.exists, lambda: _month(visit)),
        Piece("a value recalled", ValueRecall.objects.exists, lambda: _value(visit)),
        Piece("a year proposed", YearEnd.objects.exists, lambda: _year(visit)),
    ]


def _claim_with(receipt: str) -> CaseFile:
    return CaseFile.objects.get(reimbursement__receipts__number=receipt)


def _paid() -> bool:
    return CaseFile.objects.filter(reimbursement__receipts__number__in=PAID).exists()


def _pay(visit: Visit) -> None:
    """Approved, the account compared, through a batch of the city and answered by the bank."""
    who = documents_by_number(person(PATIENT).number).get().person
    for number in PAID:
        make_claim(who, "approved", number, visit)
    payable = Payable.objects.filter(case__reimbursement__receipts__number=PAID[0]).get()
    check_payee(payable.pk, ACCOUNT.number, by=visit.officer("chen"))
    finance, today = visit.officer("xiamen2"), visit.today
    batch = make_batch(by=finance)
    release_batch(batch.pk, by=visit.officer("xiamen"))
    send_batch(batch.pk, by=finance)
    positions = batch.items.values_list("position", flat=True)
    lines = [AnswerLine(position=position, result="paid", day=today, reason="") for position in positions]
    answer_batch(batch.pk, lines, by=finance, on=today)


def _reversed(visit: Visit) -> None:
    case = open_reversal(_claim_with(PAID[0]).pk, "entered_wrong", WHY, by=visit.officer("chen"), on=visit.today)
    shown = plan_of(Reversal.objects.get(pk=case.pk)).digest
    confirm_reversal(case.pk, shown, **visit.step(visit.officer("huang"), case))


def _recovery(visit: Visit) -> None:
    over = Overpayment.objects.order_by("posted_on").first()
    if over is not None:
        open_recovery(over.pk, WHY, by=visit.officer("chen"), on=visit.today)


def _recall(visit: Visit) -> None:
    case = _claim_with(RECEIPTS[-1])
    payable = Payable.objects.filter(case=case, state="paid").first()
    if payable is not None:
        open_recall(case.pk, payable.pk, "演示：户名不符（虚构）", by=visit.officer("chen"), on=visit.today)


def _proposed(visit: Visit) -> None:
    who = documents_by_number(person(PATIENT).number).get().person
    make_claim(who, "approved", PROPOSED, visit)
    open_reversal(_claim_with(PROPOSED).pk, "third_party", WHY, by=visit.officer("chen"), on=visit.today)


def _month(visit: Visit) -> None:
    """The month before, in which nothing was booked: what closing looks like."""
    finance = visit.officer("xiamen2")
    before = visit.today.replace(day=1) - timedelta(days=1)
    propose_month(finance.office.place_id, before, by=finance)


def _year(visit: Visit) -> None:
    """The year before, for the residents of the city: somebody of the province closes or declines it."""
    by = visit.officer("xiamen")
    open_year_end(by.office.place_id, "urrbmi", visit.today.year - 1, by=by, on=visit.today)


def _value(visit: Visit) -> None:
    """The first pay of an item as the city's list told it, as if that had been wrong this month: of somebody who has nothing of an
    institution's month behind her claim, so that it is posted to its end."""
    make_claim(insured(TOUCHED, visit), "approved", WRONG_VALUE, visit, [(RECALLED, "2400.00")])
    data = RecallData(
        what="first_pay",
        code=RECALLED,
        starts_on=visit.today - timedelta(days=30),
        ends_on=visit.today,
        right=Decimal("0.20"),
        source="演示：更正通知（虚构）",
        teller=CITY,
    )
    open_value_recall(data, by=visit.officer("chen"), on=visit.today)
