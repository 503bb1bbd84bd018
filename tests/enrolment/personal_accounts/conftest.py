"""Somebody in the employees' scheme with paid months and bases, and a place whose rule of credits is entered."""

from contextlib import contextmanager
from datetime import date
from decimal import Decimal

import pytest

from casework.models import Place
from casework.rulebook.rules.entered import Held, hold
from casework.rulebook.rules.rule_records import Value
from enrolment.contributions.services.paid_time import paid_months, record_paid_time
from enrolment.models import Bill, Enrolment, Person
from tests.builders import SIMING, data, enrolled, identity
from tests.enrolment.changes.conftest import Counter

SOURCE = "思明区通知〔2026〕5号"


@pytest.fixture
def counter(staff):
    return Counter(staff("counter_clerk"), staff("reviewer"))


def insured(counter, sequence: int = 2) -> Person:
    return Person.objects.get(pk=enrolled(counter.clerk, counter.reviewer, data(identity(sequence))).subject)


@pytest.fixture
def employee(counter):
    """Paid from January to June 2026; the base of the first four months is on record."""
    person = insured(counter)
    Enrolment.objects.filter(person=person).update(scheme="uebmi", starts_on=date(2026, 1, 1))
    place = Place.objects.get(code=SIMING)
    months = paid_months(place, date(2026, 1, 1), date(2026, 6, 1), person_kind="employee", paid_on=None)
    record_paid_time(person, months, by=counter.clerk)
    for month in range(1, 5):
        Bill.objects.create(
            person=person,
            scheme="uebmi",
            place=place,
            person_kind="employee",
            year=2026,
            month=month,
            base=Decimal("5000.50"),
            amount=Decimal(500),
            recorded_by=counter.clerk.user,
        )
    return person


@pytest.fixture
def rule_of_place():
    """The rule of Siming."""
    with held_for(SIMING):
        yield


@contextmanager
def held_for(*places: str):
    """Two per cent of the base is credited at these places since 2026, as if their offices had entered it."""
    values = [
        ("enrolment.account_credit_share", Decimal("0.02")),
        ("enrolment.account_credit_retired", Decimal(90)),
    ]
    held = {rule: tuple(_value(amount, place) for place in places) for rule, amount in values}
    hold(Held(state="accounts", values=held))
    yield
    hold(Held())


def _value(amount: Decimal, place: str) -> Value:
    return Value(
        place=place,
        applies_to=(),
        starts=None,
        from_=date(2026, 1, 1),
        until=None,
        value=amount,
        source=SOURCE,
        status="stated",
        checked=date(2026, 6, 10),
    )
