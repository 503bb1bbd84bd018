"""Reminders of renewal: once an agreement, in time, not when renewal is asked; in the contact's language beside Chinese."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from casework.mailings.services.hand_over import hand_over
from casework.models import Mailing
from institutions.changes.services import changes
from institutions.changes.services.changes import ChangeData
from institutions.designation.services import agreements
from institutions.models import RenewalReminder
from institutions.register.services.contacts import ContactData, add_institution_contact
from institutions.reminders.services import renewals
from tests.institutions.builders import institution, signed

pytestmark = pytest.mark.django_db
# The agreement ends on 31 August 2026: renewal is asked by 31 May, and the reminder goes a month before that.
ENDS = date(2026, 8, 31)


@pytest.fixture
def at(desk):
    found = institution()
    signed(found, desk.manager, desk.second, ends_on=ENDS)
    return found


@pytest.fixture
def soon(desk):
    """The same with an agreement that ends eighty days from now: messages are handed over by the clock."""
    found = institution()
    signed(found, desk.manager, desk.second, ends_on=timezone.localdate() + timedelta(days=80))
    return found


def renewal(desk, at, ends=ENDS):
    data = ChangeData(
        act="renew",
        received_on=desk.manager.on,
        takes_effect_on=ends + timedelta(days=1),
        ends_on=ends + timedelta(days=300),
        number="A2",
    )
    return changes.ask_designation_change(at, data, by=desk.manager, on=desk.manager.on)


@pytest.mark.parametrize(
    ("day", "written"), [("2026-04-30", 0), ("2026-05-01", 1), ("2026-08-31", 1), ("2026-09-01", 0)]
)
def test_it_is_written_in_time_or_as_soon_as_a_job_runs(at, day, written):
    assert renewals.remind(date.fromisoformat(day)) == written


def test_it_is_written_once(at):
    assert renewals.run(date(2026, 6, 10)).counts == {"reminded": 1}
    assert renewals.run(date(2026, 6, 10)) is None
    assert renewals.run(date(2026, 6, 11)).counts == {"reminded": 0}
    row = RenewalReminder.objects.get()
    assert (row.ask_by, row.mailing.for_date, row.mailing.addressee_key) == (
        date(2026, 5, 31),
        date(2026, 5, 31),
        str(at.pk),
    )


def test_nobody_is_reminded_of_what_is_asked_or_ended(desk, at):
    case = renewal(desk, at)
    assert renewals.remind(desk.manager.on) == 0
    changes.decline_designation_change(case.pk, "材料不全", **desk.step(case, desk.second))
    assert renewals.remind(desk.manager.on) == 1
    other = institution(sequence=2)
    agreements.end(
        signed(other, desk.manager, desk.second, number="B1", ends_on=ENDS),
        date(2026, 7, 1),
        "fraud",
        by=desk.second.user,
        case=None,
    )
    assert renewals.remind(desk.manager.on) == 0


def test_it_goes_in_chinese_and_the_contact_s_language(desk, soon):
    data = ContactData(name="林小姐", email="lin@example.cn", language="en")
    add_institution_contact(soon, data, by=desk.manager, on=desk.manager.on)
    renewals.remind(timezone.localdate())
    assert hand_over(timezone.now() + timedelta(minutes=1))["handed_over"] == 1
    (sent,), ends = mail.outbox, timezone.localdate() + timedelta(days=80)
    assert sent.to == ["lin@example.cn"]
    assert f"{ends}届满" in sent.body and f"ends on {ends}" in sent.body and "Some Hospital 1" in sent.body
    assert sent.body.index("届满") < sent.body.index("ends on")


def test_what_was_asked_meanwhile_is_not_sent(desk, soon):
    renewals.remind(timezone.localdate())
    renewal(desk, soon, timezone.localdate() + timedelta(days=80))
    assert hand_over(timezone.now() + timedelta(minutes=1))["empty"] == 1


def test_without_a_contact_it_waits_for_a_person_with_the_address(soon):
    renewals.remind(timezone.localdate())
    hand_over(timezone.now() + timedelta(minutes=1))
    row = Mailing.objects.get()
    assert row.state == "no_address" and row.addressee.posts([row.addressee_key]) == {str(soon.pk): "某路1号"}
