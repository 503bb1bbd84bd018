"""The demonstration: an older one gets what is new, a finished one stays as it is, the greeting names what exists."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from casework.engine.table import all_workflows
from casework.models import Appointment, CaseFile, User
from enrolment.models import Employer, FamilyBinding, Hire, RegisterReport
from portal.demo import employers, endings, people, staff
from portal.demo.pieces import bring_in


def seed(capsys) -> str:
    call_command("seed_demo")
    return capsys.readouterr().out


@pytest.fixture
def counted(db):
    return lambda: (User.objects.count(), CaseFile.objects.count(), Employer.objects.count(), Hire.objects.count())


def test_an_older_demonstration_gets_what_is_new(counted, capsys, monkeypatch):
    with monkeypatch.context() as older:
        older.setattr(staff, "ACCOUNTS", tuple(row for row in staff.ACCOUNTS if row[0] not in ("admin2", "fujian2")))
        older.setattr(employers, "pieces", lambda today: [])
        older.setattr(endings, "pieces", lambda today: [])
        seed(capsys)
    accounts, cases, firms, hires = counted()
    assert (accounts, hires) == (len(staff.ACCOUNTS) - 2, 0)
    assert "pieces added" in seed(capsys)
    after = counted()
    # Of employers that end: two cases, and the one that takes over; of one a change.
    assert after == (len(staff.ACCOUNTS), cases + 13 + 2 + 1, firms + len(employers.COMPANIES) + 1, 13)
    assert set(RegisterReport.objects.values_list("kind", flat=True)) == {"birth", "death"}
    assert FamilyBinding.objects.get().relation == "spouse"
    assert "there already" in seed(capsys)
    assert counted() == after
    # Whoever adds a kind of case shows one.
    assert {flow.kind for flow in all_workflows()} == set(CaseFile.objects.values_list("kind", flat=True))


def test_what_was_closed_since_does_not_stop_the_rest(counted, capsys, monkeypatch):
    with monkeypatch.context() as older:
        older.setattr(people, "pieces", lambda today: [])
        older.setattr(employers, "pieces", lambda today: [])
        seed(capsys)
    User.objects.filter(username="wu").update(is_active=False)
    said = seed(capsys)
    assert "left out, as the demonstration was changed: person 3 (DoesNotExist)" in said
    assert Hire.objects.count() == 13


def test_the_greeting_names_the_log_ins_that_open(db, today):
    assert staff.login_lines() == []
    bring_in(staff.pieces(today), print)
    assert len(staff.login_lines()) == len(staff.ACCOUNTS) + 1
    User.objects.filter(username="wu").update(is_active=False)
    Appointment.objects.filter(user__username="xu").update(ends_on=today + timedelta(days=1))
    lines = "\n".join(staff.login_lines())
    assert "lin      counter_clerk    350203" in lines
    assert "wu " not in lines and "xu " not in lines
    assert staff.PASSWORD in lines
