"""Accounts in the browser: a reset from asking to the first log-in by keyboard alone, an administrator deactivated by two."""

import pytest
from django.utils import timezone

from casework.accounts.services import accounts
from casework.accounts.services.accounts import Wanted
from casework.models import AccountRequest, LookUpAlert, Office, User
from tests.browser.conftest import PASSWORD, Desk
from tests.browser.test_visit import LANGUAGES
from tests.builders import PROVINCE, SIMING

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NEW = "an entirely new secret"


def administrators(people, most: int = 3) -> list:
    return [people("administrator", PROVINCE, number) for number in range(1, most + 1)]


def code_on(desk) -> str:
    return desk.page.inner_text("main b.revealed").strip()


def test_a_reset_from_asking_to_the_first_log_in_by_keyboard_alone(desk, people, chromium, live_server):
    clerk = people("counter_clerk")
    one, other, _third = administrators(people)
    asker = desk(officer=one, language="zh-hans")
    asker.tab_to("a[href='/staff/']")
    asker.key("Enter")
    asker.healthy("staff")
    asker.tab_to(f"a[href='/staff/{clerk.user.pk}/']")
    asker.key("Enter")
    asker.healthy("account")
    asker.tab_to("a[href$='/ask/reset_password/']")
    asker.key("Enter")
    assert asker.page.evaluate("document.activeElement.name") == "reason"
    asker.key("F10")
    asker.healthy("ask-reset-refused")
    asker.tab_to("#id_reason")
    asker.page.keyboard.type("忘记密码")
    asker.key("F10")
    asker.healthy("first-code")
    first = code_on(asker)

    second = desk(officer=other, language="zh-hans")
    second.let_proof_age()
    second.tab_to("a[href='/staff/']")
    second.key("Enter")
    second.healthy("staff-waiting")
    second.tab_to("a[href^='/staff/requests/']")
    second.key("Enter")
    second.healthy("account-request")
    second.tab_to("input[name=decision]")
    second.page.keyboard.press("Space")
    second.key("F10")
    second.healthy("prove")
    assert second.page.evaluate("document.activeElement.name") == "fresh_password"
    second.page.keyboard.type("not my password")
    second.key("F10")
    second.healthy("prove-refused")
    second.tab_to("#id_fresh_password")
    second.page.keyboard.type(PASSWORD)
    second.key("F10")
    second.healthy("second-code")

    owner = Desk(chromium, live_server, clerk, "zh-hans")
    owner.go("/log-in/")
    owner.tab_to("a[href='/new-password/']")
    owner.key("Enter")
    owner.healthy("set-password")
    for name, text in (("username", clerk.user.username), ("first_code", first), ("second_code", code_on(second))):
        assert owner.page.evaluate("document.activeElement.name") == name
        owner.page.keyboard.type(text)
        owner.page.keyboard.press("Tab")
    for _twice in range(2):
        owner.page.keyboard.type(NEW)
        owner.page.keyboard.press("Tab")
    owner.key("F10")
    owner.healthy("log-in-after-codes")
    owner.tab_to("#id_username")
    owner.page.keyboard.type(clerk.user.username)
    owner.page.keyboard.press("Tab")
    owner.page.keyboard.type(NEW)
    owner.key("Enter")
    owner.healthy("home-told")
    told = owner.page.inner_text(".messages")
    assert one.user.full_name in told and other.user.full_name in told
    owner.close()


def test_an_administrator_is_deactivated_by_two(desk, people):
    one, other, third = administrators(people)
    asker = desk(officer=one, language="zh-hant")
    asker.go(f"/staff/{third.user.pk}/")
    asker.healthy("account-administrator")
    asker.press("a[href$='/ask/deactivate/']")
    asker.page.fill("#id_reason", "調離")
    asker.key("F10")
    assert User.objects.get(pk=third.user.pk).is_active
    asker.press(f"main a[href$='/staff/requests/{AccountRequest.objects.get().pk}/']")
    asker.healthy("account-request-own")
    assert not asker.page.locator("input[name=decision]").count()
    second = desk(officer=other, language="zh-hant")
    second.go(f"/staff/requests/{AccountRequest.objects.get().pk}/")
    second.page.check("input[name=decision][value=refuse]")
    second.key("F10")
    second.healthy("account-request-refused-without-words")
    second.page.check("input[name=decision][value=agree]")
    second.key("F10")
    second.healthy("staff-after-decision")
    assert not User.objects.get(pk=third.user.pk).is_active
    second.go(f"/staff/{third.user.pk}/")
    second.healthy("account-deactivated")
    # Of two administrators none goes: the sentence says what to do first.
    second.go(f"/staff/{one.user.pk}/ask/deactivate/")
    second.page.fill("#id_reason", "調離")
    second.key("F10")
    asker.go("/staff/")
    assert User.objects.get(pk=one.user.pk).is_active


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_accounts_is_healthy(desk, people, language):
    clerk, one, other, _third = people("counter_clerk"), *administrators(people)
    role = {"role": "reviewer", "office": Office.objects.get(code=SIMING), "starts_on": one.on}
    accounts.ask(clerk.user, Wanted(kind="appoint", reason="新岗位", **role), by=one)
    accounts.ask(people("reviewer").user, Wanted(kind="deactivate", reason="离职"), by=one)
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    office = Office.objects.get(code=SIMING)
    LookUpAlert.objects.create(user=clerk.user, kind="misses", office=office, hour=hour, count=30)
    second = desk(officer=other, language=language)
    second.looked_at("home-administrator")
    for kind in ("appoint", "end_appointment", "reset_password", "deactivate"):
        second.go(f"/staff/{clerk.user.pk}/ask/{kind}/")
        second.looked_at(f"ask-{kind}")
        second.key("F10")
        second.looked_at(f"ask-{kind}-answered")
    second.go(f"/staff/{people('reviewer').user.pk}/ask/reactivate/")
    second.looked_at("ask-reactivate")
    pages = {"staff": "/staff/", "account": f"/staff/{clerk.user.pk}/", "sessions": "/sessions/"}
    pages["request"] = f"/staff/requests/{AccountRequest.objects.filter(kind='appoint').get().pk}/"
    for name, path in pages.items():
        second.go(path)
        second.looked_at(name)
    desk(officer=other, language=language)
    second.go("/sessions/")
    second.looked_at("sessions-two")
    supervisor = desk("supervisor", language=language)
    supervisor.looked_at("home-supervisor")
    supervisor.go("/staff/")
    supervisor.looked_at("staff-supervisor")
    supervisor.page.context.clear_cookies()
    supervisor.go("/new-password/")
    supervisor.key("F10")
    supervisor.looked_at("new-password-refused")
