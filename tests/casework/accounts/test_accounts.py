"""Accounts: asked by one, agreed to by another; two codes and no password on a page; never fewer than two administrators."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casework.accounts.services import accounts
from casework.accounts.services.accounts import Wanted
from casework.engine.refusals import Blocked
from casework.models import AccountRequest, Appointment, CaseFile, Event, Office, StaffSession, User
from enrolment.applications.services.applications import open_application
from tests.accounts import PASSWORD, at, log_in
from tests.builders import JIMEI, PROVINCE, SIMING, XIAMEN, submitted

pytestmark = pytest.mark.django_db
NEW = "an entirely new secret"


@pytest.fixture
def first(staff):
    return staff("administrator", PROVINCE)


@pytest.fixture
def second(staff):
    return staff("administrator", PROVINCE, number=2)


@pytest.fixture
def third(staff):
    return staff("administrator", PROVINCE, number=3)


def wanted(kind: str, **more) -> Wanted:
    return Wanted(kind=kind, reason="left the office", **more)


def appointing(role: str, office: str, on) -> Wanted:
    return wanted("appoint", role=role, office=Office.objects.get(code=office), starts_on=on)


def codes(reset: AccountRequest, by, other) -> tuple[str, str]:
    asked = accounts.ask(reset, wanted("reset_password"), by=by)
    return asked.code, accounts.decide(asked.request.pk, agree=True, answer="", by=other).code


def test_nothing_is_done_to_an_administrator_by_one_person(staff, first, second, third):
    for kind in ("reset_password", "deactivate"):
        row = accounts.ask(second.user, wanted(kind), by=first).request
        assert row.is_open and User.objects.get(pk=second.user.pk).is_active
        with pytest.raises(PermissionDenied):
            accounts.decide(row.pk, agree=True, answer="", by=first)
        with pytest.raises(PermissionDenied):
            accounts.decide(row.pk, agree=True, answer="", by=second)
        with pytest.raises(PermissionDenied):
            accounts.decide(row.pk, agree=True, answer="", by=staff("supervisor", PROVINCE))
    colleague = staff("reviewer")
    row = accounts.ask(colleague.user, appointing("administrator", SIMING, first.on), by=first).request
    with pytest.raises(PermissionDenied):
        accounts.decide(row.pk, agree=True, answer="", by=staff("supervisor"))
    accounts.decide(row.pk, agree=True, answer="", by=third)
    assert colleague.user.appointments.filter(role="administrator").exists()


def test_one_administrator_cannot_become_anybody(staff, first):
    """Neither by a reset, nor by a new account she appoints herself: every account that acts has two people behind it."""
    reviewer = staff("reviewer")
    before = reviewer.user.password
    asked = accounts.ask(reviewer.user, wanted("reset_password"), by=first)
    assert _set(Client(), reviewer.user.username, asked.code, asked.code).status_code == 422
    made = User.objects.create_user("puppet", "Puppet")
    asked = accounts.ask(made, appointing("reviewer", SIMING, first.on), by=first)
    assert not made.appointments.exists()
    assert _set(Client(), "puppet", asked.code, asked.code).status_code == 422
    reviewer.user.refresh_from_db()
    assert reviewer.user.password == before


def test_a_supervisor_agrees_for_her_own_office_only(staff, first):
    clerk = staff("counter_clerk")
    row = accounts.ask(clerk.user, wanted("reset_password"), by=first).request
    for other in (staff("supervisor", JIMEI), staff("auditor", XIAMEN), staff("reviewer")):
        with pytest.raises(PermissionDenied):
            accounts.decide(row.pk, agree=True, answer="", by=other)
    assert accounts.decide(row.pk, agree=True, answer="", by=staff("supervisor")).code


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_both_codes_set_the_password_once(staff, first, second, order):
    clerk = staff("counter_clerk")
    live = at(clerk)
    halves = codes(clerk.user, first, second)
    answer = _set(Client(), f" {clerk.user.username.upper()} ", halves[order[0]].lower(), halves[order[1]])
    assert answer["Location"] == reverse("log_in")
    assert live.get(reverse("home")).status_code == 302
    client = Client()
    assert log_in(client, clerk.user.username).status_code == 422
    assert log_in(client, clerk.user.username, NEW).status_code == 302
    assert _set(Client(), clerk.user.username, *halves).status_code == 422
    assert Event.objects.filter(verb="set_password", facts__user=clerk.user.pk).exists()


def _set(client, username, one, other, new=NEW):
    fields = {"username": username, "first_code": one, "second_code": other, "new": new, "again": new}
    return client.post(reverse("set_password"), fields)


def test_codes_expire_and_do_not_outlive_ten_tries(staff, first, second):
    clerk = staff("counter_clerk")
    halves = codes(clerk.user, first, second)
    AccountRequest.objects.update(codes_until=timezone.now() - timedelta(seconds=1))
    assert _set(Client(), clerk.user.username, *halves).status_code == 422
    AccountRequest.objects.update(codes_until=timezone.now() + timedelta(hours=1))
    for _try in range(10):
        assert _set(Client(), clerk.user.username, halves[0], "AAAAA-AAAAA").status_code == 422
    assert _set(Client(), clerk.user.username, *halves).status_code == 422
    counted = Event.objects.filter(verb="refuse_codes", facts__user=clerk.user.pk, facts__has_key="tries")
    assert sorted(counted.values_list("facts__tries", flat=True)) == list(range(1, 11))


def test_codes_are_void_after_deactivation_and_for_names_nobody_has(staff, first, second):
    clerk = staff("counter_clerk")
    halves = codes(clerk.user, first, second)
    accounts.ask(clerk.user, wanted("deactivate"), by=first)
    back = accounts.ask(clerk.user, wanted("reactivate"), by=first).request
    accounts.decide(back.pk, agree=True, answer="", by=second)
    assert User.objects.get(pk=clerk.user.pk).is_active
    known, unknown = _set(Client(), clerk.user.username, *halves), _set(Client(), "nobody", *halves)
    assert known.status_code == unknown.status_code == 422
    assert _errors(known) == _errors(unknown) != ""


def _errors(answer) -> str:
    return answer.content.decode().partition('id="error-summary"')[2].partition("</div>")[0]


def test_a_clerk_is_deactivated_at_once_and_comes_back_by_two(staff, first):
    clerk = staff("counter_clerk")
    live = at(clerk)
    StaffSession.objects.create(user=clerk.user, session_key=live.session.session_key)
    answer = accounts.ask(clerk.user, wanted("deactivate"), by=first)
    assert answer.request.outcome == "done" and live.get(reverse("home")).status_code == 302
    with pytest.raises(Blocked):
        accounts.ask(clerk.user, wanted("deactivate"), by=first)
    row = accounts.ask(clerk.user, wanted("reactivate"), by=first).request
    assert row.is_open and not User.objects.get(pk=clerk.user.pk).is_active


@pytest.mark.parametrize("kind", ["deactivate", "end_appointment"])
def test_two_administrators_are_left(staff, first, second, third, kind):
    """Who asked has left meanwhile: the one who agrees would stay alone."""
    ending = {"appointment": second.appointment, "ends_on": first.on} if kind == "end_appointment" else {}
    row = accounts.ask(second.user, wanted(kind, **ending), by=first).request
    User.objects.filter(pk=first.user.pk).update(is_active=False)
    with pytest.raises(Blocked) as blocked:
        accounts.decide(row.pk, agree=True, answer="", by=third)
    assert blocked.value.reasons[0].code == "too_few_administrators"
    assert User.objects.get(pk=second.user.pk).is_active and AccountRequest.objects.get(pk=row.pk).is_open
    Appointment.objects.filter(user=staff("administrator", PROVINCE, number=4).user).update(ends_on=first.on)
    with pytest.raises(Blocked):
        accounts.decide(row.pk, agree=True, answer="", by=third)
    staff("administrator", PROVINCE, number=5)
    accounts.decide(row.pk, agree=True, answer="", by=third)


def test_the_last_but_one_of_a_district_goes_when_two_are_left_above(staff, first, second):
    district = staff("administrator", JIMEI)
    row = accounts.ask(district.user, wanted("deactivate"), by=first).request
    accounts.decide(row.pk, agree=True, answer="", by=second)
    assert not User.objects.get(pk=district.user.pk).is_active


@pytest.mark.parametrize(
    "bad",
    [
        {"decided_by": "asker", "outcome": "done"},
        {"decided_by": "subject", "outcome": "done"},
        {"decided_by": None, "outcome": "done"},
        {"outcome": "done", "decided_by": "other", "decided_at": None},
    ],
)
def test_the_database_wants_two_people(staff, first, second, bad):
    clerk = staff("counter_clerk")
    row = accounts.ask(clerk.user, wanted("reset_password"), by=first).request
    people = {"asker": first.user, "subject": clerk.user, "other": second.user, None: None}
    change = {"decided_at": timezone.now()} | bad
    change["decided_by"] = people[bad["decided_by"]]
    with pytest.raises(IntegrityError), transaction.atomic():
        AccountRequest.objects.filter(pk=row.pk).update(**change)


def test_what_is_asked_twice_waits_once_and_what_is_decided_stays_so(staff, first, second, third):
    clerk = staff("counter_clerk")
    row = accounts.ask(clerk.user, wanted("reset_password"), by=first).request
    with pytest.raises(Blocked):
        accounts.ask(clerk.user, wanted("reset_password"), by=third)
    accounts.decide(row.pk, agree=False, answer="she knows it", by=second)
    with pytest.raises(Blocked):
        accounts.decide(row.pk, agree=True, answer="", by=third)
    with pytest.raises(Blocked):
        accounts.withdraw(row.pk, by=first)


# The pages


def test_an_act_on_an_account_asks_for_the_password_again(staff, first):
    clerk = staff("counter_clerk")
    client, address = at(first), reverse("ask_account_change", args=[clerk.user.pk, "deactivate"])
    sent = {"reason": "lost her card"}
    page = client.post(address, sent)
    assert page.status_code == 200 and b'name="reason" value="lost her card"' in page.content
    assert User.objects.get(pk=clerk.user.pk).is_active
    assert client.post(address, sent | {"fresh_password": "wrong"}).status_code == 422
    assert User.objects.get(pk=clerk.user.pk).is_active
    assert client.post(address, sent | {"fresh_password": PASSWORD}).status_code == 302
    assert not User.objects.get(pk=clerk.user.pk).is_active


def test_five_wrong_proofs_end_the_session(staff, first):
    clerk = staff("counter_clerk")
    client, address = at(first), reverse("ask_account_change", args=[clerk.user.pk, "deactivate"])
    answers = [client.post(address, {"reason": "x", "fresh_password": "wrong"}) for _try in range(5)]
    assert [answer.status_code for answer in answers] == [422] * 4 + [302]
    assert client.get(reverse("home")).status_code == 302
    assert Event.objects.filter(verb="fail_proof", facts__user=first.user.pk).count() == 5


def test_a_reset_shows_two_codes_to_two_people_and_no_password(staff, first):
    clerk, supervisor = staff("counter_clerk"), staff("supervisor")
    one = at(first, proven=True)
    asked = one.post(reverse("ask_account_change", args=[clerk.user.pk, "reset_password"]), {"reason": "forgotten"})
    row = AccountRequest.objects.get()
    other = at(supervisor, proven=True)
    listed = other.get(reverse("see_staff")).content.decode()
    assert reverse("decide_account_request", args=[row.pk]) in listed
    agreed = other.post(reverse("decide_account_request", args=[row.pk]), {"decision": "agree"})
    halves = [_code(answer) for answer in (asked, agreed)]
    assert _set(Client(), clerk.user.username, *halves).status_code == 302
    client = Client()
    log_in(client, clerk.user.username, NEW)
    home = client.get(reverse("home")).content.decode()
    assert str(first.user) in home and str(supervisor.user) in home
    client.post(reverse("log_out"))
    log_in(client, clerk.user.username, NEW)
    assert str(supervisor.user) not in client.get(reverse("home")).content.decode()


def _code(answer) -> str:
    return re.search(r'class="revealed"[^>]*>([2-9A-Z]{5}-[2-9A-Z]{5})<', answer.content.decode()).group(1)


def test_a_new_member_of_staff_is_appointed_and_sets_her_own_password(staff, first, second):
    page = at(first).post(
        reverse("admin:casework_user_add"), {"username": "Ｍei", "full_name": "梅", "language": "zh-hans", "email": ""}
    )
    made = User.objects.get(username="mei")
    assert page["Location"] == reverse("see_account", args=[made.pk])
    office = Office.objects.get(code=SIMING)
    fields = {"role": "counter_clerk", "office": office.pk, "starts_on": "2026-06-01", "reason": "new colleague"}
    asked = at(first, proven=True).post(reverse("ask_account_change", args=[made.pk, "appoint"]), fields)
    decide = reverse("decide_account_request", args=[AccountRequest.objects.get().pk])
    agreed = at(second, proven=True).post(decide, {"decision": "agree"})
    assert _set(Client(), "mei", _code(asked), _code(agreed)).status_code == 302
    client = Client()
    assert log_in(client, "MEI", NEW).status_code == 302
    assert made.appointments.get().office == office


def test_a_refusal_needs_a_reason_and_leaves_everything(staff, first, second):
    clerk = staff("counter_clerk")
    row = accounts.ask(clerk.user, appointing("reviewer", SIMING, first.on), by=first).request
    client, address = at(second, proven=True), reverse("decide_account_request", args=[row.pk])
    assert client.post(address, {"decision": "refuse"}).status_code == 422
    assert client.post(address, {"decision": "refuse", "answer": "not trained"}).status_code == 302
    assert clerk.user.appointments.count() == 1
    assert b"not trained" in client.get(address).content
    again = client.post(address, {"decision": "agree"}, follow=True)
    assert again.status_code == 200 and b"not trained" in again.content
    assert clerk.user.appointments.count() == 1


def test_pages_of_staff_reach_no_further_than_the_area(staff, first):
    district, clerk = staff("administrator", JIMEI), staff("counter_clerk", SIMING)
    row = accounts.ask(clerk.user, wanted("reset_password"), by=first).request
    client = at(district, proven=True)
    assert clerk.user.username not in client.get(reverse("see_staff")).content.decode()
    for address in (
        reverse("ask_account_change", args=[clerk.user.pk, "deactivate"]),
        reverse("decide_account_request", args=[row.pk]),
        reverse("withdraw_account_request", args=[row.pk]),
    ):
        assert client.post(address, {"decision": "agree", "reason": "x"}).status_code == 404, address
    assert client.get(reverse("see_account", args=[clerk.user.pk])).status_code == 404
    assert client.get(reverse("decide_account_request", args=[row.pk])).status_code == 404
    assert client.post(reverse("end_account_sessions", args=[clerk.user.pk])).status_code == 404
    outside = {
        "role": "reviewer",
        "office": Office.objects.get(code=SIMING).pk,
        "starts_on": "2026-06-01",
        "reason": "x",
    }
    own = staff("counter_clerk", JIMEI)
    address = reverse("ask_account_change", args=[own.user.pk, "appoint"])
    assert (
        client.post(address, outside).status_code == 422 and not AccountRequest.objects.filter(user=own.user).exists()
    )


def test_who_also_works_for_another_office_is_managed_above(staff):
    district, shared = staff("administrator", JIMEI), staff("counter_clerk", JIMEI)
    Appointment.objects.create(
        user=shared.user, role="administrator", office=Office.objects.get(code=PROVINCE), starts_on=shared.on
    )
    assert at(district).get(reverse("see_account", args=[shared.user.pk])).status_code == 404


def test_nobody_asks_for_herself(staff, first):
    client = at(first, proven=True)
    for kind in ("appoint", "deactivate", "reset_password"):
        assert (
            client.post(reverse("ask_account_change", args=[first.user.pk, kind]), {"reason": "x"}).status_code == 404
        )
    with pytest.raises(PermissionDenied):
        accounts.ask(first.user, wanted("reset_password"), by=first)


def test_deactivating_ends_sessions_and_lists_open_cases(staff, first):
    reviewer = staff("reviewer")
    case = submitted(staff("counter_clerk"))
    CaseFile.objects.filter(pk=case.pk).update(assigned_to=reviewer.user)
    client = Client()
    log_in(client, reviewer.user.username)
    assert client.get(reverse("home")).status_code == 200
    address = reverse("ask_account_change", args=[reviewer.user.pk, "deactivate"])
    body = at(first, proven=True).post(address, {"reason": "left"}, follow=True).content.decode()
    assert case.reference in body
    assert client.get(reverse("home")).status_code == 302
    assert CaseFile.objects.get(pk=case.pk).assigned_to is None
    assert Event.objects.filter(verb="free_case", case=case).exists()
    assert not User.objects.get(pk=reviewer.user.pk).is_active


def test_an_officer_with_a_draft_can_be_deactivated(staff, first):
    clerk = staff("counter_clerk")
    draft = open_application(by=clerk, language="zh-hant")
    address = reverse("ask_account_change", args=[clerk.user.pk, "deactivate"])
    answer = at(first, proven=True).post(address, {"reason": "left"}, follow=True)
    assert answer.status_code == 200 and "草稿" in answer.content.decode()
    assert CaseFile.objects.get(pk=draft.pk).assigned_to is None


def test_lists_of_staff_ask_a_fixed_number_of_queries(staff, first, second):
    client = at(first)
    client.get(reverse("see_staff"))
    clerk = staff("counter_clerk")
    accounts.ask(clerk.user, wanted("reset_password"), by=second)
    few = _queries(client)
    for number in range(2, 12):
        more = staff("counter_clerk", number=number)
        accounts.ask(more.user, wanted("reset_password"), by=second)
    assert _queries(client) == few


def _queries(client) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse("see_staff")).status_code == 200
    return len(asked)


def test_the_list_goes_on_by_key(staff, first):
    for number in range(60):
        User.objects.create_user(f"colleague{number:02}", "x")
    client, seen, after = at(first), [], ""
    while True:
        body = client.get(reverse("see_staff"), {"after": after}).content.decode()
        seen += re.findall(r"colleague\d\d", body)
        found = re.search(r"href=\"\?after=(\d+)\"", body)
        if not found:
            break
        after = found.group(1)
    assert sorted(set(seen)) == [f"colleague{number:02}" for number in range(60)]
    for bad in ("x", "9" * 30, "-1"):
        assert client.get(reverse("see_staff"), {"after": bad}).status_code == 200
