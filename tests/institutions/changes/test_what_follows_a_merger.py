"""What follows to an institution that goes on for another: prices, posts of the staff, objections, a stay across the day."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.engine.refusals import Blocked
from institutions.catalogue.queries.pricing import prices_on
from institutions.catalogue.services.editions import publish_edition
from institutions.changes.services import changes
from institutions.changes.services.changes import ChangeData
from institutions.designation.queries.designation import designation_on
from institutions.models import Edition, ItemPrice, StaffPoints, StaffPost
from institutions.staff_qualification.queries.standing import is_staff_qualified_on
from institutions.staff_qualification.services import points
from institutions.staff_qualification.services.points import ObjectionData
from tests.institutions.builders import institution, signed
from tests.institutions.catalogue.builders import A, B, C, csv_of, published, sent

pytestmark = pytest.mark.django_db
ON, BEFORE, LATER = date(2026, 6, 10), date(2026, 6, 9), date(2026, 7, 1)
PRICES = ["code", "price"]


def merged(people, before, after):
    asked = ChangeData(act="merge", received_on=ON, takes_effect_on=ON, basis="批复1号", successor=after)
    case = changes.ask_designation_change(before, asked, by=people.desk.manager, on=ON)
    changes.record_designation_change(case.pk, **people.desk.step(case, people.desk.second, ON))
    case.refresh_from_db()
    return case


@pytest.fixture
def two(people):
    """An institution with a list of prices and its successor with a price of its own, both designated."""
    desk, after = people.desk, institution(sequence=2)
    for number, at in enumerate((people.at, after)):
        signed(at, desk.manager, desk.second, number=f"M{number}")
    listed = csv_of((A, "某片", "乙", "0.1", ""), (B, "某丸", "甲", "", ""), (C, "某治疗", "甲", "", ""))
    published(listed, desk.manager, desk.second)
    first = csv_of((A, "12.5"), (B, "3"), (C, "40"), head=PRICES)
    published(first, desk.manager, desk.second, list_name="prices", institution=people.at)
    # One of them changes in July.
    published(
        csv_of((A, "13"), head=PRICES),
        desk.manager,
        desk.second,
        list_name="prices",
        institution=people.at,
        starts_on=LATER,
    )
    published(csv_of((B, "2.8"), head=PRICES), desk.manager, desk.second, list_name="prices", institution=after)
    return people.at, after


def test_prices_follow_as_versions_that_say_whose_they_were(people, two):
    before, after = two
    case = merged(people, before, after)

    def ceilings(day):
        return [one.price_ceiling for one in prices_on(after, [A, B, C], day)]

    assert ceilings(BEFORE) == [None, Decimal("2.8"), None]
    assert ceilings(ON) == [Decimal("12.5"), Decimal("2.8"), Decimal(40)]
    assert ceilings(LATER)[0] == Decimal(13)
    edition = Edition.objects.get(taken_over_from=before)
    assert (edition.institution, edition.rows_new, edition.starts_on) == (after, 3, ON)
    assert (edition.drafted_by, edition.published_by) == (people.desk.manager.user, people.desk.second.user)
    source = prices_on(after, [A], ON)[0].price_source
    assert source is not None and case.reference in source.source and before.name_zh_hans in source.title
    # The next list of the successor changes them as its own.
    published(
        csv_of((A, "11"), head=PRICES),
        people.desk.manager,
        people.desk.second,
        list_name="prices",
        institution=after,
        starts_on=ON,
    )
    assert ceilings(ON)[0] == Decimal(11) and ItemPrice.objects.known().filter(institution=before).count() == 4


def test_posts_go_on_and_points_are_objected_to_there(people, two):
    before, after = two
    people.given("forgery", "general", given_on=BEFORE, months=2)
    both = people.registered(before, number=2, name="另一人")
    kept = people.registered(after, number=2, name="另一人")
    merged(people, before, after)
    post = StaffPost.objects.get(institution=after, person=people.post.person)
    assert (post.starts_on, post.ends_on, post.followed) == (ON, None, people.post)
    assert post.promised_on == people.post.promised_on
    ended = StaffPost.objects.filter(institution=before).values_list("ends_on", flat=True)
    assert set(ended) == {BEFORE} and list(StaffPost.objects.filter(person=both.person, ends_on=None)) == [kept]
    assert is_staff_qualified_on(people.post.person, date(2026, 8, 9), place="350203").state == "qualified"
    assert is_staff_qualified_on(people.post.person, ON, place="350203").state == "suspended"
    # The same act by the same measure is given no points anew by the one that goes on.
    with pytest.raises(Blocked) as blocked:
        people.proposed("forgery", "general", given_on=BEFORE, post=post, months=2)
    assert "given_already" in {reason.code for reason in blocked.value.reasons}
    data = ObjectionData(contested=StaffPoints.objects.get(), received_on=ON, words="未参与")
    case = points.object_to_points(post, data, by=people.desk.manager, on=ON)
    points.record_staff_points(case.pk, **people.desk.step(case, people.desk.third, ON))
    assert is_staff_qualified_on(people.post.person, ON, place="350203").state == "qualified"


def test_a_stay_across_the_day_is_one_stay_while_the_other_is_designated(people, two):
    before, after = two
    merged(people, before, after)

    def stay(until):
        found = designation_on(before, BEFORE, "inpatient", stay_until=until)
        return found.state, found.review

    assert stay(BEFORE) == ("designated", False)
    assert stay(date(2026, 6, 12)) == ("designated", False)
    # The agreement of the one that goes on runs out within the stay: somebody looks at it.
    assert stay(date(2030, 1, 1)) == ("designated", True)
    with CaptureQueriesContext(connection) as asked:
        designation_on(before, BEFORE, "inpatient")
    assert len(asked) == 1


def test_after_the_day_nobody_is_registered_where_nobody_is_and_nothing_is_given_twice(people, two):
    before, after = two
    merged(people, before, after)
    with pytest.raises(Blocked) as blocked:
        people.registered(before, number=3, starts_on=ON)
    assert {(one.code, one.field) for one in blocked.value.reasons} == {("goes_on_elsewhere", "starts_on")}
    assert after.code in str(blocked.value.reasons[0].text)
    # Who was forgotten goes on as the others did.
    late = people.registered(before, number=4)
    assert late.ends_on == BEFORE
    assert StaffPost.objects.get(followed=late).starts_on == ON
    post = StaffPost.objects.get(institution=after, person=people.post.person)
    people.given("double_charging", "main", post=post)
    with pytest.raises(Blocked) as blocked:
        people.proposed("double_charging", "main", post=StaffPost.objects.get(pk=people.post.pk))
    assert {one.code for one in blocked.value.reasons} == {"given_already"}


def test_nobody_is_merged_into_one_that_another_goes_on_for(people, two):
    before, after = two
    third = institution(sequence=3)
    signed(third, people.desk.manager, people.desk.second, number="M3")
    asked = ChangeData(act="merge", received_on=ON, takes_effect_on=ON, basis="批复2号", successor=before)
    waits = changes.ask_designation_change(third, asked, by=people.desk.manager, on=ON)
    merged(people, before, after)
    for refused in (
        lambda: changes.record_designation_change(waits.pk, **people.desk.step(waits, people.desk.second, ON)),
        lambda: changes.ask_designation_change(after, asked, by=people.desk.manager, on=ON),
    ):
        with pytest.raises(Blocked) as blocked:
            refused()
        assert {one.code for one in blocked.value.reasons} == {"successor_gone"}
        assert after.code in str(blocked.value.reasons[0].text)


@pytest.mark.parametrize(("starts_on", "ends_on"), [(date(2025, 1, 1), date(2026, 6, 20)), (date(2026, 6, 15), None)])
def test_nobody_falls_between_a_post_there_and_the_one_that_goes_on(people, two, starts_on, ends_on):
    before, after = two
    both = people.registered(before, number=2, name="另一人")
    StaffPost.objects.create(
        person=both.person,
        institution=after,
        kind=both.kind,
        promised_on=date(2025, 1, 1),
        starts_on=starts_on,
        ends_on=ends_on,
    )
    merged(people, before, after)
    for day in (ON, date(2026, 6, 14), date(2026, 6, 21), LATER):
        assert is_staff_qualified_on(both.person, day, place="350203").state == "qualified", day


@pytest.mark.parametrize(("starts_on", "stays"), [(BEFORE, "checked"), (ON, "withdrawn"), (LATER, "withdrawn")])
def test_a_list_that_waits_is_sent_on_and_confirmed_by_a_second_person(people, two, starts_on, stays):
    before, after = two
    told = {"list_name": "prices", "institution": before}
    waiting = sent(csv_of((C, "44"), head=PRICES), people.desk.manager, starts_on=starts_on, **told)
    merged(people, before, after)
    waiting.refresh_from_db()
    assert waiting.state == stays
    edition = Edition.objects.get(institution=after, taken_over_from=before, state="checked")
    assert (edition.starts_on, edition.rows_changed, edition.whole) == (max(starts_on, ON), 1, False)
    assert edition.drafted_by == people.desk.manager.user and bytes(edition.sha256) == bytes(waiting.sha256)
    with pytest.raises(Blocked):
        publish_edition(edition.pk, by=people.desk.manager)
    publish_edition(edition.pk, by=people.desk.second)
    assert prices_on(after, [C], max(starts_on, ON))[0].price_ceiling == Decimal(44)
    if starts_on == LATER:
        assert prices_on(after, [C], ON)[0].price_ceiling == Decimal(40)
    with pytest.raises(Blocked) as blocked:
        sent(csv_of((C, "45"), head=PRICES), people.desk.manager, starts_on=LATER, **told)
    assert "gone_on" in {one.code for one in blocked.value.reasons}
