"""Chromium over the running portal: log-in by typing, axe on every page, no console errors, no outside requests."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from casework.accounts.services.fresh_proof import PROVED_AT
from casework.models import StaffSession
from tests.builders import Staff

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
# Playwright's own loop runs in this thread; Django must not refuse the tests' database access for it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def chromium():
    # The quick profile collects these tests without having the browser's packages.
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def people(transactional_db):
    """Staff by role, today."""
    return Staff(timezone.localdate() - timedelta(days=0))


class Desk:
    """One officer at one browser window."""

    def __init__(self, chromium, server, officer, language: str, *, javascript: bool = True):
        self.context = chromium.new_context(viewport=COMMON, java_script_enabled=javascript, locale=language)
        self.page = self.context.new_page()
        self.server, self.officer, self.language = server, officer, language
        self.problems: list[str] = []
        self.open_requests: set = set()
        self.page.on("console", self._console)
        self.page.on("request", self._request)
        for ended in ("requestfinished", "requestfailed"):
            self.page.on(ended, lambda request: self.open_requests.discard(request))
        officer.user.language = language
        officer.user.save(update_fields=["language"])

    def _console(self, message) -> None:
        # A 422 or 409 answer is part of the conversation; Chromium reports it as a failed resource.
        if message.type == "error" and "status of 4" not in message.text:
            self.problems.append(message.text)

    def close(self) -> None:
        """Leave the page and let the server finish: what is still under way would hold tables the test then empties."""
        self.page.goto("about:blank")
        for _wait in range(50):
            if not self.open_requests:
                break
            self.page.wait_for_timeout(20)
        self.context.close()

    def _request(self, request) -> None:
        self.open_requests.add(request)
        if not request.url.startswith((self.server.url, "data:", "blob:")):
            self.problems.append(f"outside request: {request.url.split('?')[0]}")

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
        """Press a button or follow a link, and wait for the page that comes."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()

    def key(self, key: str) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def shot(self, name: str) -> None:
        """Keep a picture for looking at; under var/, never committed."""
        folder = Path(os.environ.get("MINBAO_VAR", "var")) / "screenshots"
        folder.mkdir(parents=True, exist_ok=True)
        # Hiding the caret would leave style attributes on the page, which its policy rightly refuses.
        path = str(folder / f"{name}-{self.language}.png")
        self.page.screenshot(path=path, full_page=True, caret="initial")

    def healthy(self, name: str) -> None:
        """The page has a title, labels, no axe violation, no console error and no horizontal scroll."""
        from axe_playwright_python.sync_playwright import Axe

        self.shot(name)
        found = Axe().run(self.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
        violations = [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found.response["violations"] if v["nodes"]]
        assert violations == [], (name, self.language, violations)
        unlabelled = self.page.eval_on_selector_all(
            "input:not([type=hidden]):not([type=submit]), select, textarea",
            "es => es.filter(e => !e.labels.length && !e.getAttribute('aria-label')).map(e => e.outerHTML)",
        )
        assert unlabelled == [], (name, unlabelled)
        assert self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"), name
        assert self.problems == [], (name, self.problems)

    def looked_at(self, name: str) -> None:
        """Healthy on the common screen, and enlarged to 200 %."""
        self.healthy(name)
        self.page.set_viewport_size({"width": 683, "height": 384})
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
        return made.log_in()

    yield open_desk
    for one in opened:
        one.close()
