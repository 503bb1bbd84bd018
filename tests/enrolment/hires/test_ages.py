"""Days that cannot be, where people type them: hires, intake, a further document, enrolment, an agent's number."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from casework.engine.refusals import Blocked
from casework.models import Event
from enrolment.activation.forms import AuthorityForm
from enrolment.applications.forms.intake import IntakeForm
from enrolment.applications.forms.steps import EnrolForm
from enrolment.hires.services.hire_corrections import Start, correct_start
from enrolment.hires.services.hires import report_hire
from enrolment.models import Hire
from enrolment.persons.forms import DocumentForm
from tests.builders import employer, hire_data, op, residence_permit, submitted

pytestmark = pytest.mark.django_db
STARTED = date(2026, 6, 1)
FIFTEEN, UNBORN, OLD = date(2011, 1, 1), date(2026, 6, 5), date(1900, 12, 31)


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


def born(day: date, **changes):
    return hire_data(number=residence_permit(day, 2), work_began_on=STARTED, **changes)


def codes(work) -> list[str]:
    with pytest.raises(Blocked) as blocked:
        work()
    return [reason.code for reason in blocked.value.reasons]


@pytest.mark.parametrize(
    ("day", "confirmed", "code"),
    [
        (FIFTEEN, False, "work_under_age"),
        (UNBORN, False, "work_before_birth"),
        (UNBORN, True, "work_before_birth"),
        (OLD, True, "born_too_long_ago"),
    ],
)
def test_a_hire_that_cannot_be_is_not_reported(clerk, day, confirmed, code):
    at, what = employer(clerk), born(day, under_age_confirmed=confirmed)
    assert codes(lambda: report_hire(at, what, by=clerk, on=clerk.on)) == [code]
    assert not Hire.objects.exists()


def test_an_exception_is_reported_by_hand_and_said_in_the_history(clerk):
    case = report_hire(employer(clerk), born(FIFTEEN, under_age_confirmed=True), by=clerk, on=clerk.on)
    assert Event.objects.get(verb="report_hire", case=case).facts == {"under_age_confirmed": "labour_law_15_2"}


def test_the_tick_is_shown_once_it_is_needed(clerk):
    at, client = employer(clerk), Client()
    client.force_login(clerk.user, backend="casework.authentication.AppointmentBackend")
    address = reverse("report_hire", args=[at.pk])
    tick = 'type="checkbox" name="under_age_confirmed"'
    assert tick not in client.get(address).content.decode()
    typed = {"op": str(op()), "kind": "taiwan_residence_permit", "name": "陳小明", "work_began_on": "2026.6.1"}
    typed["number"] = residence_permit(FIFTEEN, 2)
    asked = client.post(address, typed)
    assert asked.status_code == 422 and tick in asked.content.decode()
    made = client.post(address, typed | {"op": str(op()), "under_age_confirmed": "on"})
    assert made.status_code == 302 and Hire.objects.get().work_began_on == STARTED


def test_a_start_is_not_corrected_to_a_day_that_cannot_be(clerk):
    day = date(2010, 5, 20)
    case = report_hire(employer(clerk), born(day), by=clerk, on=clerk.on)
    earlier = Start(date(2026, 5, 19), None, "合同")
    how = {"by": clerk, "on": clerk.on, "seen": case.version, "op": op()}
    assert codes(lambda: correct_start(case.pk, earlier, **how)) == ["work_under_age"]
    assert correct_start(case.pk, Start(date(2026, 5, 20), None, "合同"), **how).hire.work_began_on == date(2026, 5, 20)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"birth_on": "19001231"}, "birth_on"),
        ({"birth_on": "1990.1.1", "expires_on": "1989-12-31"}, "expires_on"),
        ({"birth_on": "2026-06-05", "path": "employed", "work_began_on": "2026-06-01"}, "work_began_on"),
        ({"birth_on": "民國79年1月1日"}, "birth_on"),
    ],
)
def test_intake_says_it_beside_the_day(clerk, typed, field, english):
    form = IntakeForm({"received_on": "2026-06-08"} | typed, on=clerk.on)
    assert field in form.errors
    if "民國" in typed["birth_on"]:
        assert "1990-01-01" in str(form.errors[field]) and form["birth_on"].value() == typed["birth_on"]


def test_a_document_is_no_older_than_its_holder_and_expires_after_its_issue(clerk):
    person = submitted(clerk).enrolment_application.person
    typed = {"kind": "taiwan_travel_permit", "number": "06123403", "name": person.name}
    for days, fields in (
        ({"issued_on": "1980-01-01", "expires_on": "2030-01-01"}, ["issued_on"]),
        ({"issued_on": "2026-06-09", "expires_on": "2026-06-01"}, ["expires_on"]),
        ({"issued_on": "2025-01-01", "expires_on": "2030-01-01"}, []),
    ):
        assert sorted(DocumentForm(typed | days, on=clerk.on, person=person).errors) == fields


@pytest.mark.parametrize(("starts", "wrong"), [("2026-06-04", True), ("2026-06-05", False)])
def test_cover_does_not_begin_before_birth(clerk, starts, wrong):
    form = EnrolForm({"cover_starts_on": starts}, on=clerk.on, born_on=UNBORN)
    assert ("cover_starts_on" in form.errors) is wrong


@pytest.mark.parametrize(
    ("number", "taken"),
    [
        ("12345", ""),
        ("x", ""),
        ("0512345601(B)", "05123456"),
        ("h05123401", "H05123401"),
        (residence_permit(sequence=2), residence_permit(sequence=2)),
        (residence_permit(sequence=2)[:-1] + "#", ""),
        ("91330100799655058B", ""),
    ],
)
def test_an_agent_s_number_is_of_some_document(clerk, number, taken):
    form = AuthorityForm({"name": "林母", "number": number, "relation": "母", "until": "20270101"}, on=clerk.on)
    assert form.is_valid() is bool(taken) and form.cleaned_data.get("number", "") == taken
