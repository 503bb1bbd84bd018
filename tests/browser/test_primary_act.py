"""The one act a page is for stands bottom right, in sight on the common screen; on a low window it covers nothing."""

from datetime import date

import pytest
from django.urls import reverse

from casework.models import CaseFile
from enrolment.activation.services import open_activation
from enrolment.models import EnrolmentApplication, Person
from tests.builders import data, employer, enrolled, hired, identity, residence_permit, submitted

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
COMMON = {"width": 1366, "height": 768}
# The common screen at 400 %.
ENLARGED = {"width": 342, "height": 192}
PLACE = """() => { const b = document.querySelector('[data-key="F10"], [data-also="F10"]').getBoundingClientRect();
    return [b.left, b.top, b.right, b.bottom]; }"""
UNDER_THE_BAR = """() => { const e = document.activeElement, b = e.getBoundingClientRect();
    const within = (middle, end) => Math.min(Math.max(middle, 1), end - 1);
    const top = document.elementFromPoint(within(b.x + b.width / 2, innerWidth), within(b.y + b.height / 2, innerHeight));
    const bar = document.querySelector('.sheet-actions');
    return bar.contains(top) && !bar.contains(e); }"""


@pytest.fixture
def office(people):
    """A case of each kind under way."""
    clerk, reviewer = people("counter_clerk"), people("reviewer")
    waiting = submitted(clerk, data(identity(6)))
    done = enrolled(clerk, reviewer, data(identity(2)))
    activation = open_activation(Person.objects.get(pk=done.subject), by=clerk, on=clerk.on)
    at = employer(clerk)
    hire = hired(clerk, at, sequence=20, work_began_on=date(2026, 4, 20))
    return {"waiting": waiting, "done": done, "activation": activation, "employer": at, "hire": hire}


def stands_bottom_right(desk) -> None:
    left, top, right, bottom = desk.page.evaluate(PLACE)
    assert desk.page.evaluate("scrollY") == 0
    assert left >= 0 and top >= 0 and right <= COMMON["width"] and bottom <= COMMON["height"], desk.page.url
    assert right > COMMON["width"] / 2 and top > COMMON["height"] - 120, (desk.page.url, top)


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_the_act_of_a_page_stands_bottom_right(desk, office, language):
    def key(name):
        return [office[name].pk]

    shown = {
        "counter_clerk": [
            reverse("see_case", args=key("waiting")),
            reverse("see_case", args=key("done")),
            reverse("see_case", args=key("activation")),
            reverse("check_identity", args=key("activation")),
            reverse("see_hire", args=key("hire")),
            reverse("see_employer", args=key("employer")),
            reverse("application_submitted", args=key("waiting")),
        ],
        "reviewer": [
            reverse("see_case", args=key("waiting")),
            reverse("verify_documents", args=key("waiting")),
            reverse("return_for_papers", args=key("waiting")),
        ],
    }
    for role, addresses in shown.items():
        officer = desk(role, language=language)
        for address in addresses:
            officer.go(address)
            stands_bottom_right(officer)


def test_intake_and_its_check_have_their_act_there(desk):
    clerk = desk("counter_clerk")
    clerk.press("form[action$='/applications/open/'] button")
    stands_bottom_right(clerk)
    page = clerk.page
    page.check("input[name=kind][value=taiwan_residence_permit]")
    page.fill("#id_number", residence_permit(date(1990, 1, 1), 4))
    page.fill("#id_name", "陳小明")
    page.check("input[name=path][value=non_working]")
    clerk.key("F10")
    stands_bottom_right(clerk)
    clerk.press("button[value=submit_seen]")
    assert CaseFile.objects.get().state == "submitted"


def test_a_closed_act_says_why_and_takes_the_focus(desk, office, people):
    case = office["waiting"]
    EnrolmentApplication.objects.filter(case=case).update(doubt="open")
    reviewer = desk("reviewer", language="en")
    reviewer.go(reverse("see_case", args=[case.pk]))
    assert "a supervisor has to judge who this is" in reviewer.page.inner_text(".bar-says")
    reviewer.page.locator(".more-acts > summary").click()
    panel = reviewer.page.locator(".menu-up").bounding_box()
    assert panel["y"] >= 0 and panel["y"] + panel["height"] <= COMMON["height"]
    assert reviewer.page.locator(".menu-up a[href$='/withdraw/']").is_visible()


@pytest.mark.parametrize("name", ["waiting", "activation"])
def test_nothing_with_the_focus_lies_under_the_bar_at_400_per_cent(desk, office, name):
    clerk = desk("counter_clerk", language="en")
    clerk.page.set_viewport_size(ENLARGED)
    clerk.go(reverse("see_case", args=[office[name].pk]))
    assert clerk.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert clerk.page.locator(".site-header").bounding_box()["height"] <= 48
    stops, covered = 0, []
    for _stop in range(80):
        clerk.page.keyboard.press("Tab")
        if clerk.page.evaluate("document.activeElement === document.body"):
            break
        stops += 1
        if clerk.page.evaluate(UNDER_THE_BAR):
            covered.append(clerk.page.evaluate("document.activeElement.outerHTML.slice(0, 80)"))
    assert stops > 8 and covered == []


def test_a_case_and_a_person_print_facts_and_no_controls(desk, office):
    clerk = desk("counter_clerk", language="en")
    done = office["done"]
    addresses = (reverse("see_case", args=[done.pk]), reverse("see_person", args=[done.subject]))
    for address in (*addresses, reverse("see_hire", args=[office["hire"].pk])):
        clerk.go(address)
        assert clerk.page.locator("button:visible").count() > 0
        clerk.page.emulate_media(media="print")
        controls = (
            "button:visible, select:visible, input:visible, textarea:visible, nav:visible, .sheet-actions:visible"
        )
        assert clerk.page.locator(controls).count() == 0, address
        assert clerk.page.locator("#history ~ *, h2:has-text('History') ~ *").first.is_visible()
        clerk.page.emulate_media(media="screen")
