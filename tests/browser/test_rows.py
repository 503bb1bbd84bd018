"""The link of a row covers that row: a click opens the row that was clicked, and never lies over the header or the menu."""

from datetime import date

import pytest
from django.urls import reverse

from casework.accounts.services import accounts
from casework.accounts.services.accounts import Wanted
from claims.models import PolicyVersion
from enrolment.activation.services import open_activation
from enrolment.models import Person
from tests.builders import data, employer, enrolled, hired, identity, submitted

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ON_TOP = """([x, y]) => { const e = document.elementFromPoint(x, y);
    return e ? (e.closest('.row-link') ? 'row-link' : e.tagName) : 'nothing'; }"""


@pytest.fixture
def office(people):
    """Two of everything that stands on a list."""
    clerk, reviewer = people("counter_clerk"), people("reviewer")
    first, second = (enrolled(clerk, reviewer, data(identity(sequence))) for sequence in (2, 4))
    for done in (first, second):
        open_activation(Person.objects.get(pk=done.subject), by=clerk, on=clerk.on)
    submitted(clerk, data(identity(6)))
    submitted(clerk, data(identity(8)))
    at, other = employer(clerk), employer(clerk, 2)
    hired(clerk, at, sequence=20, work_began_on=date(2026, 4, 20))
    hired(clerk, at, sequence=22)
    hired(clerk, other, sequence=24)
    return {"person": Person.objects.get(pk=first.subject), "employer": at}


def rows_are_their_own(desk) -> None:
    """Each row opens itself, clicked beside its link; header, menu and heading lie under no link of a row."""
    page = desk.page
    count = page.locator("tr .row-link").count()
    assert count >= 2, page.url
    width = page.viewport_size["width"]
    points = [(30, 20), (width - 60, 20), (60, 150), (60, 260), (width // 2, 12)]
    points.append(
        tuple(page.eval_on_selector("h1", "e => { const b = e.getBoundingClientRect(); return [b.x + 5, b.y + 5]; }"))
    )
    assert [page.evaluate(ON_TOP, list(point)) for point in points if point[1] > 0].count("row-link") == 0
    for number in range(min(count, 2)):
        link = page.locator("tr .row-link").nth(number)
        wanted = link.get_attribute("href")
        cell = page.locator("tr:has(.row-link)").nth(number).locator("td").last
        cell.scroll_into_view_if_needed()
        box = cell.bounding_box()
        found = page.evaluate(
            "([x, y]) => document.elementFromPoint(x, y)?.closest('.row-link')?.getAttribute('href')",
            [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2],
        )
        assert found == wanted, (page.url, number)
    wanted = page.locator("tr .row-link").first.get_attribute("href")
    with page.expect_navigation():
        page.locator("tr .row-link").first.click()
    assert page.url.endswith(wanted)


def test_results_of_a_search_open_what_was_clicked(desk, office):
    clerk = desk("counter_clerk", language="en")
    clerk.page.fill("#search-q", "陳")
    with clerk.page.expect_navigation():
        clerk.page.press("#search-q", "Enter")
    rows_are_their_own(clerk)


def test_a_persons_page_is_used_by_mouse(desk, office):
    clerk = desk("counter_clerk", language="en")
    clerk.go(reverse("see_person", args=[office["person"].pk]))
    rows_are_their_own(clerk)
    clerk.go(reverse("see_person", args=[office["person"].pk]))
    with clerk.page.expect_navigation():
        clerk.page.locator(".language-menu button").last.click()
    assert clerk.page.url.endswith(reverse("see_person", args=[office["person"].pk]))


@pytest.mark.parametrize(
    ("role", "name"),
    [("reviewer", "home"), ("reviewer", "work_list"), ("supervisor", "see_board"), ("counter_clerk", "see_employers")],
)
def test_lists_open_what_was_clicked(desk, office, role, name):
    reader = desk(role, language="en")
    reader.go(reverse(name))
    rows_are_their_own(reader)


def test_an_employers_hires_and_the_policies_open_what_was_clicked(desk, office):
    reader = desk("supervisor", language="en")
    reader.go(reverse("see_employer", args=[office["employer"].pk]))
    rows_are_their_own(reader)
    if PolicyVersion.objects.count() > 1:
        reader.go(reverse("see_policies"))
        rows_are_their_own(reader)


def test_staff_and_their_requests_open_what_was_clicked(desk, office, people):
    first = people("administrator", "350000")
    for number in (1, 2):
        clerk = people("counter_clerk", number=number)
        accounts.ask(clerk.user, Wanted(kind="reset_password", reason="forgotten"), by=first)
    reader = desk("supervisor", language="en")
    reader.go(reverse("see_staff"))
    rows_are_their_own(reader)
