"""Points of the staff: given by two, of all institutions together, objected to in time, and what a day was answered before."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from casework.engine.refusals import Blocked
from casework.models import Event
from institutions.models import StaffCase, StaffPoints, StaffPost
from institutions.staff_qualification.queries.share import share_of
from institutions.staff_qualification.queries.standing import is_staff_qualified_on
from institutions.staff_qualification.rules.grades import fold_measure
from institutions.staff_qualification.rules.marks import SHARE_SUSPENDED, SHARE_WARNED
from institutions.staff_qualification.services import points, staff
from institutions.staff_qualification.services.papers import issue_staff_points_notice
from institutions.staff_qualification.services.points import ObjectionData
from tests.accounts import at
from tests.institutions.builders import institution, rendered, with_remedies
from tests.institutions.staff_desk import ON

pytestmark = pytest.mark.django_db
SHARES = {SHARE_WARNED: Decimal("0.2"), SHARE_SUSPENDED: Decimal("0.5")}


def codes(blocked):
    return {reason.code for reason in blocked.value.reasons}


def state(people, on=ON, **more):
    return is_staff_qualified_on(people.post.person, on, place="350203", **more).state


def objected(people, received_on=ON, on=ON):
    data = ObjectionData(contested=StaffPoints.objects.known().get(), received_on=received_on, words="未参与该项收费")
    return points.object_to_points(people.post, data, by=people.desk.manager, on=on)


def test_points_count_once_a_second_person_confirmed_them(people):
    # Ten points suspend: the decision has to say for how long.
    with pytest.raises(Blocked) as blocked:
        people.proposed("forgery", "general")
    assert codes(blocked) == {"months_missing"}
    case = people.proposed("forgery", "general", months=3)
    assert state(people) == "qualified" and not StaffPoints.objects.exists()
    with pytest.raises(Blocked) as blocked:
        points.record_staff_points(case.pk, **people.desk.step(case, on=ON))
    assert codes(blocked) == {"own_proposal"}
    points.record_staff_points(case.pk, **people.desk.step(case, people.desk.second, ON))
    assert (state(people), state(people, date(2026, 9, 9)), state(people, date(2026, 9, 10))) == (
        "suspended",
        "suspended",
        "qualified",
    )
    emergency = is_staff_qualified_on(people.post.person, ON, place="350203", emergency=True)
    assert (emergency.state, emergency.settled, emergency.points) == ("suspended", True, 10)
    assert Event.objects.filter(verb="record_staff_points").count() == 1
    assert StaffPoints.objects.get().recorded_by == people.desk.second.user


def test_points_of_two_institutions_come_together(people):
    people.given("resale_help", "general", given_on=date(2026, 2, 1))
    elsewhere = people.registered(institution(sequence=2))
    assert elsewhere.person == people.post.person
    with pytest.raises(Blocked) as blocked:
        people.proposed("split_stay", "important", post=elsewhere)
    assert codes(blocked) == {"months_missing"}
    people.given("substitution", "important", post=elsewhere)
    assert (state(people), state(people, date(2027, 6, 9)), state(people, date(2027, 6, 10))) == (
        "ended",
        "ended",
        "qualified",
    )


def test_an_objection_upheld_takes_everything_back_and_what_was_known_stays(people):
    people.given("forgery", "main")
    before = timezone.now()
    assert state(people) == "ended"
    case = objected(people)
    assert state(people) == "ended"
    with pytest.raises(Blocked) as blocked:
        objected(people)
    assert codes(blocked) == {"asked_already"}
    # Neither who entered the points nor who confirmed them.
    for by, code in ((people.desk.manager, "own_proposal"), (people.desk.second, "own_points")):
        with pytest.raises(Blocked) as blocked:
            points.record_staff_points(case.pk, **people.desk.step(case, by, ON))
        assert code in codes(blocked)
        with pytest.raises(Blocked) as blocked:
            points.decline_staff_points(case.pk, "不成立", **people.desk.step(case, by, ON))
        assert code in codes(blocked)
    with pytest.raises(IntegrityError), transaction.atomic():
        StaffCase.objects.filter(case=case).update(decided_by=people.desk.second.user, decided_on=ON, state="recorded")
    points.record_staff_points(case.pk, **people.desk.step(case, people.desk.third, ON))
    assert (state(people), state(people, known_at=before)) == ("qualified", "ended")
    assert StaffPoints.objects.get().superseded_reason == "objection_upheld"


def test_an_objection_comes_in_ten_working_days_and_is_dismissed_with_a_reason(people):
    people.given("forgery", "main")
    with pytest.raises(Blocked) as blocked:
        objected(people, received_on=date(2026, 6, 26), on=date(2026, 6, 26))
    assert codes(blocked) == {"too_late"}
    case = objected(people, received_on=date(2026, 6, 25), on=date(2026, 6, 26))
    step = people.desk.step(case, people.desk.third, date(2026, 6, 26))
    with pytest.raises(Blocked):
        points.decline_staff_points(case.pk, " ", **step)
    points.decline_staff_points(case.pk, "证据确凿", **step)
    assert state(people) == "ended"


def test_what_another_institution_s_office_gave_is_not_taken_back_here(people):
    people.given("forgery", "main")
    elsewhere = people.registered(institution(sequence=2))
    with pytest.raises(Blocked) as blocked:
        points.object_to_points(
            elsewhere,
            ObjectionData(contested=StaffPoints.objects.get(), received_on=ON, words="不是我"),
            by=people.desk.manager,
            on=ON,
        )
    assert codes(blocked) == {"given_elsewhere"}
    another = people.registered(people.at, number=2, name="另一人")
    with pytest.raises(Blocked) as blocked:
        points.object_to_points(
            another,
            ObjectionData(contested=StaffPoints.objects.get(), received_on=ON, words="不是我"),
            by=people.desk.manager,
            on=ON,
        )
    assert codes(blocked) == {"given_elsewhere"}


def test_one_act_by_one_measure_is_given_points_once_even_by_colleagues(people):
    people.given("split_stay", "general")
    with pytest.raises(Blocked) as blocked:
        people.proposed("split_stay", "general")
    assert codes(blocked) == {"given_already"}
    # However the measure is written; another one is another one.
    with pytest.raises(Blocked) as blocked:
        people.proposed("split_stay", "general", basis="處罰 １ 号")
    assert codes(blocked) == {"given_already"}
    assert (
        fold_measure("处罚〔2026〕1-11号") == fold_measure("處罰 [2026] １-11號") != fold_measure("处罚〔2026〕11-1号")
    )
    # Points that were taken back may be given again.
    case = objected(people)
    points.record_staff_points(case.pk, **people.desk.step(case, people.desk.third, ON))
    assert people.proposed("split_stay", "general").state == "requested"


def test_the_same_points_stand_once_whatever_a_service_forgets(people):
    first = people.given("split_stay", "general")
    row = StaffPoints.objects.get(case=first)
    other = people.proposed("double_charging")
    row.pk, row.case, row._state.adding = None, other, True
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_a_name_written_wrongly_is_corrected_by_two_and_found_in_either_script(people):
    def ask(name):
        return points.ask_name_correction(people.post, name, "登记有误", by=people.desk.manager, on=ON)

    with pytest.raises(Blocked) as blocked:
        ask("某医师")
    assert codes(blocked) == {"name_as_it_stands"}
    case = ask("陳小華")
    with pytest.raises(Blocked) as blocked:
        points.record_staff_points(case.pk, **people.desk.step(case, people.desk.manager, ON))
    assert codes(blocked) == {"own_proposal"}
    client = at(people.desk.second)
    assert "陳小華" in client.get(reverse("record_staff_points", args=[case.pk])).content.decode()
    points.record_staff_points(case.pk, **people.desk.step(case, people.desk.second, ON))
    people.post.person.refresh_from_db()
    assert (people.post.person.name, people.post.person.name_key) == ("陳小華", "陈小华")
    page = client.get(reverse("see_staff_person", args=[people.at.pk, people.post.pk])).content.decode()
    assert "陳小華" in page and "某医师" in page
    address = reverse("see_institution_staff", args=[people.at.pk])
    for typed, found in (("陈小", 1), ("小華", 1), ("d3502", 1), ("王", 0), ("\u200b", 0), ("%", 0), ("\x00", 0)):
        assert len(client.post(address, {"search": typed}).context["rows"]) == found
    # Registered elsewhere in the other script she is the same person.
    assert people.registered(institution(sequence=3), name="陈小华").person == people.post.person


def test_the_second_person_is_told_what_points_of_an_earlier_day_do_to_later_ones(people):
    """Eight points stand in May; four of March make them twelve, so that May ends the qualification and March does nothing."""
    people.given("resale_help", "important", given_on=date(2026, 5, 1))
    case = people.proposed("double_charging", "general", given_on=date(2026, 3, 1))
    page = at(people.desk.second).get(reverse("record_staff_points", args=[case.pk]))
    told = [(one.state, one.first, one.last) for _label, one in page.context["brings"]]
    assert told == [("ended", date(2026, 5, 1), date(2027, 4, 30))] and "2027-04-30" in page.content.decode()


def test_a_name_typed_with_a_space_is_the_same_person(people):
    found = people.registered(institution(sequence=2), name="某 医师")
    assert found.person == people.post.person and found.person.name == "某医师"


def test_the_share_names_the_source_of_the_mark_that_is_reached(people, monkeypatch):
    values = {rule: SimpleNamespace(value=at, source=rule, status="reported") for rule, at in SHARES.items()}
    monkeypatch.setattr(
        "institutions.staff_qualification.queries.share.rule_by_id",
        lambda rule: SimpleNamespace(value_for=lambda **_asked: values[rule]),
    )
    assert share_of(people.at, ON).source == SHARE_WARNED
    people.given("forgery", "main")
    assert (share_of(people.at, ON).reaches, share_of(people.at, ON).source) == ("suspended", SHARE_SUSPENDED)


def test_a_code_is_one_person_s_and_a_post_is_one_at_a_time(people):
    with pytest.raises(Blocked) as blocked:
        people.registered(people.at, name="另一人")
    assert codes(blocked) == {"other_name"}
    with pytest.raises(Blocked) as blocked:
        people.registered(people.at)
    assert codes(blocked) == {"posted"}
    with pytest.raises(Blocked) as blocked:
        staff.end_staff_post(people.post, date(2024, 12, 31), by=people.desk.manager)
    assert codes(blocked) == {"before_it_began"}
    staff.end_staff_post(people.post, date(2026, 6, 9), by=people.desk.manager)
    assert (state(people, date(2026, 6, 9)), state(people)) == ("qualified", "not_registered")
    with pytest.raises(Blocked) as blocked:
        staff.end_staff_post(people.post, ON, by=people.desk.manager)
    assert codes(blocked) == {"ended"}
    people.registered(people.at, starts_on=date(2026, 6, 10))
    assert state(people) == "qualified"


def test_the_share_of_an_institution_s_persons_reaches_its_marks(people):
    for number in range(2, 6):
        people.registered(people.at, number=number)
    assert (share_of(people.at, ON).stopped, share_of(people.at, ON).reaches) == (0, "")
    people.given("forgery", "main")
    found = share_of(people.at, ON)
    assert (found.persons, found.stopped, found.reaches, found.status) == (5, 1, "warned", "reported")
    for post in StaffPost.objects.exclude(pk=people.post.pk)[:2]:
        people.given("forgery", "main", post=post)
    assert share_of(people.at, ON).reaches == "suspended"
    # A year later the end goes on, so it counts again.
    assert share_of(people.at, date(2027, 6, 10)).stopped == 3


@pytest.mark.parametrize("changed", [{"points": 0}, {"points": 13}, {"months": 13}])
def test_the_database_holds_what_points_may_be(people, changed):
    case = people.proposed()
    facts = {"points": 3, "months": None} | changed
    with pytest.raises(IntegrityError), transaction.atomic():
        StaffPoints.objects.create(
            person=people.post.person,
            institution=people.at,
            given_on=ON,
            conduct="forgery",
            grade="main",
            told_on=ON,
            case=case,
            **facts,
        )


def test_the_notice_says_what_the_points_do_and_until_when_they_are_objected_to(people):
    with_remedies()
    case = people.given("forgery", "general", months=3)
    before = issue_staff_points_notice(case, by=people.desk.manager, on=ON)
    facts = before.facts
    assert (facts["person"], facts["points"], facts["total"], facts["object_by"]) == ("某医师", 10, 10, "2026-06-25")
    assert [(one["first"], one["last"]) for one in facts["brings"]] == [("2026-06-10", "2026-09-09")]
    assert facts["texts"]["remedies"] and before.check_code
    # What was decided later changes nothing of it.
    people.given("resale_help", "general", given_on=date(2026, 5, 1))
    assert issue_staff_points_notice(case, by=people.desk.manager, on=ON).pk == before.pk
    assert "某医师" in rendered(before, "zh-hans", "en")
    objection = points.object_to_points(
        people.post,
        ObjectionData(contested=StaffPoints.objects.get(case=case), received_on=ON, words="未参与"),
        by=people.desk.manager,
        on=ON,
    )
    with pytest.raises(Blocked):
        issue_staff_points_notice(objection, by=people.desk.manager, on=ON)
    points.decline_staff_points(objection.pk, "证据确凿", **people.desk.step(objection, people.desk.third, ON))
    decided = issue_staff_points_notice(objection, by=people.desk.manager, on=ON)
    assert (decided.facts["upheld"], decided.facts["reason"]) == (False, "证据确凿")
    assert "证据确凿" in rendered(decided, "zh-hans", "zh-hant")
