"""Residence asked about every year: nowhere without an entry; with one as it says; an answer is kept, silence ends nothing."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from casework.engine.refusals import Blocked
from casework.rulebook.rules.rule_files import RuleFileError
from enrolment.coverage.queries.coverage import enrolment_on
from enrolment.models import ResidenceCheck
from enrolment.rechecks.queries import asked
from enrolment.rechecks.rules import rechecks as rules
from enrolment.rechecks.rules.rechecks import PATH, Recheck, due, rechecks, way_of
from enrolment.rechecks.services import asking
from tests.builders import enrolled

ON = date(2027, 3, 1)
WAY = Recheck(
    place="35",
    starts_on=date(2027, 1, 1),
    until=None,
    day="03-01",
    schemes=("urrbmi",),
    answered_by=("person", "community"),
    days=60,
    silence="task",
    source="x",
    status="assumed",
)
ENTRY = """format = "table"
checked = 2026-11-29
[[check]]
place = "3502"
from = 2027-01-01
day = "03-01"
schemes = ["urrbmi"]
answered_by = ["person"]
days = 60
silence = "task"
source = "x"
status = "stated"
"""


def test_nobody_is_asked_until_a_place_has_an_entry():
    assert rechecks(PATH) == () and due((), ON) == []


@pytest.mark.parametrize(
    ("on", "asked_on"),
    [
        (date(2026, 12, 31), None),
        (date(2027, 2, 28), None),
        (ON, ON),
        (date(2027, 12, 31), ON),
        (date(2028, 2, 1), None),
    ],
)
def test_from_the_day_of_each_year_on(on, asked_on):
    found = due((WAY,), on)
    assert [one.asked_on for one in found] == ([asked_on] if asked_on else [])
    assert all(one.answer_by == asked_on + timedelta(days=60) for one in found)


def test_the_nearest_place_has_its_own_way():
    own = Recheck(**vars(WAY) | {"place": "3502", "day": "05-01"})
    assert [(one.recheck.place, one.but) for one in due((WAY, own), date(2027, 5, 1))] == [
        ("35", ("3502",)),
        ("3502", ()),
    ]
    assert way_of((WAY, own), "350203", ON) is own and way_of((WAY, own), "350100", ON) is WAY
    assert way_of((WAY, own), "510115", ON) is None


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('day = "03-01"', 'day = "02-29"', "day"),
        ("days = 60", "days = 0", "days"),
        ('silence = "task"', 'silence = "end"', "silence"),
        ('answered_by = ["person"]', "answered_by = []", "answered_by"),
        ('schemes = ["urrbmi"]', 'schemes = ["all"]', "schemes"),
        ('source = "x"\n', "", "source"),
    ],
)
def test_an_entry_that_is_not_whole_is_refused_by_name(tmp_path, old, new, named):
    good, broken = tmp_path / "good.toml", tmp_path / "broken.toml"
    good.write_text(ENTRY, "utf-8")
    assert rechecks(good)[0].place == "3502"
    broken.write_text(ENTRY.replace(old, new), "utf-8")
    with pytest.raises(RuleFileError, match=named):
        rechecks(broken)


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture
def person(clerk, staff):
    return enrolled(clerk, staff("reviewer")).enrolment_application.person


@pytest.fixture
def on_here(monkeypatch):
    monkeypatch.setattr(asking, "rechecks", lambda: (WAY,))


@pytest.mark.django_db
def test_off_by_default_nobody_is_asked(person):
    assert asking.put_checks(ON) == 0 and not ResidenceCheck.objects.exists()


@pytest.mark.django_db
def test_once_a_year_and_silence_ends_nothing(person, on_here, staff):
    assert asking.put_checks(ON) == 1 and asking.put_checks(date(2027, 6, 1)) == 0
    assert asking.put_checks(date(2028, 3, 1)) == 1
    check = ResidenceCheck.objects.get(year=2027)
    assert (check.answer_by, check.silence) == (date(2027, 4, 30), "task")
    assert enrolment_on(person.pk, date(2028, 12, 31)) is not None


@pytest.mark.django_db
def test_the_dead_are_not_asked(person, on_here):
    type(person).objects.filter(pk=person.pk).update(died_on=date(2027, 1, 1))
    assert asking.put_checks(ON) == 0


def answer(check, by, **changes):
    what = {"answer": "moved", "answered_by": "person", "answered_on": date(2027, 3, 5)} | changes
    return asking.answer_check(check.pk, **what, by=by, on=date(2027, 3, 10))


@pytest.mark.django_db
def test_an_answer_is_kept_and_changes_nothing_else(person, on_here, clerk, staff, django_assert_num_queries):
    asking.put_checks(ON)
    check = ResidenceCheck.objects.get()
    assert list(clerk.area)
    with django_assert_num_queries(1):
        assert [line.who for line in asked(clerk, "")[0]] == ["陳○○"]
    for changes, field in (
        ({"answered_by": "representative"}, "answered_by"),
        ({"answered_on": date(2027, 3, 11)}, "answered_on"),
    ):
        with pytest.raises(Blocked) as blocked:
            answer(check, clerk, **changes)
        assert [reason.field for reason in blocked.value.reasons] == [field]
    with pytest.raises(PermissionDenied):
        answer(check, staff("supervisor"))
    with pytest.raises(ResidenceCheck.DoesNotExist):
        answer(check, staff("counter_clerk", "350211"))
    answer(check, clerk)
    assert asked(clerk, "")[0] == [] and enrolment_on(person.pk, date(2027, 12, 31)) is not None
    with pytest.raises(ResidenceCheck.DoesNotExist):
        answer(check, clerk)


def test_the_file_shows_how_an_entry_is_written():
    text = PATH.read_text("utf-8")
    assert all(f"# {key} = " in text for key in rules.KEYS - {"until"})
