"""One draft in two windows: what one saved is not lost by the other, and what is sent is what was checked."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from casework.drafts.services.drafts import close_draft, load_draft
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


def typed(own: dict, turn: int, *names: str, **fields) -> dict[str, str]:
    """What a page with scripts sends besides."""
    return own | {"draft_turn": str(turn), "draft_typed": " ".join(names)} | fields


def test_an_older_save_of_the_same_page_arrives_last(client, case, clerk, today):
    own, autosave = window(client, case), reverse("save_intake_draft", args=[case.pk])
    for turn, name in ((2, "後"), (1, "先")):
        sent = typed(own, turn, "name", **sheet(case, today, name=name))
        assert client.post(autosave, sent).status_code == 200
    assert stored(case, clerk) == "後"


def test_a_page_made_before_the_last_words_had_arrived(client, case, clerk, today):
    """The reload overtakes the save sent while leaving: no conflict, nothing is lost, and the page is told what to show."""
    autosave = reverse("save_intake_draft", args=[case.pk])
    before, after = window(client, case), window(client, case)
    after["draft_tab"] = before["draft_tab"]
    late = typed(before, 1, "name", **sheet(case, today, name="最後的字"))
    stale = typed(after, 2, "latin_name", **sheet(case, today, name="", latin_name="CHEN"))
    assert client.post(autosave, stale).json()["brought"] == {}
    assert client.post(autosave, late).status_code == 200
    ask = typed(after, 3, "latin_name", **sheet(case, today, name="", latin_name="CHEN")) | {"draft_ask": "1"}
    assert client.post(autosave, ask).json()["brought"] == {"name": ["最後的字"]}
    answer = client.post(autosave, typed(stale, 4, "latin_name", latin_name="CHEN 2")).json()
    assert answer["brought"] == {"name": ["最後的字"]} and answer["turns"] == {"name": 1, "latin_name": 4}
    fields = load_draft(case, "intake", by=clerk)[1]
    assert (fields["name"], fields["latin_name"]) == ("最後的字", "CHEN 2")


def test_a_form_sent_from_a_page_that_was_behind(client, case, clerk, today):
    address, autosave = reverse("intake", args=[case.pk]), reverse("save_intake_draft", args=[case.pk])
    before, after = window(client, case), window(client, case)
    after["draft_tab"] = before["draft_tab"]
    client.post(autosave, typed(before, 1, "name", **sheet(case, today, name="最後的字")))
    sent = typed(after, 2, "latin_name", **sheet(case, today, name="", latin_name="CHEN"))
    assert "最後的字" in client.post(address, sent | {"action": "check_now"}).content.decode()
    assert client.post(address, sent | {"action": "check_answers"}).status_code == 302
    assert stored(case, clerk) == "最後的字"


def test_asking_keeps_nothing_and_says_nothing_of_another_window(client, case, clerk, today):
    autosave = reverse("save_intake_draft", args=[case.pk])
    first, second = window(client, case), window(client, case)
    ask = typed(first, 1, **sheet(case, today, name="甲")) | {"draft_ask": "1"}
    assert client.post(autosave, ask).json() == {"version": 0, "turns": {}, "brought": {}, "saved_at": ""}
    assert not Draft.objects.exists()
    client.post(autosave, second | sheet(case, today, name="乙"))
    assert client.post(autosave, ask).status_code == 409
    assert client.post(autosave, window(client, case) | ask | {"draft_version": "1"}).json()["brought"] == {}
    assert stored(case, clerk) == "乙" and Draft.objects.get().version == 1


def test_turns_are_those_of_one_window(client, case, clerk, today):
    """A window that goes on with what another one kept starts its own count; a sent draft leaves none behind."""
    autosave = reverse("save_intake_draft", args=[case.pk])
    client.post(autosave, typed(window(client, case), 900, "name", **sheet(case, today, name="甲")))
    other = typed(window(client, case), 5, "name", **sheet(case, today, name="乙"))
    assert client.post(autosave, other).status_code == 200 and stored(case, clerk) == "乙"
    assert Draft.objects.get().turns == {"name": 5}
    close_draft(case, "intake")
    assert Draft.objects.get().turns == {}


def test_who_does_not_count_sends_what_counts_now(client, case, clerk, today):
    own, autosave = window(client, case), reverse("save_intake_draft", args=[case.pk])
    client.post(autosave, typed(own, 900, "name", **sheet(case, today, name="甲")))
    assert client.post(autosave, own | sheet(case, today, name="乙")).status_code == 200
    assert stored(case, clerk) == "乙"


def test_the_button_pressed_is_not_kept(client, case, clerk, today):
    """Else two windows that say the same would differ in it."""
    address, autosave = reverse("intake", args=[case.pk]), reverse("save_intake_draft", args=[case.pk])
    first, second = window(client, case), window(client, case)
    client.post(address, first | sheet(case, today, action="save_draft"))
    assert "action" not in load_draft(case, "intake", by=clerk)[1]
    assert client.post(autosave, second | sheet(case, today)).status_code == 200


@pytest.mark.parametrize("turn", ["", "x", "-1", "٣", "9" * 40, "\x00"])
def test_an_odd_turn_is_none(client, case, clerk, today, turn):
    sent = window(client, case) | sheet(case, today, draft_turn=turn, draft_typed="name \x00 " + "n " * 5000)
    assert client.post(reverse("save_intake_draft", args=[case.pk]), sent).status_code == 200
    assert Draft.objects.get().turns == {}


@pytest.mark.parametrize("version", ["", "x", "-1", "٣", "9" * 40, "\x00"])
def test_an_odd_version_is_no_window(client, case, clerk, today, version):
    sent = sheet(case, today, draft_tab="a" * 5000, draft_version=version)
    assert client.post(reverse("save_intake_draft", args=[case.pk]), sent).status_code in (200, 409)
    assert Draft.objects.count() <= 1
