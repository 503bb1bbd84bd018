"""The log-in typed at the keyboard, and the shorter way by which the other tests come in: both leave the same behind."""

import pytest

from casework.accounts.queries.sessions import SessionStore
from casework.models import Event, StaffSession
from tests.browser.axe import TAGS, violations
from tests.browser.conftest import Desk
from tests.browser.test_visit import LANGUAGES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def left_behind(desk) -> dict:
    """What a log-in leaves: what the session holds, its row in the ledger, its event, and the cookies of the browser."""
    row = StaffSession.objects.get(user=desk.officer.user, ended_at=None)
    event = Event.objects.get(verb="log_in", facts__user=desk.officer.user.pk)
    cookies = {each["name"]: (each["httpOnly"], each["sameSite"], each["path"]) for each in desk.context.cookies()}
    return {
        "session": sorted(SessionStore(row.session_key).load()),
        "address": row.address,
        "event": sorted(event.facts),
        "cookies": cookies,
        "page": desk.page.url.removeprefix(desk.server.url),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_typed_log_in_and_the_shorter_way_leave_the_same(chromium, live_server, people, language):
    typed, shorter = (Desk(chromium, live_server, people("counter_clerk", number=n), language) for n in (1, 2))
    assert left_behind(typed.log_in()) == left_behind(shorter.enter())
    for one in (typed, shorter):
        one.healthy("home")
        one.close()


def test_what_is_planted_is_found(desk):
    """The way axe is asked, against one fault of each sort."""
    page = desk("counter_clerk", language="en").page
    assert violations(page) == []
    page.evaluate("""() => {
        const put = (html) => document.querySelector("main").insertAdjacentHTML("beforeend", html);
        put('<img src="/static/icons/minbao.svg"><input type="text"><button></button><div role="nothing">x</div>');
        put('<p id="twice" aria-labelledby="gone">x</p><label id="pale">pale</label><ul><p>not an item</p></ul>');
        document.getElementById("pale").style.color = "#cccccc";
        document.documentElement.removeAttribute("lang");
    }""")
    found = {line.split(":")[0] for line in violations(page)}
    wanted = {"image-alt", "label", "button-name", "aria-roles", "color-contrast", "list", "html-has-lang"}
    assert found >= wanted, wanted - found
    whole = page.evaluate("tags => axe.run({runOnly: tags}).then(all => all.violations.map(each => each.id))", TAGS)
    assert found == set(whole), "asked for less, it finds the same"
