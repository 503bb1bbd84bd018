"""The list of designated institutions as a paper: drawn for a day, fixed, the same whatever is signed later."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from casework.engine.refusals import Blocked
from casework.papers.services import paper_checks
from institutions.listings.services import listings
from institutions.listings.services.papers import issue_designated_institutions_list
from institutions.models import DesignatedListing, Particular
from tests.accounts import at
from tests.filled_forms import filled
from tests.institutions.builders import institution, rendered, signed

pytestmark = pytest.mark.django_db
ON, BEFORE = date(2026, 6, 10), date(2026, 6, 9)


@pytest.fixture
def two(desk):
    """Two institutions designated in the county, one elsewhere."""
    made = [institution(sequence=number) for number in (1, 2)]
    for number, one in enumerate((*made, institution("350211", 3))):
        signed(one, desk.manager, desk.second, number=f"L{number}")
    return made


def test_a_list_is_fixed_and_stays_as_it_was_known(desk, two):
    case = listings.draw_designated_list(ON, by=desk.manager, on=ON)
    with pytest.raises(Blocked):
        issue_designated_institutions_list(case, by=desk.manager, on=ON)
    with pytest.raises(Blocked) as blocked:
        listings.draw_designated_list(ON, by=desk.manager, on=ON)
    assert {reason.code for reason in blocked.value.reasons} == {"drawn_already"}
    listings.fix_designated_list(case.pk, **desk.step(case, on=ON))
    case.refresh_from_db()
    paper = issue_designated_institutions_list(case, by=desk.manager, on=ON)
    assert [one["code"] for one in paper.facts["listed"]] == [one.code for one in two] and paper.facts["number"] == 2
    assert paper_checks.verify_paper(paper.check_code, by=desk.manager).result == "genuine"
    for columns in (("zh-hans",), ("zh-hans", "zh-hant"), ("zh-hans", "en")):
        assert all(one.code in rendered(paper, *columns) for one in two)
    signed(institution(sequence=4), desk.manager, desk.second, number="L9")
    assert issue_designated_institutions_list(case, by=desk.manager, on=ON).pk == paper.pk
    with pytest.raises(Exception, match="pgtrigger"), transaction.atomic():
        DesignatedListing.objects.update(number_of_rows=3)


def test_a_list_of_an_earlier_day_says_the_names_of_that_day(desk, two):
    def renamed(day):
        for item in ("name_zh_hans", "name_en"):
            Particular.objects.create(
                institution=two[0], item=item, value=f"{item} {day}", starts_on=day, recorded_by=desk.manager.user
            )

    renamed(date(2020, 1, 1))
    renamed(ON)
    listed = {day: listings.plain(listings.listed_in(two[0].place, day), day)[0]["name"] for day in (BEFORE, ON)}
    assert listed[BEFORE]["zh-hans"] == "name_zh_hans 2020-01-01" and listed[ON]["en"] == "name_en 2026-06-10"
    assert listed[BEFORE]["zh-hant"] == two[0].name_zh_hant


def test_nobody_and_days_to_come_are_no_list(desk, monkeypatch):
    with pytest.raises(Blocked):
        listings.draw_designated_list(ON + timedelta(days=1), by=desk.manager, on=ON)
    case = listings.draw_designated_list(ON, by=desk.manager, on=ON)
    with pytest.raises(Blocked) as blocked:
        listings.fix_designated_list(case.pk, **desk.step(case, on=ON))
    assert {reason.code for reason in blocked.value.reasons} == {"nobody"}
    for number in (5, 6):
        signed(institution(sequence=number), desk.manager, desk.second, number=f"N{number}")
    monkeypatch.setattr(listings, "MOST", 1)
    with pytest.raises(Blocked) as blocked:
        listings.fix_designated_list(case.pk, **desk.step(case, on=ON))
    assert {reason.code for reason in blocked.value.reasons} == {"too_many"}
    listings.withdraw_designated_list(case.pk, **desk.step(case, on=ON))
    assert listings.draw_designated_list(ON, by=desk.manager, on=ON)


def test_on_its_pages(desk, two):
    client, address = at(desk.manager), reverse("draw_designated_list")
    assert address in client.get(reverse("see_institutions")).content.decode()
    page = client.post(address, filled(client.get(address)) | {"listed_on": "2026-06-10"}, follow=True)
    assert two[0].code in page.content.decode()
    case = DesignatedListing.objects.get().case
    step = reverse("fix_designated_list", args=[case.pk])
    assert client.post(step, filled(client.get(step)), follow=True).status_code == 200
    issued = client.post(reverse("issue_designated_institutions_list", args=[case.pk]))
    assert issued.status_code == 302 and case.papers.count() == 1
    assert at(desk.second).get(reverse("see_case", args=[case.pk])).status_code == 200
