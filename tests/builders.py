"""Builders of test data through the same services the pages use."""

import uuid
from dataclasses import replace
from datetime import date, timedelta

from casework.models import Appointment, CaseFile, Evidence, Office, User
from casework.staff.officer import Officer
from enrolment.applications.services import applications, enrolments
from enrolment.applications.services.applications import FieldAnswer
from enrolment.applications.services.asked import Answered, AskedFor, Way, to_answer
from enrolment.applications.services.enrolments import PlatformRecord
from enrolment.applications.services.refusals import Refusal
from enrolment.applications.services.sheet import ApplicationData
from enrolment.documents.rules.identity_numbers.citizen_layout import check_character
from enrolment.employers.services import employers
from enrolment.employers.services.employers import ContactData, EmployerData
from enrolment.hires.services import hires
from enrolment.hires.services.hires import HireData
from enrolment.persons.queries.identity import Identity

SIMING, JIMEI, XIAMEN, PROVINCE = "350203", "350211", "350200", "350000"


# A refusal that contradicts no finding, with everything it needs.
NOT_PROVEN = Refusal("facts_not_proven", "居住情况不能证明", "《社会保险经办条例》第三十一条")


def residence_permit(birth: date = date(1990, 1, 1), sequence: int = 1, prefix: str = "830000") -> str:
    """A number with a right check character; an odd sequence is male."""
    body = f"{prefix}{birth:%Y%m%d}{sequence:03d}"
    return body + check_character(body)


# Given names that neither look nor sound alike: two people of the tests are not taken for one.
GIVEN = "明德美玉志安文英永平春秋山水金木火土東西南北天地人心手足日月星雲風雨"


def name_of(sequence: int) -> tuple[str, str]:
    """A name of its own for each sequence, with its Latin form; the first two are 陳小明 each, a man and a woman."""
    if sequence in (1, 2):
        return "陳小明", "CHEN HSIAO-MING"
    return (
        f"陳{GIVEN[sequence % len(GIVEN)]}{GIVEN[sequence // len(GIVEN) % len(GIVEN)]}",
        f"CHEN {'ABCDEFGHKLMNPRSTWXYZ'[sequence % 20]}-{sequence}",
    )


def identity(sequence: int = 2, kind: str = "taiwan_residence_permit", **changes) -> Identity:
    """A woman born on 1 January 1990, unless told otherwise."""
    name, latin = name_of(sequence)
    number = residence_permit(sequence=sequence) if kind == "taiwan_residence_permit" else f"{10000000 + sequence}"
    made = Identity(
        kind=kind,
        number=number,
        name=name,
        latin_name=latin,
        sex="female" if sequence % 2 == 0 else "male",
        birth_on=date(1990, 1, 1),
        expires_on=date(2029, 1, 1),
        language="zh-hant",
    )
    return replace(made, **changes)


def data(who: Identity | None = None, **changes) -> ApplicationData:
    """An application of a person who does not work, papers received on the test's day."""
    made = ApplicationData(identity=who or identity(), path="non_working", received_on=date(2026, 6, 10))
    return replace(made, **changes)


class Staff:
    """Makes officers once per role and office."""

    def __init__(self, on: date):
        self.on = on

    def __call__(self, role: str, office: str = SIMING, number: int = 1) -> Officer:
        name = f"{role}-{office}-{number}".lower()
        user = User.objects.filter(username=name).first()
        if user is None:
            user = User.objects.create_user(name, f"{role} {number}", "a long enough password")
            Appointment.objects.create(
                user=user,
                role=role,
                office=Office.objects.get(code=office),
                starts_on=self.on - timedelta(days=100),
            )
        appointment = user.appointments.select_related("office__parent", "office__place").get()
        return Officer(user, appointment, self.on)

    def center(self, *, partner: bool = False, number: int = 1, under: str = SIMING) -> Officer:
        """Staff of a service center attached to an office."""
        parent = Office.objects.get(code=under)
        office, _made = Office.objects.get_or_create(
            code=f"{under}C{2 if partner else 1}",
            defaults={
                "kind": "center",
                "place": parent.place,
                "parent": parent,
                "is_partner": partner,
                "starts_on": date(2024, 1, 1),
                **{f"name_{code}": f"Center {code}" for code in ("zh_hans", "zh_hant", "en")},
            },
        )
        return self("center_staff", office.code, number)


def op() -> uuid.UUID:
    return uuid.uuid4()


def scanned(case: CaseFile, by: Officer, *items: str) -> CaseFile:
    """The case with a picture of each of these papers on it."""
    for item in items:
        Evidence.objects.create(
            case=case,
            item=item,
            media_type="image/png",
            file_name=uuid.uuid4().hex,
            size=1,
            sha256=b"0",
            uploaded_by=by.user,
        )
    return case


def submitted(clerk: Officer, what: ApplicationData | None = None) -> CaseFile:
    """An application sent to the reviewer."""
    what = what or data()
    case = applications.open_application(by=clerk, language="zh-hant")
    return applications.submit_application(case.pk, what, by=clerk, on=clerk.on, seen=case.version, op=op())


def to_correct(*fields: str) -> list[AskedFor]:
    """What a reviewer returns an application for: fields that are not as the paper says."""
    return [AskedFor(code=field, way=Way.CORRECT) for field in fields]


def to_bring(*papers: str) -> list[AskedFor]:
    return [AskedFor(code=paper, way=Way.BRING) for paper in papers]


def answered(case: CaseFile, what: ApplicationData, answer: str = "cannot") -> ApplicationData:
    """The sheet with one answer to everything that was asked for."""
    questions = to_answer(case.enrolment_application)
    return replace(what, answers={thing.code: Answered(answer, "as it is") for thing in questions})


def verified(clerk: Officer, reviewer: Officer, what: ApplicationData | None = None) -> CaseFile:
    """An application whose papers a second officer confirmed."""
    case = submitted(clerk, what)
    answers = [FieldAnswer(field, True) for field in applications.fields_to_check(case.enrolment_application)]
    return applications.verify_documents(
        case.pk, answers, originals_seen=True, by=reviewer, on=reviewer.on, seen=case.version, op=op()
    )


_numbers = iter(range(1, 10**9))


def platform_record(**changes) -> PlatformRecord:
    """What the platform answers: unique numbers."""
    n = next(_numbers)
    return replace(PlatformRecord(f"35020000{n:010d}", f"CF{n:08d}", date(2026, 6, 10)), **changes)


def enrolled(clerk: Officer, reviewer: Officer, what: ApplicationData | None = None) -> CaseFile:
    """An application carried through to enrolment."""
    case = verified(clerk, reviewer, what)
    return enrolments.enrol(case.pk, platform_record(), by=reviewer, on=reviewer.on, seen=case.version, op=op())


def uscc(sequence: int = 1) -> str:
    """A Unified Social Credit Code of an enterprise in Siming, both check characters right."""
    body = f"91350203{organisation(f'MA{sequence:06d}')}"
    return body + uscc_check_character(body)


def organisation(body: str) -> str:
    """Eight characters and their check character (GB 11714)."""
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    rest = 11 - sum(w * int(c, 36) for w, c in zip(weights, body, strict=True)) % 11
    return body + {10: "X", 11: "0"}.get(rest, str(rest))


def uscc_check_character(body: str) -> str:
    """The eighteenth character (GB 32100)."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    rest = sum(alphabet.index(c) * 3**n % 31 for n, c in enumerate(body)) % 31
    return alphabet[(31 - rest) % 31]


def employer(clerk: Officer, sequence: int = 1, *, email: str = "hr@example.cn", language: str = "zh-hans", **changes):
    """A Taiwan-funded employer of Siming with one contact who reads notices."""
    what = EmployerData(uscc=uscc(sequence), name=f"厦门明山电子有限公司{sequence}", taiwan_funded=True)
    made = employers.register_employer(replace(what, **changes), by=clerk, on=clerk.on)
    employers.add_contact(
        made,
        ContactData(name="林小姐", telephone="0592-1234567", email=email, language=language),
        by=clerk,
        on=clerk.on,
    )
    return made


def hire_data(sequence: int = 2, **changes) -> HireData:
    """A Taiwan resident who began work on 1 June 2026."""
    made = HireData(
        kind="taiwan_residence_permit",
        number=residence_permit(sequence=sequence),
        name="陳小明",
        work_began_on=date(2026, 6, 1),
    )
    return replace(made, **changes)


def hired(clerk: Officer, at=None, *, on: date | None = None, **changes) -> CaseFile:
    """A hire reported by a clerk."""
    at = at or employer(clerk)
    return hires.report_hire(at, hire_data(**changes), by=clerk, on=on or clerk.on)
