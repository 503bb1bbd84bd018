"""Statistics of the office: what is counted where, and a page that shows no number that could tell of single people."""

from datetime import date, timedelta

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse

from casework.disclosure.rules.years import years_shown
from enrolment.applications.services import applications, refusals
from enrolment.statistics.queries import groups_of
from enrolment.statistics.rules.tables import Group
from tests.accounts import at
from tests.builders import (
    JIMEI,
    NOT_PROVEN,
    PROVINCE,
    SIMING,
    answered,
    data,
    enrolled,
    identity,
    op,
    submitted,
    to_bring,
)

pytestmark = pytest.mark.django_db
LANGUAGES = ["zh-hans", "zh-hant", "en"]


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


def counted(groups, **wanted) -> int:
    return sum(one.number for one in groups if all(getattr(one, name) == value for name, value in wanted.items()))


def test_each_application_is_counted_by_what_became_of_it(staff, clerk):
    reviewer, supervisor = staff("reviewer"), staff("supervisor")
    submitted(clerk, data(identity(2)))
    enrolled(clerk, reviewer, data(identity(4)))
    left = submitted(clerk, data(identity(6)))
    applications.withdraw(
        left.pk, "client_wish", originals_returned=True, by=clerk, on=clerk.on, seen=left.version, op=op()
    )
    applications.open_application(by=clerk, language="zh-hant")
    groups = groups_of(supervisor, 2026)
    assert sorted((one.states, one.time, one.days, one.returns) for one in groups) == [
        ("answered", "in_time", "to_5", "first"),
        ("open", "", "", ""),
        ("withdrawn", "", "", ""),
    ]
    assert {(one.month, one.path) for one in groups} == {("2026-06", "non_working")}
    assert counted(groups) == 3 and groups_of(supervisor, 2025) == []


def test_an_answer_after_the_legal_day_is_late_and_a_case_that_went_back_is_not_right_the_first_time(staff, clerk):
    reviewer, case = staff("reviewer"), submitted(clerk, data(identity(2)))
    back = applications.return_for_papers(
        case.pk, to_bring("identity_document"), by=reviewer, on=reviewer.on, seen=case.version, op=op()
    )
    again = applications.submit_application(
        back.pk, answered(back, data(identity(2))), by=clerk, on=clerk.on, seen=back.version, op=op()
    )
    late = again.due_on + timedelta(days=1)
    refusals.refuse(again.pk, NOT_PROVEN, by=reviewer, on=late, seen=again.version, op=op())
    (group,) = groups_of(staff("supervisor"), 2026)
    assert (group.states, group.time, group.returns) == ("answered", "late", "once")


def test_the_area_is_that_of_the_office(staff, clerk):
    submitted(clerk, data(identity(2)))
    for office, number in ((SIMING, 1), (JIMEI, 0)):
        assert counted(groups_of(staff("supervisor", office), 2026)) == number
    assert groups_of(clerk, 2026) == []
    above = groups_of(staff("auditor", PROVINCE), 2026)
    assert counted(above) == 1 and isinstance(above[0], Group)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_many_and_hides_few(staff, clerk, language):
    for sequence in range(2, 16, 2):
        submitted(clerk, data(identity(sequence)))
    case = submitted(clerk, data(identity(20)))
    applications.withdraw(
        case.pk, "client_wish", originals_returned=True, by=clerk, on=clerk.on, seen=case.version, op=op()
    )
    client = at(staff("supervisor"))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    with time_machine.travel("2026-06-10T09:00:00+08:00"):
        page = client.get(reverse("see_statistics"), {"year": "2026", "by": "path"}).content.decode()
    # The sheet of keys below the page has figures of its own.
    cells = page.partition("<tbody>")[2].partition("</main>")[0]
    assert ">8<" in cells and ">7<" not in cells and ">1<" not in cells
    assert "陳" not in page and {"zh-hans": "统计", "zh-hant": "統計", "en": "Statistics"}[language] in page


@pytest.mark.parametrize("typed", [{"year": "1"}, {"year": "二"}, {"by": "kind"}, {"by": ""}, {"year": "9" * 400}])
def test_what_is_no_choice_is_the_newest_year_by_month(staff, typed):
    answer = at(staff("supervisor")).get(reverse("see_statistics"), typed)
    assert answer.status_code == 200 and answer.context["by"] == "month"
    assert answer.context["year"] == answer.context["years"][0]


def test_five_years_can_be_asked_for():
    assert years_shown(date(2026, 6, 10)) == [2026, 2025, 2024, 2023, 2022]


def test_a_clerk_is_not_shown_them(clerk):
    assert at(clerk).get(reverse("see_statistics")).status_code == 403


def test_queries_do_not_grow(staff, clerk, django_assert_num_queries):
    supervisor = staff("supervisor")
    # Asked once an officer.
    assert supervisor.area
    for sequence in (2, 4):
        submitted(clerk, data(identity(sequence)))
        with django_assert_num_queries(1):
            groups_of(supervisor, 2026)
