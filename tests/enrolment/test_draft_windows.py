"""One draft in two windows: what one saved is not lost by the other, and what is sent is what was checked."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from casework.drafts.services.drafts import load_draft
from casework.models import CaseFile, Draft
from enrolment.applications.services import applications
from tests.builders import residence_permit

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture
def case(clerk):
    return applications.open_application(by=clerk, language="zh-hant")


@pytest.fixture
def client(clerk):
    made = Client()
    made.force_login(clerk.user)
    return made


def hidden(answer) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', answer.content.decode()))


def window(client, case) -> dict[str, str]:
    """The hidden fields of the sheet as a window opened now shows it."""
    return hidden(client.get(reverse("intake", args=[case.pk])))


def sheet(case, today, **changes) -> dict[str, str]:
    return {
        "kind": "taiwan_residence_permit",
        "number": residence_permit(sequence=2),
        "name": "陳小明",
        "language": "zh-hant",
        "path": "non_working",
        "received_on": today.isoformat(),
    } | changes


def stored(case, clerk) -> str:
    return load_draft(case, "intake", by=clerk)[1]["name"]


def test_the_second_window_is_told_and_both_are_kept(client, case, clerk, today):
    first, second = window(client, case), window(client, case)
    address, autosave = reverse("intake", args=[case.pk]), reverse("save_intake_draft", args=[case.pk])
    assert client.post(autosave, first | sheet(case, today, name="甲")).json()["version"] == 1
    assert client.post(autosave, second | sheet(case, today, name="乙")).status_code == 409
    answer = client.post(address, second | sheet(case, today, name="乙", action="save_draft"))
    body = answer.content.decode()
    assert answer.status_code == 409 and stored(case, clerk) == "甲"
    assert '<dd translate="no">甲</dd>' in body and 'value="乙"' in body
    # She has seen both: the next press keeps what stands in her window.
    again = client.post(address, hidden(answer) | sheet(case, today, name="乙", action="save_draft"))
    assert again.status_code == 302 and stored(case, clerk) == "乙"


def test_one_window_never_stands_in_its_own_way(client, case, clerk, today):
    own, autosave = window(client, case), reverse("save_intake_draft", args=[case.pk])
    for number in range(3):
        # The page has not heard of its last save yet.
        assert client.post(autosave, own | sheet(case, today, name=f"甲{number}")).status_code == 200
    answer = client.post(reverse("intake", args=[case.pk]), own | sheet(case, today, action="check_answers"))
    assert answer.status_code == 302 and stored(case, clerk) == "陳小明"


def test_the_same_words_in_two_windows_are_no_conflict(client, case, clerk, today):
    first, second = window(client, case), window(client, case)
    autosave = reverse("save_intake_draft", args=[case.pk])
    assert [client.post(autosave, each | sheet(case, today)).status_code for each in (first, second)] == [200, 200]


def test_what_is_sent_is_what_was_checked(client, case, clerk, today):
    address = reverse("check_answers", args=[case.pk])
    client.post(reverse("intake", args=[case.pk]), window(client, case) | sheet(case, today, action="check_answers"))
    shown = client.get(address)
    other = window(client, case)
    client.post(reverse("save_intake_draft", args=[case.pk]), other | sheet(case, today, name="別人"))
    answer = client.post(address, hidden(shown))
    assert answer.status_code == 409 and "別人" in answer.content.decode()
    assert CaseFile.objects.get(pk=case.pk).state == "draft"
    assert client.post(address, hidden(answer)).status_code == 302
    assert CaseFile.objects.get(pk=case.pk).state == "submitted"


@pytest.mark.parametrize("version", ["", "x", "-1", "٣", "9" * 40, "\x00"])
def test_an_odd_version_is_no_window(client, case, clerk, today, version):
    sent = sheet(case, today, draft_tab="a" * 5000, draft_version=version)
    assert client.post(reverse("save_intake_draft", args=[case.pk]), sent).status_code in (200, 409)
    assert Draft.objects.count() <= 1
