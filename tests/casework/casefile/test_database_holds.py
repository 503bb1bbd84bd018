"""What must never be false is refused by the database, whoever writes."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from casework.models import CaseFile, Event, Office
from enrolment.models import Enrolment, EnrolmentApplication
from tests.builders import enrolled, submitted

pytestmark = pytest.mark.django_db


def run(sql: str, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_history_is_append_only(staff):
    submitted(staff("counter_clerk"))
    event = Event.objects.first()
    for statement in ("UPDATE casework_event SET verb = 'x' WHERE id = %s", "DELETE FROM casework_event WHERE id = %s"):
        with pytest.raises(DatabaseError):
            run(statement, event.pk)


def test_a_state_does_not_move_without_its_facts(staff):
    case = submitted(staff("counter_clerk"))
    # verified needs a date and the originals; the cascade brings the state to the kind's row, where the check stands.
    with pytest.raises(IntegrityError):
        run("UPDATE casework_casefile SET state = 'verified' WHERE id = %s", case.pk)
    with pytest.raises(DatabaseError):
        run("UPDATE casework_casefile SET state = 'enrolled' WHERE id = %s", case.pk)
    assert EnrolmentApplication.objects.get(case=case).state == "submitted"


def test_a_kind_row_cannot_disagree_with_its_case(staff):
    case = submitted(staff("counter_clerk"))
    with pytest.raises((IntegrityError, DatabaseError)):
        run("UPDATE enrolment_enrolmentapplication SET state = 'returned' WHERE case_id = %s", case.pk)
        run("SET CONSTRAINTS ALL IMMEDIATE")


def test_cases_are_never_deleted(staff):
    case = submitted(staff("counter_clerk"))
    with pytest.raises(DatabaseError):
        run("DELETE FROM casework_casefile WHERE id = %s", case.pk)
    assert CaseFile.objects.filter(pk=case.pk).exists()


def test_two_enrolments_at_once_are_refused(staff):
    enrolled(staff("counter_clerk"), staff("reviewer"))
    first = Enrolment.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.create(person=first.person, scheme="uebmi", office=first.office, starts_on=first.starts_on)


def test_one_officer_holds_one_duty(staff):
    case = submitted(staff("counter_clerk"))
    duty = case.duties.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        case.duties.create(officer=duty.officer, duty="checker")


def test_names_are_filled_in_all_languages():
    office = Office.objects.first()
    with pytest.raises(IntegrityError):
        run("UPDATE casework_office SET name_en = '' WHERE id = %s", office.pk)


def test_the_run_time_role_may_not_rewrite_history():
    """The role that serves pages has no right to change or delete events, whatever triggers say."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = 'minbao_app'")
        if cursor.fetchone() is None:
            pytest.fail("the test database has no run-time role")
        cursor.execute(
            "SELECT has_table_privilege('minbao_app', 'casework_event', 'UPDATE'),"
            " has_table_privilege('minbao_app', 'casework_event', 'DELETE'),"
            " has_table_privilege('minbao_app', 'casework_event', 'INSERT')"
        )
        assert cursor.fetchone() == (False, False, True)
