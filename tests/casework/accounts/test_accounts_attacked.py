"""Accounts as somebody who wishes them ill tries them: guessing, old codes, stolen sessions, requests of who has left."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casework.accounts.queries.staff import staff_of
from casework.accounts.services import accounts, fresh_proof, sessions
from casework.accounts.services.account_codes import MOST_FROM_AN_ADDRESS, CodesRefused, set_password_by_codes
from casework.accounts.services.accounts import Wanted
from casework.engine.refusals import Blocked
from casework.models import AccountRequest, Appointment, Event, Office, StaffSession, User
from tests.accounts import PASSWORD, log_in, prove
from tests.builders import JIMEI, PROVINCE, SIMING, XIAMEN

pytestmark = pytest.mark.django_db
NEW, WRONG = "an entirely new secret", "22222-22222"


@pytest.fixture
def first(staff):
    return staff("administrator", PROVINCE)


@pytest.fixture
def second(staff):
    return staff("administrator", PROVINCE, number=2)


def codes(user: User, first, second) -> tuple[str, str]:
    asked = accounts.ask(user, Wanted(kind="reset_password", reason="forgotten"), by=first)
    return asked.code, accounts.decide(asked.request.pk, agree=True, answer="", by=second).code


def redeem(user: User, halves, address: str = "10.0.0.1"):
    return set_password_by_codes(user.username, halves, NEW, address=address)


def test_a_stranger_who_guesses_takes_the_codes_from_nobody(staff, first, second):
    clerk = staff("counter_clerk").user
    halves = codes(clerk, first, second)
    for number in range(40):
        with pytest.raises(CodesRefused):
            redeem(clerk, (WRONG, WRONG), f"10.1.1.{number % 8}")
    assert redeem(clerk, halves).pk == clerk.pk


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("doubled", [False, True])
def test_whoever_holds_one_half_has_ten_tries_in_all(staff, first, second, which, doubled):
    clerk = staff("counter_clerk").user
    halves = codes(clerk, first, second)
    held = halves[which]
    for number in range(10):
        tried = (held, held if doubled else WRONG)
        with pytest.raises(CodesRefused):
            redeem(clerk, tried if number % 2 else tried[::-1], f"10.1.{number}.1")
    with pytest.raises(CodesRefused):
        redeem(clerk, halves)


def test_an_address_that_goes_on_guessing_waits_whatever_the_names(staff, first, second):
    clerk, client = staff("counter_clerk").user, Client()
    halves = codes(clerk, first, second)

    def sent(name: str, pair, address: str):
        fields = {"username": name, "first_code": pair[0], "second_code": pair[1], "new": NEW, "again": NEW}
        return client.post(reverse("set_password"), fields, REMOTE_ADDR=address)

    for number in range(MOST_FROM_AN_ADDRESS):
        assert sent(f"somebody{number}", (WRONG, WRONG), "10.1.1.1").status_code == 422
    assert sent(clerk.username, halves, "10.1.1.1").status_code == 422
    assert User.objects.get(pk=clerk.pk).check_password(PASSWORD)
    assert sent(clerk.username, halves, "10.1.1.2").status_code == 302


def test_what_is_answered_and_compared_tells_nothing_about_a_name(staff, first, second, monkeypatch):
    from casework.accounts.services import account_codes

    clerk = staff("counter_clerk").user
    codes(clerk, first, second)
    hashed = []
    for name in ("check_password", "make_password"):
        real = getattr(account_codes, name)
        monkeypatch.setattr(account_codes, name, lambda *given, real=real: hashed.append(1) or real(*given))
    counts = []
    for name in (clerk.username, staff("reviewer").user.username, "nobody"):
        hashed.clear()
        with pytest.raises(CodesRefused):
            set_password_by_codes(name, (WRONG, WRONG), NEW, address="10.0.0.1")
        counts.append(len(hashed))
    assert len(set(counts)) == 1, counts
    assert "nobody" not in str(list(Event.objects.values("facts")))


def test_older_codes_open_nothing_once_there_are_newer_ones_or_a_password(staff, first, second):
    clerk = staff("counter_clerk").user
    old, new = codes(clerk, first, second), codes(clerk, first, second)
    with pytest.raises(CodesRefused):
        redeem(clerk, old)
    redeem(clerk, new)
    with pytest.raises(CodesRefused):
        redeem(clerk, old)
    again = codes(clerk, first, second)
    sessions.change_password(User.objects.get(pk=clerk.pk), "yet another long secret", keep=None)
    with pytest.raises(CodesRefused):
        redeem(clerk, again)


def test_a_session_stays_in_the_ledger_after_a_change_of_the_password(staff):
    clerk, client = staff("counter_clerk").user, Client()
    log_in(client, clerk.username)
    fields = {"current": PASSWORD, "new": NEW, "again": NEW}
    assert client.post(reverse("change_password"), fields).status_code == 302
    assert StaffSession.objects.filter(session_key=client.session.session_key, ended_at=None).count() == 1
    assert sessions.end_sessions(clerk) == 1
    assert client.get(reverse("home")).status_code == 302


def test_a_copied_session_gains_nothing_from_the_owners_proof(staff, first, second):
    client, thief = Client(), Client()
    log_in(client, first.user.username)
    session = client.session
    session[fresh_proof.PROVED_AT] = 0
    session.save()
    thief.cookies = client.cookies.copy()
    address = reverse("ask_account_change", args=[staff("counter_clerk").user.pk, "reset_password"])
    sent = {"reason": "x", "fresh_password": PASSWORD}
    assert AccountRequest.objects.count() == 0
    assert client.post(address, sent).status_code == 200 and AccountRequest.objects.count() == 1
    assert thief.get(reverse("home")).status_code == 302, "the copied cookie opens nothing any more"
    assert client.get(reverse("home")).status_code == 200
    assert StaffSession.objects.filter(session_key=client.session.session_key, ended_at=None).count() == 1


def test_a_proof_does_not_outlive_a_lock(staff, first):
    client = Client()
    log_in(client, first.user.username)
    client.post(reverse("lock"))
    client.force_login(first.user)
    assert not fresh_proof.is_fresh(client.session)


def test_wrong_proofs_sent_from_one_state_of_the_session_are_counted_each(staff, first):
    """Requests that run side by side all read the session as it was; the history counts them all the same."""
    client = Client()
    log_in(client, first.user.username)
    session = client.session
    session[fresh_proof.PROVED_AT] = 0
    session.save()
    tries = []
    for _sent in range(7):
        stale = client.session
        try:
            tries.append(fresh_proof.prove(first.user, stale, "wrong"))
        except fresh_proof.ProofExhausted:
            tries.append("ended")
    assert tries == [False] * 4 + ["ended"] * 3
    with pytest.raises(fresh_proof.ProofExhausted):
        fresh_proof.prove(first.user, client.session, PASSWORD)


def test_a_request_of_somebody_who_may_no_longer_ask_is_only_refused(staff, first, second):
    clerk = staff("counter_clerk").user
    third = staff("administrator", PROVINCE, number=3)
    asked = accounts.ask(clerk, Wanted(kind="reset_password", reason="forgotten"), by=third).request
    third.user.is_active = False
    third.user.save()
    with pytest.raises(Blocked) as blocked:
        accounts.decide(asked.pk, agree=True, answer="", by=first)
    assert [reason.code for reason in blocked.value.reasons] == ["asker_gone"]
    third.user.is_active = True
    third.user.save()
    third.appointment.ends_on = first.on - timedelta(days=1)
    third.appointment.save()
    with pytest.raises(Blocked):
        accounts.decide(asked.pk, agree=True, answer="", by=first)
    assert accounts.decide(asked.pk, agree=False, answer="she has left", by=first).request.outcome == "refused"


def test_whoever_administers_a_district_decides_nothing_above_or_beside_it(staff, first, second):
    low, both = staff("administrator", SIMING), staff("counter_clerk").user
    Appointment.objects.create(
        user=both, role="reviewer", office=Office.objects.get(code=JIMEI), starts_on=first.on + timedelta(days=5)
    )
    nowhere = User.objects.create_user("nowhere", "Nowhere")
    above = {"role": "administrator", "office": Office.objects.get(code=PROVINCE), "starts_on": first.on}
    rows = [
        accounts.ask(nowhere, Wanted(kind="appoint", reason="x", **above), by=first).request,
        accounts.ask(both, Wanted(kind="reset_password", reason="x"), by=first).request,
        accounts.ask(second.user, Wanted(kind="reset_password", reason="x"), by=first).request,
    ]
    client = Client()
    client.force_login(low.user)
    prove(client)
    for row in rows:
        with pytest.raises(PermissionDenied):
            accounts.decide(row.pk, agree=True, answer="", by=low)
        assert client.get(reverse("decide_account_request", args=[row.pk])).status_code == 404
    for user in (both, second.user):
        with pytest.raises(PermissionDenied):
            accounts.ask(user, Wanted(kind="deactivate", reason="x"), by=low)
        assert client.get(reverse("see_account", args=[user.pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        accounts.ask(nowhere, Wanted(kind="appoint", reason="x", **above), by=low)


def test_who_has_left_another_office_is_not_listed_or_managed_here(staff, first):
    left = staff("counter_clerk", JIMEI)
    Appointment.objects.filter(user=left.user).update(ends_on=first.on - timedelta(days=1))
    low, own, above = staff("administrator", SIMING), staff("administrator", JIMEI), staff("administrator", XIAMEN)
    made = User.objects.create_user("new", "New")
    seen = {by.office.code: set(staff_of(by).values_list("pk", flat=True)) for by in (low, own, above, first)}
    assert left.user.pk not in seen[SIMING] and all(left.user.pk in seen[code] for code in (JIMEI, XIAMEN, PROVINCE))
    assert all(made.pk in pks for pks in seen.values()), "a new account has no office yet"
    with pytest.raises(PermissionDenied):
        accounts.ask(left.user, Wanted(kind="reset_password", reason="x"), by=low)


def test_codes_that_ten_tries_made_void_do_not_bring_older_ones_back(staff, first, second):
    clerk = staff("counter_clerk").user
    old, new = codes(clerk, first, second), codes(clerk, first, second)
    for _try in range(10):
        with pytest.raises(CodesRefused):
            redeem(clerk, (new[0], WRONG))
    with pytest.raises(CodesRefused):
        redeem(clerk, old, "10.2.2.2")


def test_rights_end_with_the_appointment_on_the_pages_and_in_admin(staff, first, second):
    clerk, client = staff("counter_clerk").user, Client()
    client.force_login(first.user)
    prove(client)
    assert client.get(reverse("see_staff")).status_code == 200
    Appointment.objects.filter(user=first.user).update(ends_on=timezone.localdate() - timedelta(days=1))
    pages = [reverse("see_staff"), reverse("see_account", args=[clerk.pk]), reverse("see_drafts"), "/rules/calendar/"]
    assert {client.get(page).status_code for page in pages} == {403}
    sent = client.post(reverse("ask_account_change", args=[clerk.pk, "deactivate"]), {"reason": "x"})
    assert sent.status_code == 403 and User.objects.get(pk=clerk.pk).is_active
    assert client.get("/admin/casework/user/").status_code in (302, 403)


@pytest.mark.parametrize("odd", ["²", "٣", "-1", "9" * 30, "x", "1 OR 1", "\ud83d"])
def test_odd_words_in_the_addresses_of_staff_are_answered(first, odd):
    client = Client()
    client.force_login(first.user)
    for query in ({"after": odd}, {"office": odd}):
        try:
            assert client.get(reverse("see_staff"), query).status_code == 200
        except UnicodeEncodeError:
            assert odd == "\ud83d"


def test_keys_nobody_has_are_not_found(staff, first, second):
    client = Client()
    client.force_login(first.user)
    prove(client)
    for key in (0, 9 * 10**8, 2**63 - 1, 2**63, 10**40):
        for path in (f"/staff/{key}/", f"/staff/requests/{key}/", f"/staff/{key}/ask/deactivate/"):
            assert client.get(path).status_code == 404, path
        for path in (f"/staff/{key}/sessions/end/", f"/staff/requests/{key}/withdraw/", f"/staff/{key}/ask/appoint/"):
            assert client.post(path).status_code == 404, path
        assert client.post(f"/staff/alerts/{key}/").status_code in (403, 404)
        for path in (f"/rules/calendar/drafts/{key}/", f"/rules/calendar/drafts/{key}/discard/"):
            assert client.post(path).status_code == 404, path
        for table in ("papertext", "user", "session", "calendaryear"):
            assert client.get(f"/rules/drafts/{table}/{key}/").status_code == 404, table


@pytest.mark.parametrize("text", ["\x00", "x" * 10_000, "ﷺ" * 60, "\ufeff\u202e", "' OR 1=1 --", "𠮷" * 200])
def test_odd_words_at_the_two_codes_are_answered(staff, text):
    for name in ("username", "first_code", "second_code", "new"):
        fields = {"username": "lin", "first_code": WRONG, "second_code": WRONG, "new": NEW, "again": NEW} | {name: text}
        assert Client().post(reverse("set_password"), fields).status_code == 422, name


def at_once(*acts) -> list:
    """What each act gave or raised, begun together."""
    gate, found = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number, act):
        try:
            gate.wait(timeout=20)
            found[number] = act()
        except Exception as problem:
            found[number] = problem
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.mark.django_db(transaction=True)
def test_codes_typed_twice_at_once_set_one_password(staff, first, second):
    clerk = staff("counter_clerk").user
    halves = codes(clerk, first, second)

    def take(password: str):
        return set_password_by_codes(clerk.username, halves, password, address="10.0.0.1")

    found = at_once(*(lambda n=n: take(f"an entirely new secret {n}") for n in range(4)))
    assert sorted(type(each).__name__ for each in found) == ["CodesRefused"] * 3 + ["User"]
    assert Event.objects.filter(verb="set_password").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_one_request_at_once(staff, first, second):
    third = staff("administrator", PROVINCE, number=3)
    asked = accounts.ask(staff("counter_clerk").user, Wanted(kind="reset_password", reason="x"), by=first).request

    def decide(by, agree):
        return accounts.decide(asked.pk, agree=agree, answer="no", by=by)

    found = at_once(lambda: decide(second, True), lambda: decide(third, False))
    assert sorted(type(each).__name__ for each in found) == ["Answer", "Blocked"]


@pytest.mark.django_db(transaction=True)
def test_administrators_who_deactivate_each_other_at_once_leave_two(staff, first, second):
    four = [first, second, *(staff("administrator", PROVINCE, number=n) for n in (3, 4))]
    # Each of the first three is to go; everybody agrees at the same moment.
    rows = [accounts.ask(each.user, Wanted(kind="deactivate", reason="x"), by=four[3]).request for each in four[:3]]

    def agree(row, by):
        return lambda: accounts.decide(row.pk, agree=True, answer="", by=by)

    found = at_once(agree(rows[0], four[1]), agree(rows[1], four[2]), agree(rows[2], four[0]))
    done = [each for each in found if isinstance(each, accounts.Answer)]
    assert len(done) == 2 and all(isinstance(each, (Blocked, accounts.Answer)) for each in found), found
    assert User.objects.filter(pk__in=[each.user.pk for each in four], is_active=True).count() == 2
    assert timezone.now()
