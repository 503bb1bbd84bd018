"""Ten thousand synthetic people with applications in every state, written in bulk into the bench database."""

import uuid
from datetime import date, timedelta

from django.db import transaction

from casework.models import CaseFile, Deadline, Event, Office, User
from enrolment.documents.queries import number_hash, tail_keys
from enrolment.documents.rules.identity_numbers.citizen_layout import check_character
from enrolment.models import (
    Applicant,
    Enrolment,
    EnrolmentApplication,
    IdentityDocument,
    Person,
    PersonFacts,
    PersonNameKey,
)
from enrolment.persons.rules.name_keys import name_keys
from portal.demo import staff

FAMILY, GIVEN = "陳林黃張李王吳劉蔡楊許鄭謝郭洪曾", "怡君志豪淑芬家豪美玲建宏雅婷俊傑佩珊宗翰雅惠文彬詩涵"
STATES = ("submitted", "submitted", "returned", "verified", "enrolled", "enrolled", "enrolled", "enrolled")
BATCH = 2000


def seed(count: int, today: date) -> None:
    """Bring the database to `count` people; staff and centers come from the demonstration."""
    if not staff.seeded():
        staff.seed(today - timedelta(days=400))
    here = Person.objects.count()
    clerk, office = User.objects.get(username="lin"), Office.objects.get(code=staff.SIMING)
    others = list(Office.objects.filter(kind="county").exclude(pk=office.pk)[:3])
    for start in range(here, count, BATCH):
        numbers = range(start, min(start + BATCH, count))
        # Three in four at the measured office, the rest around it.
        _write([_made(n, office if n % 4 else others[n % 3], clerk, today) for n in numbers])


def permit(number: int, born: date) -> str:
    """The number of a residence permit with a right check character."""
    # Uniqueness comes from the birth date and the sequence together.
    body = f"830000{born:%Y%m%d}{number % 1000:03d}"
    return body + check_character(body)


def _made(n: int, office: Office, clerk: User, today: date) -> dict:
    born = date(1940, 1, 1) + timedelta(days=n // 1000 * 7 + n % 1000)
    name = FAMILY[n % len(FAMILY)] + GIVEN[n * 2 % 24] + GIVEN[(n * 7 + 1) % 24]
    person = Person(
        id=uuid.uuid4(),
        category="taiwan",
        name=name,
        latin_name="",
        sex="male" if n % 2 else "female",
        birth_on=born,
        language="zh-hant",
        home_office=office,
        registered_on=today - timedelta(days=n % 300),
    )
    number = permit(n, born)
    document = IdentityDocument(
        id=uuid.uuid4(),
        person=person,
        kind_id="taiwan_residence_permit",
        number_hash=number_hash(number),
        name_on_document=name,
        expires_on=today + timedelta(days=900),
    )
    document.number = number
    return {"person": person, "document": document} | _case(n, person, document, office, clerk, today)


def _case(n: int, person, document, office: Office, clerk: User, today: date) -> dict:
    state = STATES[n % len(STATES)]
    received = today - timedelta(days=n % 40)
    closed = state == "enrolled"
    due = None if closed or state == "returned" else received + timedelta(days=14)
    case = CaseFile(
        id=uuid.uuid4(),
        kind="enrolment_application",
        reference=f"{office.code}-EN-{today.year}-{n + 100000:06d}",
        office=office,
        subject=person.pk,
        client_language="zh-hant",
        state=state,
        is_open=not closed,
        version=3,
        received_on=received,
        due_on=due,
        opened_by=clerk,
        closed_on=today if closed else None,
    )
    application = EnrolmentApplication(
        case=case,
        state=state,
        person=person,
        document=document,
        path="non_working",
        scheme="urrbmi",
        round=1,
        originals_seen=state in ("verified", "enrolled"),
        verified_on=today if state in ("verified", "enrolled") else None,
        enrolled_on=today if closed else None,
        platform_confirmation=f"BENCH-{n}" if closed else "",
        eligibility={"result": "may_join", "reasons": [], "applied": [], "facts": {"on": today.isoformat()}},
    )
    deadline = Deadline(
        case=case,
        rule="enrolment.processing_limit",
        rule_version="bench",
        source="bench",
        status="stated",
        started_on=received,
        nominal_on=received + timedelta(days=14),
        legal_on=received + timedelta(days=14),
        provisional=False,
        stopped_on=None if due else today,
        stop_reason="" if due else "bench",
    )
    enrolment = (
        Enrolment(
            id=uuid.uuid4(), person=person, scheme="urrbmi", office=office, application=application, starts_on=today
        )
        if closed
        else None
    )
    events = [
        Event(verb=verb, case=case, subject=person.pk, actor=clerk, office=office)
        for verb in ("open_application", "submit_application")
    ]
    return {"case": case, "application": application, "deadline": deadline, "enrolment": enrolment, "events": events}


def _tail_of(row: dict) -> set[tuple[str, str]]:
    number = row["document"].number.open_for_work()
    return {("tail", key) for key in tail_keys(number, row["person"].birth_on.year)}


FACTS = ("name", "latin_name", "sex", "birth_on", "language")


def _facts_of(person: Person) -> PersonFacts:
    return PersonFacts(person=person, number=1, **{name: getattr(person, name) for name in FACTS})


def _applicant_of(row: dict) -> Applicant:
    person, document = row["person"], row["document"]
    said = {name: getattr(person, name) for name in FACTS}
    made = Applicant(application=row["application"], kind_id=document.kind_id, expires_on=document.expires_on, **said)
    made.number = document.number.open_for_work()
    return made


def _write(rows: list[dict]) -> None:
    # A person and her first facts are written together: when they are committed her columns must be those.
    with transaction.atomic():
        Person.objects.bulk_create(row["person"] for row in rows)
        PersonFacts.objects.bulk_create(_facts_of(row["person"]) for row in rows)
    IdentityDocument.objects.bulk_create(row["document"] for row in rows)
    PersonNameKey.objects.bulk_create(
        PersonNameKey(person=row["person"], office_id=row["person"].home_office_id, kind=kind, key=key)
        for row in rows
        for kind, key in name_keys(row["person"].name) | _tail_of(row)
    )
    CaseFile.objects.bulk_create(row["case"] for row in rows)
    EnrolmentApplication.objects.bulk_create(row["application"] for row in rows)
    Applicant.objects.bulk_create(_applicant_of(row) for row in rows)
    Deadline.objects.bulk_create(row["deadline"] for row in rows)
    Enrolment.objects.bulk_create(row["enrolment"] for row in rows if row["enrolment"])
    Event.objects.bulk_create(event for row in rows for event in row["events"])
