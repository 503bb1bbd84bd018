"""Designations on record: what the database refuses, what it answers, and as it was known."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from casework.engine.refusals import Blocked
from institutions.designation.queries.designation import (
    designation_by_code,
    designation_on,
    designations_on,
    goes_on_as,
)
from institutions.designation.services import agreements
from institutions.models import AgreementPeriod, DesignationEnd, DesignationSuspension
from tests.institutions.builders import institution, signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(staff):
    return staff("institution_manager"), staff("supervisor")


def state(at, day, *args, **more):
    found = designation_on(at, date.fromisoformat(day), *args, **more)
    return found.state, found.reason


def test_a_life_is_answered_day_by_day(two):
    at = institution()
    first = signed(at, *two)
    signed(at, *two, number="A2", starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31), renews=first)
    agreements.suspend(
        at,
        by=two[0].user,
        case=None,
        kind="ordered",
        starts_on=date(2026, 3, 1),
        ends_on=date(2026, 8, 31),
        departments=["03"],
    )
    assert state(at, "2025-12-31") == ("not_yet", "begins_later")
    assert state(at, "2026-03-01", "inpatient", "03.01") == ("suspended", "ordered")
    assert state(at, "2026-03-01", "inpatient", "04") == ("designated", "in_force")
    assert state(at, "2026-03-01", "major_disease") == ("never", "not_agreed")
    before = timezone.now()
    agreements.supplement(first, date(2026, 10, 1), ["outpatient"], [], by=two[0].user, case=None)
    assert state(at, "2026-10-01", "inpatient") == ("expired", "no_longer_agreed")
    assert state(at, "2026-10-01", "inpatient", known_at=before) == ("designated", "in_force")
    agreements.end(first, date(2026, 11, 1), "fraud", by=two[0].user, case=None)
    assert state(at, "2026-11-01") == ("terminated", "terminated")
    assert state(at, "2026-11-01", known_at=before) == ("designated", "in_force")
    assert state(at, "2027-01-01") == ("designated", "in_force")


def test_no_day_has_two_designations(two):
    at = institution()
    first = signed(at, *two)
    with pytest.raises(Blocked) as blocked:
        signed(at, *two, number="A2", starts_on=date(2026, 12, 31), ends_on=date(2027, 12, 30))
    assert {reason.code for reason in blocked.value.reasons} == {"overlaps"}
    with pytest.raises(Blocked, match="number_taken"):
        signed(at, *two, starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 30))
    # Another area is another agreement; what was ended leaves room.
    signed(at, *two, number="FZ", area="3501")
    agreements.end(first, date(2026, 6, 1), "agreed", by=two[0].user, case=None)
    signed(at, *two, number="A3", starts_on=date(2026, 6, 1), ends_on=date(2027, 5, 31))
    assert state(at, "2026-06-01") == ("designated", "in_force")


def test_ending_reaches_agreements_of_other_areas_and_those_that_begin_later(two):
    at = institution()
    signed(at, *two)
    signed(at, *two, number="FZ", area="3501")
    signed(at, *two, number="A2", starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31))
    agreements.end_everywhere(at, date(2026, 6, 1), "fraud", by=two[0].user, case=None)
    assert state(at, "2026-06-01", area="3501") == ("terminated", "terminated")
    assert state(at, "2027-01-01") == ("terminated", "terminated")
    assert DesignationEnd.objects.known().count() == 2
    assert AgreementPeriod.objects.known().count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "ordered", "starts_on": date(2026, 1, 1), "ends_on": date(2026, 8, 1)},
        {"kind": "ordered", "starts_on": date(2026, 1, 1), "departments": ["03"]},
        {"kind": "voluntary", "starts_on": date(2026, 1, 2), "ends_on": date(2026, 1, 1)},
        {"kind": "voluntary", "starts_on": date(2026, 1, 2), "resumed_on": date(2026, 1, 2)},
    ],
)
def test_a_suspension_that_cannot_be_is_refused_by_the_database(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        DesignationSuspension.objects.create(institution=institution(), **wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "X35020300001"},
        {"kind": "retail_pharmacy", "code": "H35020300001"},
        {"name_en": ""},
        {"taiwan_funded": True},
        {"taiwan_funded": True, "taiwan_form": "wholly_owned", "taiwan_share": 60},
        {"taiwan_form": "joint_venture"},
        {"opened_on": date(2020, 1, 2)},
    ],
)
def test_an_institution_that_cannot_be_is_refused_by_the_database(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        institution(**wrong)


def test_what_was_signed_or_recorded_is_never_changed(two):
    at = institution()
    first = signed(at, *two)
    for rows, changed in (
        (type(first).objects.filter(pk=first.pk), {"number": "B"}),
        (AgreementPeriod.objects.all(), {"ends_on": date(2027, 1, 1)}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**changed)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()


def test_many_are_answered_in_as_many_queries_as_one(two, django_assert_num_queries):
    made = [institution(sequence=n) for n in range(1, 6)]
    for at in made:
        signed(at, *two)
    with django_assert_num_queries(1):
        found = designations_on(made, date(2026, 6, 1))
    assert {answer.state for answer in found.values()} == {"designated"} and len(found) == 5
    with django_assert_num_queries(1):
        designation_on(made[0], date(2026, 6, 1), "inpatient", "03")


def test_a_code_that_is_none_or_nobodys_is_an_answer(two, capsys):
    assert designation_by_code("H1", date(2026, 1, 1)).reason == "malformed"
    assert designation_by_code("H35020399999", date(2026, 1, 1)).reason == "not_on_record"
    signed(institution(), *two)
    call_command("designation", "--code", "h350203 00001", "--on", "2026-06-01", "--service", "inpatient", "--json")
    assert '"state":"designated"' in capsys.readouterr().out
    with pytest.raises(SystemExit):
        call_command("designation", "--code", "H35020300001", "--on", "2026-06-31", "--json")
    assert '"path":"on"' in capsys.readouterr().out


def test_whoever_goes_on_is_found_along_the_chain(two):
    first, second, third = (institution(sequence=n) for n in (1, 2, 3))
    agreements.succeed(first, second, date(2026, 3, 1), by=two[0].user, case=None)
    agreements.succeed(second, third, date(2026, 9, 1), by=two[0].user, case=None)
    assert goes_on_as(first, date(2026, 2, 28)) == first
    assert goes_on_as(first, date(2026, 8, 31)) == second
    assert goes_on_as(first, date(2026, 9, 1)) == third
