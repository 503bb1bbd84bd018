"""Money, lists and reports of demonstration people: an account with its credits, a premium given back on its way to the bank, codes
taken in a batch, what registers report, a relative bound to an account. Every value, name and number is invented and says so."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from casework.evidence.services.evidence import store_evidence
from casework.models import CaseFile, LedgerTransfer, Office, Payable, PaymentBatch, RuleValue, TableEntry
from casework.payments.services.batches import make_batch
from casework.payments.services.payees import Account, check_payee, record_payee
from casework.rulebook.queries import catch_up
from enrolment.changes.queries.papers import missing_papers
from enrolment.changes.services.opening import ChangeData, open_change
from enrolment.changes.services.recording import record_change
from enrolment.code_batches.queries import Source
from enrolment.code_batches.services.batches import take_code_batch
from enrolment.contributions.services.paid_time import paid_months
from enrolment.contributions.services.payments import Told, record_payment
from enrolment.documents.queries import documents_by_number
from enrolment.models import Bill, CodeBatch, FamilyBinding, Payment, Person, RegisterReport
from enrolment.personal_accounts.services.credit_run import book_lot
from enrolment.registers.services.reports import enter_births, enter_deaths
from portal.demo.people import Visit, data, person
from portal.demo.pieces import Piece
from portal.demo.staff import SIMING

EMPLOYEE, REFUNDED, REPORTED, STUDENT = 121, 122, 123, 125
SCHOOL = "厦门示范学院（演示）"
SOURCE = "演示数值，并非任何机构公布（demonstration value, published by nobody）"
SHARE, BASE = "0.02", Decimal("6000.00")
ACCOUNT = Account(name="演示户名", number="6222000000000000001", bank_code="105", bank_name="演示银行（虚构）")


def pieces(today: date) -> list[Piece]:
    """Each known by its person, or by what it left."""
    visit = Visit(today)
    return [
        *(_enrolled(visit, number, **how) for number, how in _PEOPLE.items()),
        Piece("a line of a table", TableEntry.objects.filter(source=SOURCE).exists, lambda: _line(visit)),
        Piece("a value of credits", RuleValue.objects.filter(source=SOURCE).exists, lambda: _value(visit)),
        _piece(EMPLOYEE, "months and credits", _has_credits, lambda who: _credits(who, visit)),
        _piece(REPORTED, "a report of a register", _has_report, lambda who: _report(who, visit)),
        _piece(REFUNDED, "a birth reported", _has_report, lambda who: _birth(who, visit)),
        Piece(
            "codes in a batch",
            CodeBatch.objects.filter(school=SCHOOL).exists,
            lambda: take_code_batch(Source(school=SCHOOL), compared=True, by=visit.officer("lin"), on=today),
        ),
    ]


def pieces_with_scans(today: date) -> list[Piece]:
    """What takes a proof that is kept: a refund, the batch that pays it, a relative bound to an account."""
    visit = Visit(today)
    return [
        _piece(REFUNDED, "a premium given back", _has_refund, lambda who: _refund(who, visit)),
        Piece("a batch of payments", PaymentBatch.objects.exists, lambda: make_batch(by=visit.officer("xiamen2"))),
        _piece(EMPLOYEE, "a relative bound", _has_relative, lambda who: _bind(who, visit)),
    ]


_PEOPLE: dict[int, dict] = {
    EMPLOYEE: {"path": "employed"},
    REFUNDED: {},
    REPORTED: {},
    STUDENT: {"path": "student"},
}


def _enrolled(visit: Visit, number: int, **how) -> Piece:
    held = documents_by_number(person(number).number)

    def walk() -> None:
        what = data(number, visit.today - timedelta(days=2), **how)
        if what.school:
            what = replace(what, school=SCHOOL)
        case = visit.verify("chen", visit.submit("lin", what))
        visit.enrol("chen", case, number)

    return Piece(f"person {number}", held.exists, walk)


def _piece(number: int, name: str, there: Callable[[Person], bool], make: Callable[[Person], object]) -> Piece:
    held = documents_by_number(person(number).number)
    return Piece(
        f"{name} of person {number}",
        lambda: held.exists() and there(held.get().person),
        lambda: make(held.get().person),
    )


def _value(visit: Visit) -> None:
    """A share of the base that Siming credits, so that its page of an account has something to reckon with."""
    year = date(visit.today.year, 1, 1)
    RuleValue.objects.create(
        rule="enrolment.account_credit_share",
        place_id=Office.objects.get(code=SIMING).place_id,
        value=SHARE,
        starts_on=year,
        source=SOURCE,
        status="assumed",
        drafted_by=visit.officer("zheng").user,
        published_by=visit.officer("xiamen").user,
        published_at=timezone.now(),
    )


def _line(visit: Visit) -> None:
    """A share of samples of the district, beside the house's."""
    names = {
        "name_zh_hans": "其余（演示，虚构）",
        "name_zh_hant": "其餘（演示，虛構）",
        "name_en": "all others (demonstration, invented)",
    }
    TableEntry.objects.create(
        table="sample_rates",
        code="rest",
        place_id=Office.objects.get(code=SIMING).place_id,
        details='rate = "0.10"\nleast = 1',
        starts_on=date(visit.today.year, 1, 1),
        source=SOURCE,
        status="assumed",
        drafted_by=visit.officer("zheng").user,
        published_by=visit.officer("xiamen").user,
        published_at=timezone.now(),
        **names,
    )


def _has_credits(who: Person) -> bool:
    return LedgerTransfer.objects.filter(target__holder_key=str(who.pk)).exists()


def _credits(who: Person, visit: Visit) -> None:
    """The months of this year until today, paid by the employer, credited as the schedule would."""
    clerk, today = visit.officer("lin"), visit.today
    for month in range(1, today.month + 1):
        Bill.objects.create(
            person=who,
            scheme="uebmi",
            place=clerk.office.place,
            person_kind="employee",
            year=today.year,
            month=month,
            base=BASE,
            amount=Decimal("600.00"),
            recorded_by=clerk.user,
        )
    months = paid_months(clerk.office.place, date(today.year, 1, 1), today, person_kind="employee", paid_on=today)
    told = Told(channel="employer", amount=Decimal(600) * today.month, paid_on=today, number="DEMO-TAX-121")
    record_payment(who, months, told, by=clerk)
    catch_up()
    book_lot([who.pk], today)


def _has_refund(who: Person) -> bool:
    return Payable.objects.filter(account__holder_key=str(who.pk)).exists()


def _refund(who: Person, visit: Visit) -> None:
    """A premium collected in error, decided by two, to an account that was compared: ready for a batch."""
    visit.pay("lin", CaseFile.objects.get(kind="enrolment_application", subject=who.pk))
    clerk, reviewer, today = visit.officer("lin"), visit.officer("chen"), visit.today
    asked = ChangeData(
        act="refund_premium",
        received_on=today,
        takes_effect_on=today,
        reason="collected_in_error",
        payment=Payment.objects.get(bill__person=who),
    )
    case = _recorded(who, asked, visit)
    payable = Payable.objects.get(case=case)
    record_payee(payable.pk, ACCOUNT, by=clerk)
    check_payee(payable.pk, ACCOUNT.number, by=reviewer)


def _recorded(who: Person, asked: ChangeData, visit: Visit) -> CaseFile:
    """Asked for by one with its papers, recorded by another."""
    clerk, today = visit.officer("lin"), visit.today
    case = open_change(who, asked, by=clerk, on=today)
    for item in missing_papers(CaseFile.objects.get(pk=case.pk), today):
        store_evidence(case.pk, scan(f"{asked.act} {item.code}"), item.code, by=clerk, on=today)
    case = CaseFile.objects.get(pk=case.pk)
    return record_change(case.pk, None, **visit.step(visit.officer("chen"), case))


def scan(name: str) -> SimpleUploadedFile:
    """A sheet that says what it is, and of which paper: no two are the same file."""
    sheet, content = Image.new("RGB", (420, 140), "white"), io.BytesIO()
    ImageDraw.Draw(sheet).text((20, 60), f"DEMONSTRATION - NO DOCUMENT\n{name}", fill="black")
    sheet.save(content, "PNG")
    return SimpleUploadedFile("demo.png", content.getvalue(), "image/png")


def _has_report(who: Person) -> bool:
    return RegisterReport.objects.filter(person=who).exists()


def _report(who: Person, visit: Visit) -> None:
    """A death that a register reports: a task, and nothing recorded."""
    row = {"number": person(REPORTED).number, "name": who.name, "died_on": visit.today - timedelta(days=1)}
    enter_deaths(None, [row], visit.officer("lin"), visit.today)


def _birth(who: Person, visit: Visit) -> None:
    """A birth that a register reports: a task, from which the application of the newborn is begun."""
    row = {
        "certificate": "T350099901",
        "child_name": f"{who.name[0]}小苗（演示）",
        "birth_on": visit.today - timedelta(days=20),
        "sex": "female",
        "mother_number": person(REFUNDED).number,
    }
    enter_births(None, [row], visit.officer("lin"), visit.today)


def _has_relative(who: Person) -> bool:
    return FamilyBinding.objects.filter(holder=who).exists()


def _bind(who: Person, visit: Visit) -> None:
    """Her spouse may use the personal account; both have consented."""
    spouse = documents_by_number(person(REFUNDED).number).get().person
    asked = ChangeData(
        act="bind_relative",
        received_on=visit.today,
        takes_effect_on=visit.today,
        relative=spouse,
        relation="spouse",
        both_consent=True,
    )
    _recorded(who, asked, visit)
