"""A demonstration month of an institution: two settlements of one person, one of them charged too much, and one of nobody on file;
worked out already. Everything is invented."""

from datetime import date
from decimal import Decimal
from functools import partial

from casework.models import Place
from casework.money.rules.amounts import ZERO
from claims.advances.services.paying import AdvanceData, approve_advance, open_advance, review_advance
from claims.advances.states import What
from claims.clawbacks.services.noticing import NoticeData, open_clawback, reply_clawback
from claims.clearings.queries.clearings import due_between
from claims.clearings.services.paying import state_area_clearing
from claims.models import AreaClearing, Clawback, InstitutionAdvance, InstitutionMonth
from claims.months.rules.settlements import LAYERS
from claims.months.services import moving
from claims.months.services.entering import enter_rows
from claims.runs.models.run import Run
from claims.runs.services import chunks, starting
from enrolment.contributions.services.paid_time import paid_year, record_paid_time
from enrolment.documents.queries import documents_by_number
from institutions.models import Institution
from portal.demo.catalogue import item_code
from portal.demo.claims import PATIENT
from portal.demo.institutions import code_of
from portal.demo.people import Visit, data, person
from portal.demo.pieces import Piece
from portal.demo.staff import FUZHOU, XIAMEN

# Clinics of the county office whose clerk takes months in, and a number that nobody holds.
CLINIC, OTHER_CLINIC, NOBODY = 13, 1, "830000190001010000"
# Insured in another city, treated here.
TRAVELLER = 211
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
        Piece("a payment between areas", AreaClearing.objects.exists, partial(_clearing, visit)),
    ]


def _prepayment(visit: Visit) -> None:
    """Entered, reviewed and approved: owed, and cleared against months once the bank has paid it."""
    clinic = Institution.objects.get(code=code_of(CLINIC))
    what = AdvanceData(what=What.PREPAYMENT, year=visit.today.year, amount=Decimal("20000.00"))
    case = open_advance(clinic.pk, what, by=visit.officer("lin"), on=visit.today)
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


def _posted(visit: Visit, at: int, whose: dict[int, str]) -> InstitutionMonth:
    """A month of a dear settlement a person, taken in by one, reviewed by another, approved by a third, posted."""
    lin, chen, huang = (visit.officer(name) for name in ("lin", "chen", "huang"))
    clinic = Institution.objects.select_related("office").get(code=code_of(at))
    bill = ("60000.00", "0.00")
    rows = [_row(visit.today, number, document, bill) | {"code": PAYABLE} for number, document in whose.items()]
    enter_rows(clinic, rows, lin, visit.today)
    month = InstitutionMonth.objects.select_related("case").get(institution=clinic)
    chunks.advance(moving.run_month(month.pk, by=lin, on=visit.today).pk)
    case = moving.state_month(month.pk, **visit.step(lin, month.case))
    case = moving.agree_month(case.pk, visit.today, **visit.step(lin, case))
    case = moving.review_month(case.pk, **visit.step(chen, case))
    moving.approve_month(case.pk, **visit.step(huang, case))
    chunks.advance(Run.objects.get(month=month, mode=Run.Mode.POST).pk)
    return month


def _recovery(visit: Visit) -> None:
    """Of a month that is posted: notice of what is recovered, and the reply. Somebody of another city was treated there, too."""
    lin, chen = visit.officer("lin"), visit.officer("chen")
    month = _posted(visit, OTHER_CLINIC, {9: person(PATIENT).number, 10: _traveller(visit)})
    notice = NoticeData(items="DEMO-009", words="演示：同日重复收费")
    case = open_clawback(month.pk, notice, by=chen, on=visit.today)
    reply_clawback(case.pk, "演示：无异议", visit.today, **visit.step(lin, case))


def _traveller(visit: Visit) -> str:
    """The number of somebody who is insured in Fuzhou."""
    visit.enrol("gulou2", visit.verify("gulou2", visit.submit("gulou", data(TRAVELLER, visit.today))), TRAVELLER)
    clerk, year = visit.officer("gulou"), visit.today.year
    paid = paid_year(clerk.office.place, year, person_kind="adult", paid_on=date(year - 1, 10, 5))
    record_paid_time(documents_by_number(person(TRAVELLER).number).get().person, paid, by=clerk)
    return person(TRAVELLER).number


def _clearing(visit: Visit) -> None:
    """Somebody of Fuzhou was treated here: her city states what it owes for her."""
    fuzhou, xiamen = Place.objects.get(pk=FUZHOU), Place.objects.get(pk=XIAMEN)
    owed = due_between(fuzhou, xiamen, visit.today).amount
    by = visit.officer("fuzhou")
    state_area_clearing(fuzhou, xiamen, visit.today, str(owed), by=by, on=visit.today)


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
