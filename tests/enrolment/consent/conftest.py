"""What every test of consents needs: an office's clerk and reviewer, a grown person on file, a child with a guardian."""

from datetime import date

import pytest

from enrolment.applications.rules.circumstances import Circumstances
from enrolment.models import Person
from tests.builders import data, enrolled, identity, residence_permit, verified

BORN = date(2015, 2, 28)
GUARDIAN = Circumstances(guardian_name="林大華", guardian_number="H12345678", guardian_relation="father")


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture
def reviewer(staff):
    return staff("reviewer")


@pytest.fixture
def case(clerk, reviewer):
    return enrolled(clerk, reviewer, data(identity(4, telephone="0592 1234567")))


@pytest.fixture
def person(case):
    return Person.objects.get(pk=case.subject)


@pytest.fixture
def child(clerk, reviewer):
    """Eleven years old, with a father whose papers were compared."""
    who = identity(30, number=residence_permit(BORN, 30), name="陳小寶", latin_name="CHEN HSIAO-PAO", birth_on=BORN)
    what = data(who, path="minor", circumstances=GUARDIAN)
    return Person.objects.get(pk=verified(clerk, reviewer, what).subject)
