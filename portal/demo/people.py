"""Demonstration people carried through the real services, so that every page has something true to show."""

import uuid
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from casework.models import CaseFile, User
from casework.staff.officer import Officer
from casework.staff.queries import acting_officer
from enrolment.activation import services as activations
from enrolment.activation.services import Presented
from enrolment.applications.queries.admission import come_back_by
from enrolment.applications.rules.circumstances import Circumstances
from enrolment.applications.services import applications, enrolments
from enrolment.applications.services.applications import FieldAnswer
from enrolment.applications.services.asked import AskedFor, Way
from enrolment.applications.services.enrolments import PlatformRecord
from enrolment.applications.services.sheet import ApplicationData
from enrolment.contributions.services.paid_time import paid_year
from enrolment.contributions.services.payments import Told, issue_bill, premium_for, record_payment
from enrolment.coverage.rules.records.errors import NoSource
from enrolment.coverage.rules.records.facts import RESIDENTS
from enrolment.documents.queries import documents_by_number
from enrolment.documents.rules.identity_numbers.citizen_layout import check_character
from enrolment.documents.rules.identity_numbers.uscc import check_character as uscc_check
from enrolment.documents.rules.identity_numbers.uscc import organisation_check_character
from enrolment.persons.queries.identity import Identity
from enrolment.platform.rules.confirmations import recorded_answer
from portal.demo.pieces import Piece

# Where no source names a premium; everything of the demonstration is marked as such.
DEMONSTRATION_PREMIUM = Decimal("400.00")
NAMES = (
    ("陳怡君", "CHEN YI-CHUN"),
    ("林志豪", "LIN CHIH-HAO"),
    ("黃淑芬", "HUANG SHU-FEN"),
    ("張家豪", "CHANG CHIA-HAO"),
    ("李美玲", "LI MEI-LING"),
    ("王建宏", "WANG CHIEN-HUNG"),
    ("吳雅婷", "WU YA-TING"),
    ("劉俊傑", "LIU CHUN-CHIEH"),
    ("蔡佩珊", "TSAI PEI-SHAN"),
    ("楊宗翰", "YANG TSUNG-HAN"),
    ("許雅惠", "HSU YA-HUI"),
    ("鄭文彬", "CHENG WEN-PIN"),
)


def person(number: int, *, kind: str = "taiwan_residence_permit") -> Identity:
    """A synthetic person; an odd number is male."""
    name, latin = NAMES[number % len(NAMES)]
    born = date(1970 + number % 35, 1 + number % 12, 1 + number % 28)
    body = f"830000{born:%Y%m%d}{number % 1000:03d}"
    permit = body + check_character(body) if kind == "taiwan_residence_permit" else f"{20_000_000 + number}"
    return Identity(
        kind=kind,
        number=permit,
        name=name,
        latin_name=latin,
        sex="male" if number % 2 else "female",
        birth_on=born,
        expires_on=date(2029, 6, 30),
        language="zh-hant",
        telephone=f"0592-55{number:05d}",
        address="厦门市思明区（演示地址）",
    )


def employer_code(number: int) -> str:
    """A synthetic Unified Social Credit Code with both check characters."""
    body = f"{number:08d}"
    first = f"91350203{body}{organisation_check_character(body)}"
    return first + uscc_check(first)


def data(
    number: int, received: date, *, path: str = "non_working", kind: str = "taiwan_residence_permit"
) -> ApplicationData:
    """An application of a synthetic person."""
    return ApplicationData(
        identity=person(number, kind=kind),
        path=path,
        received_on=received,
        employer_uscc=employer_code(70_000_000 + number) if path == "employed" else "",
        employer_name="厦门示范科技有限公司" if path == "employed" else "",
        work_began_on=received - timedelta(days=5) if path == "employed" else None,
        school="厦门大学" if path == "student" else "",
    )


def _foreigner(kind: str, number: str, name: str) -> Identity:
    """Invented people from abroad."""
    return Identity(
        kind=kind,
        number=number,
        issuer="DEU" if kind == "passport" else "",
        name=name,
        latin_name=name.upper(),
        sex="female",
        birth_on=date(1988, 4, 2),
        expires_on=date(2029, 6, 30),
        language="en",
    )


def _foreign_employee(received: date) -> ApplicationData:
    """A passport, a permit to work and a residence document."""
    said = Circumstances(
        employment_kind="foreign_work_permit",
        employment_number="DEMO000001",
        handled_on=received - timedelta(days=12),
        stay_until=received + timedelta(days=365),
    )
    return ApplicationData(
        identity=_foreigner("passport", "C01X00T47", "Anna Weber"),
        path="employed",
        received_on=received,
        employer_uscc=employer_code(70_000_012),
        employer_name="厦门示范外资有限公司",
        work_began_on=received - timedelta(days=10),
        circumstances=said,
    )


def _permanent_resident(received: date) -> ApplicationData:
    """A permanent residence card of the city, at the community where she lives."""
    who = _foreigner("foreign_permanent_residence", "DEU510188040201", "Maria Braun")
    return ApplicationData(
        identity=who, path="non_working", received_on=received, circumstances=Circumstances(card_place="here")
    )


class Visit:
    """Carries one person through the services, step by step."""

    def __init__(self, today: date):
        self.today = today

    def officer(self, username: str) -> Officer:
        found = acting_officer(User.objects.get(username=username, is_active=True), self.today)
        if found is None:
            raise User.DoesNotExist(f"{username} has no appointment in force")
        return found

    def submit(self, username: str, what: ApplicationData) -> CaseFile:
        clerk = self.officer(username)
        case = applications.open_application(by=clerk, language="zh-hant")
        return applications.submit_application(case.pk, what, **self.step(clerk, case))

    def step(self, by: Officer, case: CaseFile) -> dict:
        """What every step of a case is told."""
        return {"by": by, "on": self.today, "seen": case.version, "op": uuid.uuid4()}

    def verify(self, username: str, case: CaseFile) -> CaseFile:
        answers = [
            FieldAnswer(field, agrees=True) for field in applications.fields_to_check(case.enrolment_application)
        ]
        return applications.verify_documents(
            case.pk, answers, originals_seen=True, **self.step(self.officer(username), case)
        )

    def enrol(self, username: str, case: CaseFile, number: int) -> CaseFile:
        answer = PlatformRecord(f"3502{number:014d}", f"DEMO-EN-{number:06d}", self.today)
        return enrolments.enrol(case.pk, answer, **self.step(self.officer(username), case))

    def return_for_papers(self, username: str, case: CaseFile) -> CaseFile:
        asked = [
            AskedFor(code="identity_document", way=Way.BRING, words="背面照片看不清"),
            AskedFor(code="expires_on", way=Way.CORRECT, reason="differs"),
        ]
        back = come_back_by(case, self.today)
        step = self.step(self.officer(username), case)
        return applications.return_for_papers(case.pk, asked, come_back_by=back, **step)

    def pay(self, username: str, case: CaseFile) -> CaseFile:
        """This year paid and the next one billed, where a source says when the year begins."""
        clerk, who = self.officer(username), case.enrolment_application.person
        place = clerk.office.place
        try:
            paid = paid_year(place, self.today.year, person_kind="adult", paid_on=self.today)
        except NoSource:
            return case
        amount = premium_for(place, self.today.year, self.today) or DEMONSTRATION_PREMIUM
        record_payment(who, paid, Told(channel="wechat", amount=amount, paid_on=self.today), by=clerk)
        issue_bill(
            who, place, RESIDENTS, self.today.year + 1, 0, person_kind="adult", amount=amount, due_on=None, by=clerk
        )
        return case

    def activate(self, username: str, case: CaseFile, number: int) -> CaseFile:
        clerk = self.officer(username)
        document = case.enrolment_application.document
        opened = activations.open_activation(case.enrolment_application.person, by=clerk, on=self.today)
        presented = Presented(
            kind=document.kind_id, number=document.number.open_for_work(), name_agrees=True, consents=True
        )
        opened = activations.check_identity(opened.pk, presented, **self.step(clerk, opened))
        answer = recorded_answer(f"DEMO-AC-{number:06d}", self.today, today=self.today)
        return activations.activate_code(opened.pk, answer, **self.step(clerk, opened))


def pieces(today: date) -> list[Piece]:
    """Cases in every state, some overdue, at two offices and through a center; each known by the person's number."""
    late, recent = today - timedelta(days=24), today - timedelta(days=2)
    travel = {"kind": "taiwan_travel_permit"}
    visits = (
        (1, {}, late, ("lin",)),
        (2, {"path": "employed"}, today - timedelta(days=12), ("lin",)),
        (3, travel, recent, ("wu",)),
        (4, {}, today, ("xu",)),
        (5, {"path": "student"}, today, ("alex",)),
        (6, {}, recent, ("lin", "return_for_papers", "chen")),
        (7, {}, recent, ("lin", "verify", "chen")),
        (8, travel, recent, ("lin", "verify", "chen")),
        (9, {}, recent, ("lin", "verify", "chen", "enrol", "chen", "pay", "lin")),
        (10, {}, recent, ("lin", "verify", "chen", "enrol", "chen", "pay", "lin", "activate", "lin")),
        (11, {}, recent, ("jimei", "verify", "jimei2", "enrol", "jimei2")),
    )
    made_elsewhere = [
        _visit(Visit(today), 12, _foreign_employee(recent), ("lin",)),
        _visit(Visit(today), 13, _permanent_resident(recent), ("shequ",)),
    ]
    made = [_visit(Visit(today), number, data(number, received, **how), way) for number, how, received, way in visits]
    drafts = CaseFile.objects.filter(kind="enrolment_application", opened_by__username="lin", state="draft")
    draft = partial(_open_draft, today)
    return [*made, *made_elsewhere, Piece("a draft", drafts.exists, draft)]


def _visit(visit: Visit, number: int, what: ApplicationData, way: tuple[str, ...]) -> Piece:
    """One person's way: who submits, then step and officer in turn."""
    identity = what.identity
    held = documents_by_number(identity.number)

    def walk() -> None:
        case = visit.submit(way[0], what)
        for step, officer in zip(way[1::2], way[2::2], strict=True):
            numbered = (number,) if step in ("enrol", "activate") else ()
            case = getattr(visit, step)(officer, case, *numbered)

    return Piece(f"person {number}", held.exists, walk)


def _open_draft(today: date) -> None:
    applications.open_application(by=Visit(today).officer("lin"), language="zh-hant")
