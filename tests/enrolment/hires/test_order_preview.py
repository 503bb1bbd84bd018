"""The order to correct is shown as it will be printed, and issued by a second press with the same day."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from casework.models import IssuedPaper, Mailing
from enrolment.hires.services.orders import preview_order
from tests.accounts import at
from tests.builders import employer, hired

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(staff):
    clerk = staff("counter_clerk")
    return hired(clerk, employer(clerk, language="en"), work_began_on=date(2026, 4, 20))


def sent(page, **changes) -> dict:
    return dict(re.findall(r'name="(seen|op|previewed)"[^>]*?value="([^"]*)"', page.content.decode())) | changes


def test_two_presses_issue_it_and_the_first_shows_the_letter(late, staff):
    client, address = at(staff("supervisor")), reverse("issue_order", args=[late.pk])
    page = client.get(address)
    day = page.context["officer"].on + timedelta(days=15)
    shown = client.post(address, sent(page, correct_by=day.isoformat()))
    body = shown.content.decode()
    assert shown.status_code == 200 and not IssuedPaper.objects.exists()
    assert "责令改正" in body and late.hire.employer.name in body and late.hire.employer.uscc in body
    assert f"{day.year}年{day.month}月{day.day}日" in body and "The law provides" not in body
    # Another day than the one that was shown is shown again first.
    other = day + timedelta(days=1)
    again = client.post(address, sent(shown, correct_by=other.isoformat()))
    assert again.status_code == 200 and not IssuedPaper.objects.exists()
    done = client.post(address, sent(again, correct_by=other.isoformat()))
    assert done.status_code == 302
    assert (
        IssuedPaper.objects.get().facts["correct_by"] == other.isoformat()
        and Mailing.objects.filter(paper__isnull=False).exists()
    )


def test_the_preview_says_what_the_paper_says(late, staff):
    supervisor = staff("supervisor")
    rows = preview_order(late.hire, date(2026, 7, 1), by=supervisor, on=supervisor.on)
    assert "article 84" in rows and "第八十四条" in rows and "2026年7月1日" in rows and "1 July 2026" in rows
    assert not IssuedPaper.objects.exists() and late.hire.number.open_for_work() not in rows


def test_a_day_that_is_past_is_said_beside_the_field(late, staff):
    client, address = at(staff("supervisor")), reverse("issue_order", args=[late.pk])
    answer = client.post(address, sent(client.get(address), correct_by="2026-01-02"))
    assert answer.status_code == 422 and answer.context["form"].errors.keys() == {"correct_by"}
