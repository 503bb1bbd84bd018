"""Chromium over the running portal: officers at windows, axe on every page, no console errors, no outside requests.

A test that fails leaves pictures of its windows under var/screenshots; MINBAO_PICTURES=1 leaves one of every page looked at.
"""

import os
import re
import shutil
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from casework.accounts.queries.sessions import SessionStore
from casework.accounts.services.fresh_proof import PROVED_AT
from casework.models import StaffSession
from tests.browser.axe import violations_unless_seen
from tests.browser.under_way import UnderWay
from tests.builders import Staff
from tests.conftest import PLAIN_STORAGES

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
COMMON = {"width": 1366, "height": 768}
PASSWORD = "a long enough password"
# Debian's Chromium without a window: the same pages in half the time and a third of the processor's; else the whole one.
PROGRAMS = ("chromium-headless-shell", "chromium")
# Cells whose content runs into the next one.
SPILT = """[...document.querySelectorAll("td, th")]
  .filter((cell) => cell.clientWidth > 1 && cell.scrollWidth > cell.clientWidth + 1)
  .filter((cell) => getComputedStyle(cell).overflowX === "visible")
  .map((cell) => cell.innerText.slice(0, 60))"""
PICTURES = os.environ.get("MINBAO_PICTURES") == "1"
# Playwright's own loop runs in this thread; Django must not refuse the tests' database access for it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def _program() -> str:
    """The browser to drive: the one MINBAO_BROWSER names, else the first that is installed."""
    found = filter(None, map(shutil.which, [os.environ.get("MINBAO_BROWSER", ""), *PROGRAMS]))
    program = next(found, None)
    assert program, f"none of {', '.join(PROGRAMS)} is installed"
    return program


@pytest.fixture(scope="session")
def chromium():
    # The quick profile collects these tests without having the browser's packages.
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_program(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session", autouse=True)
def plain_static_files():
    """For the whole run, not for each test alone: what a closed window sent last is answered between two tests, and would leave
    the storage of a deployment, which looks for collected files, to the next."""
    with override_settings(STORAGES=PLAIN_STORAGES):
        yield


@pytest.fixture(scope="session", autouse=True)
def nothing_under_way_between_tests():
    with UnderWay().watched():
        yield


@pytest.fixture
def people(transactional_db):
    """Staff by role, today."""
    return Staff(timezone.localdate() - timedelta(days=0))


class Desk:
    """One officer at one browser window."""

    open: list["Desk"] = []

    def __init__(self, chromium, server, officer, language: str, *, javascript: bool = True):
        self.context = chromium.new_context(viewport=COMMON, java_script_enabled=javascript, locale=language)
        self.page = self.context.new_page()
        self.server, self.officer, self.language = server, officer, language
        self.problems: list[str] = []
        self.page.on("console", self._console)
        self.page.on("request", self._request)
        officer.user.language = language
        officer.user.save(update_fields=["language"])
        Desk.open.append(self)

    def _console(self, message) -> None:
        # A 422 or 409 answer is part of the conversation; Chromium reports it as a failed resource.
        if message.type == "error" and "status of 4" not in message.text:
            self.problems.append(message.text)

    def close(self) -> None:
        self.context.close()
        Desk.open.remove(self)

    def _request(self, request) -> None:
        if not request.url.startswith((self.server.url, "data:", "blob:")):
            self.problems.append(f"outside request: {request.url.split('?')[0]}")

    def enter(self) -> "Desk":
        """Logged in by what the log-in page sends, without showing and typing it; test_log_in compares both."""
        client = Client()
        fields = {"username": self.officer.user.username, "password": PASSWORD}
        assert client.post(reverse("log_in"), fields).status_code == 302
        cookies = [
            {"name": each.key, "value": each.value, "url": self.server.url}
            | {"httpOnly": bool(each["httponly"]), "sameSite": each["samesite"] or "Lax"}
            for each in client.cookies.values()
        ]
        self.context.add_cookies(cookies)
        self.go("/")
        return self

    def log_in(self) -> "Desk":
        self.go("/")
        self.page.fill("#id_username", self.officer.user.username)
        self.page.fill("#id_password", PASSWORD)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        return self

    def go(self, path: str) -> None:
        self.page.goto(self.server.url + path)

    def press(self, selector: str) -> None:
        """Press a button or follow a link, and wait for the page that comes. The mouse goes there first: a click while the
        window still scrolls to a button that sticks to its lower edge is lost."""
        target = self.page.locator(selector).first
        target.hover()
        with self.page.expect_navigation():
            target.click()

    def key(self, key: str) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def shows(self, selector: str, value: str) -> None:
        """Wait until a field shows a value."""
        from playwright.sync_api import expect

        expect(self.page.locator(selector)).to_have_value(value, timeout=30_000)

    def shot(self, name: str) -> None:
        """Keep a picture for looking at, when pictures are asked for."""
        if PICTURES:
            self.picture(f"{name}-{self.language}")

    def picture(self, name: str) -> None:
        """Keep a picture of the page as it is; under var/, never committed."""
        folder = Path(os.environ.get("MINBAO_VAR", "var")) / "screenshots"
        folder.mkdir(parents=True, exist_ok=True)
        # Hiding the caret would leave style attributes on the page, which its policy rightly refuses.
        self.page.screenshot(path=str(folder / f"{name}.png"), full_page=True, caret="initial")

    def healthy(self, name: str) -> None:
        """The page has a title, labels, no axe violation, no console error and no horizontal scroll."""
        self.shot(name)
        assert violations_unless_seen(self.page, name, self.language) == [], (name, self.language)
        unlabelled = self.page.eval_on_selector_all(
            "input:not([type=hidden]):not([type=submit]), select, textarea",
            "es => es.filter(e => !e.labels.length && !e.getAttribute('aria-label')).map(e => e.outerHTML)",
        )
        assert unlabelled == [], (name, unlabelled)
        assert self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"), name
        assert self.page.evaluate(SPILT) == [], name
        assert self.problems == [], (name, self.problems)

    def looked_at(self, name: str) -> None:
        """Healthy on the common screen, and enlarged to 200 %."""
        self.healthy(name)
        self.page.set_viewport_size({"width": 683, "height": 384})
        # The page is told of its new size with the next frame it draws.
        self.page.evaluate("() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
        self.healthy(f"{name}-200")
        self.page.set_viewport_size(COMMON)

    def tab_to(self, selector: str) -> None:
        """Go on with the Tab key until the focus is there."""
        for _stop in range(120):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("s => document.activeElement.matches(s)", selector):
                return
        raise AssertionError(f"the keyboard does not reach {selector}")

    def let_proof_age(self) -> None:
        """As if she had typed her password half an hour ago."""
        for row in StaffSession.objects.filter(user=self.officer.user, ended_at=None):
            session = SessionStore(row.session_key)
            session[PROVED_AT] = 0
            session.save()


@pytest.fixture
def desk(chromium, live_server, people):
    """desk("counter_clerk", language="en") → a logged-in officer at a window."""
    opened = []

    def open_desk(role: str = "counter_clerk", *, language: str = "zh-hans", officer=None, javascript: bool = True):
        made = Desk(chromium, live_server, officer or people(role), language, javascript=javascript)
        opened.append(made)
        return made.enter()

    yield open_desk
    for one in opened:
        one.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Pictures of the windows of a test that failed, before they are closed."""
    report = yield
    if report.failed and call.when == "call":
        from playwright.sync_api import Error

        for number, one in enumerate(Desk.open):
            with suppress(Error):
                one.picture(f"failed-{re.sub('[^a-z0-9_-]+', '-', item.name)}-{number}")
    return report
