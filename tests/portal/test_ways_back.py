"""Addresses that only take forms, steps that are not for this case, and what was typed into either: no dead end."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casework.engine.table import all_workflows
from portal.urls import STEPS
from tests.builders import employer, enrolled, hired, submitted

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"


def log_in(client: Client, officer, **more):
    return client.post(reverse("log_in"), {"username": officer.user.username, "password": PASSWORD, **more})


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture
def client(clerk):
    made = Client()
    log_in(made, clerk)
    return made


@pytest.fixture
def case(clerk):
    return submitted(clerk)


def test_an_address_that_only_takes_forms_leads_to_the_page_of_the_form(client, case, clerk):
    firm = employer(clerk)
    landings = {
        reverse("write_note", args=[case.pk]): "see_case",
        reverse("take_case", args=[case.pk]): "see_case",
        reverse("reveal_field", args=[case.subject]): "see_person",
        reverse("open_application"): "home",
        reverse("open_activation"): "home",
        reverse("open_transfer"): "home",
        reverse("apply_for_employer", args=[firm.pk]): "see_employer",
        reverse("search"): "search",
    }
    for address, page in landings.items():
        answer = client.get(address, follow=True)
        assert (answer.status_code, answer.resolver_match.url_name) == (200, page), address


def test_the_language_can_be_changed_on_the_answer_of_a_search(client):
    client.post(reverse("search"), {"q": "陳"})
    answer = client.post(reverse("set_language"), {"language": "en", "next": reverse("search")}, follow=True)
    assert answer.status_code == 200 and "into the box above" in answer.content.decode()


def test_a_search_shows_what_was_asked(client):
    assert 'value="&lt;b&gt;陳"' in client.post(reverse("search"), {"q": "<b>陳"}).content.decode()


@pytest.mark.parametrize("typed", ["text", "q"])
def test_what_was_sent_from_the_frame_or_a_case_stands_there_after_login(client, clerk, case, settings, typed):
    address = reverse("search") if typed == "q" else reverse("write_note", args=[case.pk])
    with time_machine.travel(timezone.now() + timedelta(seconds=settings.IDLE_SECONDS + 1)):
        gone = client.post(address, {typed: "一句沒有送出的話"}, follow=True)
        assert gone.resolver_match.url_name == "log_in"
        back = client.post(
            gone.request["PATH_INFO"],
            {"username": clerk.user.username, "password": PASSWORD, "next": address},
            follow=True,
        )
        assert back.status_code == 200 and "一句沒有送出的話" in back.content.decode()


def test_a_note_survives_the_lock_of_the_screen(client, clerk, case):
    page = reverse("see_case", args=[case.pk])
    client.post(reverse("lock"), {"next": page, "fields": "text=%E5%82%99%E8%A8%BB"})
    back = client.post(
        reverse("log_in"), {"username": clerk.user.username, "password": PASSWORD, "next": page}, follow=True
    )
    assert "備註</textarea>" in back.content.decode() and "<details open>" in back.content.decode()


def step_pages() -> set[str]:
    """The verbs with a page of their own that some workflow knows."""
    known = {step.verb for flow in all_workflows() for step in flow.steps if not step.followed}
    pages = {verb for verbs in STEPS.values() for verb in verbs}
    return known & (pages | {"correct_start", "record_leaving", "propose_finding", "confirm_finding", "reject_finding"})


def test_a_step_of_another_kind_of_case_is_no_page(staff, clerk, case):
    cases = {case.kind: case, "hire": hired(clerk)}
    clients = {}
    for role in ("counter_clerk", "reviewer"):
        clients[role] = Client()
        log_in(clients[role], staff(role))
    for verb in step_pages():
        kinds = {flow.kind for flow in all_workflows() if any(step.verb == verb for step in flow.steps)}
        for kind, other in cases.items():
            codes = {client.get(reverse(verb, args=[other.pk])).status_code for client in clients.values()}
            assert codes <= ({200, 302, 403} if kind in kinds else {403, 404}), (verb, kind)


def test_an_order_is_for_hires(staff, case):
    supervisor = Client()
    log_in(supervisor, staff("supervisor"))
    assert supervisor.get(reverse("issue_order", args=[case.pk])).status_code == 404


def test_a_step_that_came_too_late_leads_to_the_case(staff, clerk):
    reviewer = staff("reviewer")
    case = enrolled(clerk, reviewer)
    late = Client()
    log_in(late, reviewer)
    for verb in ("verify_documents", "enrol", "refuse", "withdraw"):
        answer = late.get(reverse(verb, args=[case.pk]), follow=True)
        assert answer.resolver_match.url_name == "see_case", verb
        assert [str(message) for message in answer.context["messages"]], verb


def test_no_key_withdraws_an_application(client, case, staff):
    bar = client.get(reverse("see_case", args=[case.pk])).context["bar_of_acts"]
    # What is left to do at the counter is the receipt; the end of the case waits in the menu.
    assert bar.lead.url == reverse("issue_visit_receipt", args=[case.pk])
    assert reverse("withdraw", args=[case.pk]) in [act.url for act in bar.more]
    reviewer = Client()
    log_in(reviewer, staff("reviewer"))
    acts = reviewer.get(reverse("see_case", args=[case.pk])).context["acts"]
    assert [act.verb for act in acts if act.primary] == ["verify_documents"]
