"""A demonstration month of an institution: two settlements of one person, one of them charged too much, and one of nobody on file;
worked out already. Everything is invented."""

from datetime import date
from decimal import Decimal
from functools import partial

from casework.money.rules.amounts import ZERO
from claims.advances.services.paying import AdvanceData, approve_advance, open_advance, review_advance
from claims.advances.states import What
from claims.clawbacks.services.noticing import NoticeData, open_clawback, reply_clawback
from claims.models import Clawback, InstitutionAdvance, InstitutionMonth
from claims.months.rules.settlements import LAYERS
from claims.months.services import moving
from claims.months.services.entering import enter_rows
from claims.runs.models.run import Run
from claims.runs.services import chunks, starting
from institutions.models import Institution
from portal.demo.catalogue import item_code
from portal.demo.claims import PATIENT
from portal.demo.institutions import code_of
from portal.demo.people import Visit, person
from portal.demo.pieces import Piece

# Two clinics of the county office whose clerk takes months in, and a number that nobody holds.
CLINIC, OTHER_CLINIC, NOBODY = 13, 1, "830000190001010000"
ITEM, PAYABLE = item_code(8), item_code(28)
# Bill, charged to the pooled fund; all of the day on which the person was enrolled.
VISITS = (("2600.00", "0.00"), ("1800.00", "1750.00"), ("95.50", "0.00"))


def pieces(today: date) -> list[Piece]:
    """One month, a prepayment, and a month of another clinic that is posted and of which something is recovered."""
    visit = Visit(today)
    return [
        Piece("a month of an institution", InstitutionMonth.objects.exists, partial(_month, visit)),
        Piece("a prepayment", InstitutionAdvance.objects.exists, partial(_prepayment, visit)),
        Piece("a recovery from an institution", Clawback.objects.exists, partial(_recovery, visit)),
    ]


def _prepayment(visit: Visit) -> None:
    """Entered, reviewed and approved: owed, and cleared against months once the bank has paid it."""
    clinic = Institution.objects.get(code=code_of(CLINIC))
    data = AdvanceData(what=What.PREPAYMENT, year=visit.today.year, amount=Decimal("20000.00"))
    case = open_advance(clinic.pk, data, by=visit.officer("lin"), on=visit.today)
    case = review_advance(case.pk, **visit.step(visit.officer("chen"), case))
    approve_advance(case.pk, **visit.step(visit.officer("huang"), case))


def _month(visit: Visit) -> None:
    clerk = visit.officer("lin")
    first = visit.today.replace(day=1)
    whose = (person(PATIENT).number, person(PATIENT).number, NOBODY)
    rows = [_row(visit.today, number, *told) for number, told in enumerate(zip(whose, VISITS, strict=True), 1)]
    enter_rows(Institution.objects.select_related("office").get(code=code_of(CLINIC)), rows, clerk, visit.today)
    month = InstitutionMonth.objects.select_related("institution__place").get(month=first)
    chunks.advance(starting.start_run(month, Run.Mode.SHOW, by=clerk, on=visit.today).pk)


def _recovery(visit: Visit) -> None:
    """A month taken in by one, reviewed by another, approved by a third, posted; notice of what is recovered, and the reply."""
    lin, chen, huang = (visit.officer(name) for name in ("lin", "chen", "huang"))
    clinic = Institution.objects.select_related("office").get(code=code_of(OTHER_CLINIC))
    row = _row(visit.today, 9, person(PATIENT).number, ("60000.00", "0.00")) | {"code": PAYABLE}
    enter_rows(clinic, [row], lin, visit.today)
    month = InstitutionMonth.objects.select_related("case").get(institution=clinic)
    chunks.advance(moving.run_month(month.pk, by=lin, on=visit.today).pk)
    case = moving.state_month(month.pk, **visit.step(lin, month.case))
    case = moving.agree_month(case.pk, visit.today, **visit.step(lin, case))
    case = moving.review_month(case.pk, **visit.step(chen, case))
    moving.approve_month(case.pk, **visit.step(huang, case))
    chunks.advance(Run.objects.get(month=month, mode=Run.Mode.POST).pk)
    data = NoticeData(items="DEMO-009", words="演示：同日重复收费")
    case = open_clawback(month.pk, data, by=chen, on=visit.today)
    reply_clawback(case.pk, "演示：无异议", visit.today, **visit.step(lin, case))


def _row(on: date, number: int, document: str, visit: tuple[str, str]) -> dict:
    bill, fund = visit
    total = Decimal(bill)
    return {
        "month": f"{on:%Y-%m}",
        "number": f"DEMO-{number:03}",
        "line": "1",
        "document": document,
        "care": "outpatient",
        "starts_on": on,
        "ends_on": on,
        "settled_on": on,
        "diagnosis": "I10.x00x002",
        "code": ITEM,
        "name": "演示项目（虚构）",
        "quantity": Decimal(1),
        "price": total,
        "amount": total,
        "on": on,
        "total": total,
        "fund_pays": Decimal(fund),
        **dict.fromkeys(LAYERS, ZERO),
    }
