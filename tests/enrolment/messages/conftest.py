"""What tests of messages share: an enrolled person, a sweep of a day, and what is handed over."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from casework.mailings.models.mailing import Mailing
from casework.mailings.services.hand_over import hand_over
from enrolment.messages.services.sweep import write_messages
from enrolment.models import Person
from enrolment.persons.services.contact_choices import choose_channel
from tests.builders import data, enrolled, identity
from tests.consents import said

ENDS = date(2026, 8, 9)


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture
def person(clerk, staff):
    """Insured as a resident since 10 June 2026, with a document that runs out on 9 August; told nothing yet."""
    who = identity(expires_on=ENDS, telephone="0592-2020202", address="厦门市思明区湖滨南路1号")
    case = enrolled(clerk, staff("reviewer"), data(who))
    return Person.objects.get(pk=case.subject)


class Post:
    """The sweep of a day, and the hand-over of what it gathered."""

    def sweep(self, day: date) -> dict:
        return write_messages(day)

    def hand_over(self) -> dict:
        return hand_over(timezone.now() + timedelta(minutes=1))

    def of(self, kind: str = "person") -> list[Mailing]:
        return list(
            Mailing.objects.filter(clock="enrolment.person_messages", addressee_kind=kind).order_by("created_at")
        )


@pytest.fixture
def post():
    return Post()


@pytest.fixture
def by_email(person, clerk):
    """Told by e-mail from now on: she consents to messages, and chose the channel."""
    said(person, clerk)
    return choose_channel(person, "email", email="chen@example.tw", by=clerk, on=clerk.on)
