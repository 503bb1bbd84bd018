"""A message that cannot be written is one person's work; it does not stop the messages of everybody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from casework.mailings.models.mailing import Mailing
from casework.mailings.services.hand_over import hand_over
from tests.casework.mailings.test_letters import letter

pytestmark = pytest.mark.django_db


def test_one_that_cannot_be_composed_does_not_stop_the_others(staff):
    first = letter(staff)
    broken = Mailing.objects.create(
        addressee_kind="person",
        addressee_key=first.addressee_key,
        office=first.office,
        clock="no.longer",
        stage="x",
        for_date=first.for_date,
    )
    Mailing.objects.filter(pk=broken.pk).update(next_try_at=timezone.now() - timedelta(days=1))
    hand_over(timezone.now() + timedelta(minutes=1))
    first.refresh_from_db()
    broken.refresh_from_db()
    assert first.state == "no_address" and (broken.state, broken.last_error) == ("given_up", "KeyError")
