"""A county where claims are taken in: somebody insured, a designated hospital, a list with prices, officers for every hand."""

from copy import copy
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Self

from django.utils import timezone

from casework.models import CaseFile, Payee, Place
from casework.payments.services.payees import Account
from casework.staff.officer import Officer
from claims.reimbursements.queries.settling import worked_out
from claims.reimbursements.services import entering, posting, receipts, receiving, reviewing
from claims.reimbursements.services.entering import ClaimData
from claims.reimbursements.services.receipts import LineData, ReceiptData
from claims.reimbursements.services.reviewing import ReviewData, Ruled
from enrolment.contributions.services.paid_time import paid_year, record_paid_time
from enrolment.models import Enrolment, Person
from institutions.models import CatalogueItem, Edition, Institution, ItemPrice
from tests.builders import SIMING, Staff, data, enrolled, identity, op, scanned
from tests.conftest import check_what_was_made
from tests.institutions.builders import institution, signed

DRUG_A, DRUG_B, CARE_C = "XA01ABD075A002010100483", "ZA01BAJ0100010100483", "001101000010000"
ACCOUNT = Account(name="陳小明", number="6222000012345678", bank_code="105", bank_name="某银行")
LISTED_FROM = date(2020, 1, 1)
PAPERS = ("receipts", "itemised_list", "diagnosis_certificate", "medical_record")
STAY = ClaimData(
    comer="herself",
    received_on=date(2026, 6, 8),
    reason="02",
    care="inpatient",
    starts_on=date(2026, 5, 11),
    ends_on=date(2026, 5, 20),
    institution_code="H35020300001",
    diagnosis="I10.x00x002",
)


def line(code=DRUG_A, amount="3000.00", **more) -> LineData:
    """A line without price, its amount as printed."""
    what = {"name": "某药", "quantity": Decimal(1), "price": None, "on": None} | more
    return LineData(code=code, amount=Decimal(amount), **what)


def receipt(number="0026896566", *lines: LineData, total: str | None = None, **more) -> ReceiptData:
    """An e-receipt of Fujian, its total the sum of its lines."""
    lines = lines or (line(),)
    added = sum((one.amount for one in lines), Decimal(0))
    what = {"kind": "electronic", "code": "35060126", "check_code": "c748a8", "looked_up": True}
    what |= {"issued_on": date(2026, 5, 20), "total": Decimal(total) if total else added}
    return ReceiptData(number=number, lines=lines, **what | more)


class Desk:
    """Five officers of one county, and the steps they take through the services the pages call."""

    def __init__(self, staff):
        self.clerk, self.reviewer = staff("counter_clerk"), staff("reviewer")
        self.second, self.third = staff("reviewer", number=2), staff("supervisor")
        self.finance = staff("finance_officer")
        self.today = self.clerk.on
        self.hospital = institution(hospital_level="third", pay_level="third", deductible_level="third")
        signed(self.hospital, self.clerk, self.reviewer)
        self.catalogue()
        # Who was insured before a file's first test, by number.
        self.ready: dict[int, Person] = {}

    @classmethod
    def with_somebody_insured(cls) -> Self:
        """For all tests of a file, behind `made_once`: most begin with the person of number 2 insured."""
        made = cls(Staff(date(2026, 6, 10)))
        made.ready[2] = made.insured(2)
        check_what_was_made()
        return made

    def begun(self) -> Self:
        """The same for one test, which may change the hospital and the officers it has in hand."""
        mine = copy(self)
        mine.hospital = Institution.objects.get(pk=self.hospital.pk)
        for name, officer in vars(self).items():
            if isinstance(officer, Officer):
                setattr(mine, name, replace(officer, user=copy(officer.user)))
        return mine

    def catalogue(self) -> None:
        """Class A, class B with a first pay and a price of the hospital, class C."""
        self.edition = Edition.objects.create(
            list_name="items",
            title="目录",
            source="某通知",
            status="stated",
            starts_on=LISTED_FROM,
            place_id="156",
            office=self.clerk.office,
            state="published",
            sha256=b"0" * 32,
            form="csv",
            size=1,
            drafted_by=self.clerk.user,
            published_by=self.reviewer.user,
            published_at=timezone.now(),
        )
        for code, fund_class, ratio in ((DRUG_A, "a", None), (DRUG_B, "b", "0.10"), (CARE_C, "c", None)):
            self.item(code, fund_class=fund_class, first_pay_ratio=ratio and Decimal(ratio))

    def item(self, code: str, **what) -> CatalogueItem:
        rest = {"name": "某药", "place_id": "156", "starts_on": LISTED_FROM, "edition": self.edition}
        return CatalogueItem.objects.create(code=code, **rest | what)

    def price(self, code: str, price: str) -> None:
        ItemPrice.objects.create(
            code=code,
            price=Decimal(price),
            institution=self.hospital,
            starts_on=LISTED_FROM,
            edition=self.edition,
        )

    def insured(self, sequence: int = 2, *, years=(2025, 2026)) -> Person:
        """In the residents' scheme since 2025, paid for in time."""
        if sequence in self.ready and years == (2025, 2026):
            return Person.objects.get(pk=self.ready[sequence].pk)
        case = enrolled(self.clerk, self.reviewer, data(identity(sequence)))
        person = Person.objects.get(pk=case.subject)
        Enrolment.objects.filter(person=person).update(starts_on=date(2024, 1, 1))
        for year in years:
            paid = paid_year(Place.objects.get(code=SIMING), year, person_kind="adult", paid_on=date(year - 1, 10, 5))
            record_paid_time(person, paid, by=self.clerk)
        return person

    def opened(self, person: Person, **changes) -> CaseFile:
        return entering.open_claim(person, replace(STAY, **changes), by=self.clerk, on=self.today)

    def entered(self, person: Person, *held: ReceiptData, papers=PAPERS, **changes) -> CaseFile:
        """A claim with receipts, account and papers, ready to be received."""
        case = self.opened(person, **changes)
        for one in held or (receipt(),):
            receipts.enter_receipt(case.pk, one, by=self.clerk)
        if not Payee.objects.filter(holder_key=str(person.pk), ends_on=None).exists():
            entering.record_claim_account(case.pk, ACCOUNT, by=self.clerk)
        self.scans(case, papers)
        return CaseFile.objects.get(pk=case.pk)

    def scans(self, case: CaseFile, papers=PAPERS) -> None:
        scanned(case, self.clerk, *papers)

    @staticmethod
    def stay(day: int) -> date:
        """A day of April: stays that touch no other."""
        return date(2026, 4, day)

    def step(self, case: CaseFile, by: Officer) -> dict:
        return {"by": by, "on": by.on, "seen": CaseFile.objects.get(pk=case.pk).version, "op": op()}

    def received(self, person: Person, *held: ReceiptData, **changes) -> CaseFile:
        case = self.entered(person, *held, **changes)
        return receiving.submit_claim(case.pk, **self.step(case, self.clerk))

    def review(self, case: CaseFile, *ruled: Ruled, advice="approve", **more) -> CaseFile:
        data = ReviewData(advice=advice, rulings=ruled, **more)
        return reviewing.review_claim(case.pk, data, **self.step(case, self.reviewer))

    def reviewed(self, person: Person, *held: ReceiptData, **changes) -> CaseFile:
        return self.review(self.received(person, *held, **changes))

    def shown(self, case: CaseFile) -> str:
        return worked_out(CaseFile.objects.get(pk=case.pk), self.today).digest

    def approve(self, case: CaseFile, by: Officer | None = None) -> CaseFile:
        return posting.approve_claim(case.pk, self.shown(case), **self.step(case, by or self.second))
