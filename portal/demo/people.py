"""Demonstration people carried through the real services, so that every page has something true to show."""

import uuid
from datetime import date, timedelta

from casework.models import CaseFile, User
from casework.officer import Officer
from casework.queries.officers import acting_officer
from enrolment.platform import recorded_answer
from enrolment.rules.identity_numbers.citizen_layout import check_character
from enrolment.rules.identity_numbers.uscc import check_character as uscc_check
from enrolment.rules.identity_numbers.uscc import organisation_check_character
from enrolment.services import activations, applications, enrolments
from enrolment.services.activations import Presented
from enrolment.services.applications import ApplicationData, FieldAnswer
from enrolment.services.enrolments import PlatformRecord
from enrolment.services.persons import Identity

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


class Visit:
    """Carries one person through the services, step by step."""

    def __init__(self, today: date):
        self.today = today

    def officer(self, username: str) -> Officer:
        return acting_officer(User.objects.get(username=username), self.today)

    def submit(self, username: str, what: ApplicationData) -> CaseFile:
        clerk = self.officer(username)
        case = applications.open_application(by=clerk, language="zh-hant")
        return applications.submit_application(case.pk, what, **self._step(clerk, case))

    def _step(self, by: Officer, case: CaseFile) -> dict:
        return {"by": by, "on": self.today, "seen": case.version, "op": uuid.uuid4()}

    def verify(self, username: str, case: CaseFile) -> CaseFile:
        answers = [FieldAnswer(field, True) for field in applications.fields_to_check(case.enrolment_application)]
        return applications.verify_documents(
            case.pk, answers, originals_seen=True, **self._step(self.officer(username), case)
        )

    def enrol(self, username: str, case: CaseFile, number: int) -> CaseFile:
        answer = PlatformRecord(f"3502{number:014d}", f"DEMO-EN-{number:06d}", self.today)
        return enrolments.enrol(case.pk, answer, **self._step(self.officer(username), case))

    def return_for_papers(self, username: str, case: CaseFile) -> CaseFile:
        return applications.return_for_papers(
            case.pk, ["identity_document", "expires_on"], **self._step(self.officer(username), case)
        )

    def activate(self, username: str, case: CaseFile, number: int) -> CaseFile:
        clerk = self.officer(username)
        document = case.enrolment_application.document
        opened = activations.open_activation(case.enrolment_application.person, by=clerk, on=self.today)
        presented = Presented(document.kind_id, document.number.open_for_work(), True, True)
        opened = activations.check_identity(opened.pk, presented, **self._step(clerk, opened))
        answer = recorded_answer(f"DEMO-AC-{number:06d}", self.today, today=self.today)
        return activations.activate_code(opened.pk, answer, **self._step(clerk, opened))


def seed(today: date) -> int:
    """Cases in every state, some overdue, at two offices and through a center. Returns how many."""
    visit = Visit(today)
    late, recent = today - timedelta(days=24), today - timedelta(days=2)
    visit.submit("lin", data(1, late))
    visit.submit("lin", data(2, today - timedelta(days=12), path="employed"))
    visit.submit("wu", data(3, recent, kind="taiwan_travel_permit"))
    visit.submit("xu", data(4, today))
    visit.submit("alex", data(5, today, path="student"))
    visit.return_for_papers("chen", visit.submit("lin", data(6, recent)))
    visit.verify("chen", visit.submit("lin", data(7, recent)))
    visit.verify("chen", visit.submit("lin", data(8, recent, kind="taiwan_travel_permit")))
    visit.enrol("chen", visit.verify("chen", visit.submit("lin", data(9, recent))), 9)
    enrolled = visit.enrol("chen", visit.verify("chen", visit.submit("lin", data(10, recent))), 10)
    visit.activate("lin", enrolled, 10)
    visit.enrol("jimei2", visit.verify("jimei2", visit.submit("jimei", data(11, recent))), 11)
    applications.open_application(by=visit.officer("lin"), language="zh-hant")
    return 13
