"""Claims of demonstration people at each point of their way: being entered, received, reviewed, approved. Everything is invented
and says so."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from casework.evidence.services.evidence import store_evidence
from casework.models import CaseFile
from claims.models import OffsiteFiling, Reimbursement
from claims.offsite.services.filing import FilingData, confirm_filing, open_filing
from claims.reimbursements.queries.claim import missing_papers
from claims.reimbursements.queries.settling import NotWorked, worked_out
from claims.reimbursements.services.entering import ClaimData, open_claim, record_claim_account
from claims.reimbursements.services.posting import approve_claim
from claims.reimbursements.services.receipts import LineData, ReceiptData, enter_receipt
from claims.reimbursements.services.receiving import submit_claim
from claims.reimbursements.services.reviewing import ReviewData, review_claim
from enrolment.contributions.services.paid_time import paid_year, record_paid_time
from enrolment.coverage.queries.coverage import enrolment_on
from enrolment.documents.queries import documents_by_number
from enrolment.models import Person
from portal.demo.catalogue import item_code
from portal.demo.institutions import code_of
from portal.demo.money import ACCOUNT, scan
from portal.demo.people import Visit, data, person
from portal.demo.pieces import Piece

# A resident paid for in time, a community health centre next door, and items of each class (portal/demo/catalogue.py).
PATIENT, HOSPITAL = 127, 38
ITEMS = tuple(
    (item_code(at), amount) for at, amount in ((8, "1200.00"), (9, "860.50"), (11, "96.00"), (1304, "300.00"))
)
RECEIPTS = ("9000000001", "9000000002", "9000000003", "9000000004")
# A filing that counts and one that is being entered: reason, province, whether it is filed.
FILINGS = (("06", "31", True), ("07", "44", False))
STATES = ("draft", "received", "reviewed", "approved")


def pieces(today: date) -> list[Piece]:
    """A claim in each state, of one person who is covered."""
    held = documents_by_number(person(PATIENT).number)
    return (
        [Piece(f"person {PATIENT}", held.exists, partial(insured, PATIENT, Visit(today)))]
        + [
            Piece(
                f"a claim {state}",
                Reimbursement.objects.filter(receipts__number=number).exists,
                partial(_claim, state, number, Visit(today)),
            )
            for state, number in zip(STATES, RECEIPTS, strict=True)
        ]
        + [
            Piece(
                f"a filing of care elsewhere in {province}",
                OffsiteFiling.objects.filter(province=province).exists,
                partial(_filing, reason, province, Visit(today), stands=stands),
            )
            for reason, province, stands in FILINGS
        ]
    )


def insured(number: int, visit: Visit) -> Person:
    """Somebody enrolled today, this year paid for in its window."""
    case = visit.verify("chen", visit.submit("lin", data(number, visit.today)))
    case = visit.enrol("chen", case, number)
    clerk, year = visit.officer("lin"), visit.today.year
    paid = paid_year(clerk.office.place, year, person_kind="adult", paid_on=date(year - 1, 10, 5))
    who = documents_by_number(person(number).number).get().person
    record_paid_time(who, paid, by=clerk)
    return who


def _filing(reason: str, province: str, visit: Visit, *, stands: bool) -> None:
    """Care outside the province, filed with a commitment."""
    who, clerk = documents_by_number(person(PATIENT).number).get().person, visit.officer("lin")
    what = FilingData(
        reason=reason,
        province=province,
        starts_on=visit.today,
        received_on=visit.today,
        city="演示市（虚构）",
        commitment=True,
    )
    case = open_filing(who, what, by=clerk, on=visit.today)
    if stands:
        confirm_filing(case.pk, **visit.step(clerk, case))


def _claim(state: str, number: str, visit: Visit) -> None:
    make_claim(documents_by_number(person(PATIENT).number).get().person, state, number, visit)


def make_claim(
    who: Person, state: str, receipt_number: str, visit: Visit, items: Sequence[tuple[str, str]] = ITEMS
) -> CaseFile:
    """Taken in by one, reviewed by another, approved by a third, as far as the state asks for."""
    clerk, today = visit.officer("lin"), visit.today
    held = enrolment_on(who.pk, today)
    last = today - timedelta(days=1)
    first = max(held.starts_on, last) if held else last
    what = ClaimData(
        comer="herself",
        received_on=today,
        reason="02",
        care="outpatient",
        starts_on=first,
        ends_on=first,
        institution_code=code_of(HOSPITAL),
        diagnosis="A01.x00",
    )
    case = open_claim(who, replace(what, care="emergency") if state == "draft" else what, by=clerk, on=today)
    lines = tuple(
        LineData(
            code=code,
            name=f"演示项目{number}（虚构）",
            quantity=Decimal(1),
            price=Decimal(amount),
            amount=Decimal(amount),
            on=first,
            traces=(f"81{receipt_number}{number:08}",),
        )
        for number, (code, amount) in enumerate(items, 1)
    )
    receipt = ReceiptData(
        kind="electronic",
        code="35060126",
        number=receipt_number,
        check_code="demo01",
        issued_on=first,
        total=sum((line.amount for line in lines), Decimal(0)),
        looked_up=True,
        lines=lines,
    )
    enter_receipt(case.pk, receipt, by=clerk)
    if state == "draft":
        return case
    record_claim_account(case.pk, replace(ACCOUNT, name=who.name), by=clerk)
    for item in missing_papers(CaseFile.objects.get(pk=case.pk), today):
        store_evidence(case.pk, scan(f"{receipt_number} {item.code}"), item.code, by=clerk, on=today)
    case = submit_claim(case.pk, **visit.step(visit.officer("lin"), CaseFile.objects.get(pk=case.pk)))
    if state == "received":
        return case
    case = review_claim(case.pk, ReviewData(advice="approve"), **visit.step(visit.officer("chen"), case))
    worked = worked_out(CaseFile.objects.get(pk=case.pk), today)
    if state == "approved" and not isinstance(worked, NotWorked):
        case = approve_claim(case.pk, worked.digest, **visit.step(visit.officer("zheng"), case))
    return case
