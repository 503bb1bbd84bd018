"""A claim of the demonstration that begins at a service center, an order that suspends networked settlement, a complaint
about it, a maternity allowance, and a sample that waits to be read a second time. All of it is invented and says so."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from casework.evidence.services.evidence import store_evidence
from casework.models import CaseFile
from casework.payments.services.payees import Account
from claims.maternity.services.allowing import (
    AllowanceData,
    ReviewData,
    open_maternity,
    record_maternity_account,
    review_maternity,
)
from claims.models import ClaimSample, MaternityAllowance, NetworkSuspension, Reconsideration, Reimbursement
from claims.reconsiderations.services.complaining import ComplaintData, open_reconsideration
from claims.reimbursements.services.entering import ClaimData, open_claim
from claims.reimbursements.services.naming import name_claimant
from claims.reimbursements.services.originals import MoveData, record_originals
from claims.reimbursements.services.receipts import LineData, ReceiptData, enter_receipt
from claims.samples.services.sampling import SampleData, draw_sample
from claims.suspensions.services.suspending import OrderData, confirm_suspension, open_suspension
from enrolment.documents.queries import documents_by_number
from enrolment.models import Person
from portal.demo.claims import ITEMS, PATIENT
from portal.demo.institutions import code_of
from portal.demo.money import scan
from portal.demo.people import Visit, data, person
from portal.demo.pieces import Piece

AT_CENTER, HOSPITAL, MOTHER = "DEMO0000021", 38, 132
ORDER = "演示罚〔虚构〕1号"


def pieces(today: date) -> list[Piece]:
    """Each known by what it leaves."""
    visit = Visit(today)
    return [
        Piece(
            "a claim begun at a service center",
            Reimbursement.objects.filter(receipts__number=AT_CENTER).exists,
            lambda: _at_center(visit),
        ),
        Piece(
            "a suspension on record",
            NetworkSuspension.objects.filter(order_number=ORDER).exists,
            lambda: _suspended(visit),
        ),
        Piece("a complaint about a decision", Reconsideration.objects.exists, lambda: _complained(visit)),
        Piece("a maternity allowance", MaternityAllowance.objects.exists, lambda: _gave_birth(visit)),
        Piece("a sample of claims", ClaimSample.objects.exists, lambda: _sampled(visit)),
    ]


def _patient() -> Person:
    return documents_by_number(person(PATIENT).number).get().person


def _at_center(visit: Visit) -> None:
    """Named by the document, one paper receipt, its original kept at the center."""
    center, today = visit.officer("wu"), visit.today
    (who,) = name_claimant(person(PATIENT).number, by=center)
    what = ClaimData(
        comer="herself",
        received_on=today,
        reason="02",
        care="outpatient",
        starts_on=today,
        ends_on=today,
        institution_code=code_of(HOSPITAL),
        diagnosis="A01.x00",
    )
    case = open_claim(who, what, by=center, on=today)
    amount = Decimal("88.00")
    line = LineData(
        code=ITEMS[0][0], name="演示项目（虚构）", quantity=Decimal(1), price=amount, amount=amount, on=today
    )
    receipt = ReceiptData(
        kind="paper",
        code="",
        number=AT_CENTER,
        check_code="",
        issued_on=today,
        total=line.amount,
        looked_up=False,
        lines=(line,),
    )
    enter_receipt(case.pk, receipt, by=center)
    record_originals(case.pk, MoveData(receipts=(1,), place="center", moved_on=today), by=center, on=today)


def _suspended(visit: Visit) -> None:
    """Entered by one reviewer with the order's scan, confirmed by another; it begins in the month behind this one."""
    first, second, today = visit.officer("chen"), visit.officer("huang"), visit.today
    starts = today + timedelta(days=31)
    order = OrderData(
        ordered_by="演示医疗保障局（虚构）",
        order_number=ORDER,
        ordered_on=today,
        starts_on=starts,
        ordered_until=starts + timedelta(days=120),
    )
    case = open_suspension(_patient(), order, by=first, on=today)
    store_evidence(case.pk, scan("order"), "suspension_order", by=first, on=today)
    confirm_suspension(case.pk, **visit.step(second, CaseFile.objects.get(pk=case.pk)))


def _complained(visit: Visit) -> None:
    """The order of the suspension, complained of at the counter; it waits for somebody without a part in it."""
    order = NetworkSuspension.objects.get(order_number=ORDER)
    today = visit.today
    words = "演示：对暂停联网结算的处理有异议（虚构）"
    what = ComplaintData(way="complaint", filed_on=today, served_on=today, words=words)
    open_reconsideration(order.pk, what, by=visit.officer("lin"), on=today)


def _gave_birth(visit: Visit) -> None:
    """An allowance of somebody insured through her employer, reviewed and waiting for the second person."""
    today, clerk = visit.today, visit.officer("lin")
    held = documents_by_number(person(MOTHER).number)
    if not held.exists():
        applied = visit.submit("lin", data(MOTHER, today - timedelta(days=2), path="employed"))
        visit.enrol("chen", visit.verify("chen", applied), MOTHER)
    born = AllowanceData(kind="birth", happened_on=today, received_on=today)
    case = open_maternity(held.get().person, born, by=clerk, on=today)
    store_evidence(case.pk, scan("record"), "medical_record", by=clerk, on=today)
    account = Account(name=person(MOTHER).name, number="6222000000000132", bank_code="105", bank_name="演示银行")
    record_maternity_account(case.pk, account, by=clerk)
    found = ReviewData(pays=True, wage=Decimal("7523.45"), wage_source="演示工资证明（虚构）")
    review_maternity(case.pk, found, **visit.step(visit.officer("chen"), CaseFile.objects.get(pk=case.pk)))


def _sampled(visit: Visit) -> None:
    """What was approved today, drawn as it will be tomorrow: a sample is of a period that is over."""
    tomorrow = visit.today + timedelta(days=1)
    what = SampleData(starts_on=visit.today, ends_on=visit.today, seed="081523", published="演示种子（虚构）")
    draw_sample(what, by=replace(visit.officer("zheng"), on=tomorrow), on=tomorrow)
