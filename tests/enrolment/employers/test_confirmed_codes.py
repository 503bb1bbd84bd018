"""Codes whose check characters do not fit: confirmed from the licence by an officer, and taken everywhere from then on."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from casework.engine.refusals import Blocked
from casework.models import Event
from enrolment.applications.forms.intake import IntakeForm
from enrolment.employers.forms import EmployerForm
from enrolment.employers.services.employers import EmployerData, register_employer
from enrolment.models import Employer
from tests.builders import op, uscc
from tests.enrolment.rosters import roster_files as files
from tests.enrolment.rosters.roster_files import EMPLOYER_HEADERS, check_roster, employer_row, upload

pytestmark = pytest.mark.django_db
# As Xiamen gave some before 2016.
ODD, OTHER_ODD = "91350203M0001ABC19", uscc(7)[:-1] + ("0" if uscc(7)[-1] != "0" else "1")
NAME = "厦门明山电子有限公司"


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture
def registered(clerk):
    return register_employer(EmployerData(uscc=ODD, name=NAME, code_confirmed=True), by=clerk, on=clerk.on)


def form(clerk, code: str, **typed) -> EmployerForm:
    return EmployerForm({"op": str(op()), "uscc": code, "name": NAME, **typed}, on=clerk.on)


def test_it_is_asked_for_the_confirmation_and_not_shut_out(clerk):
    asked = form(clerk, ODD)
    assert not asked.is_valid() and list(asked.errors) == ["uscc"]
    # The tick is in sight now, not set, and stands for this code alone.
    assert not asked["code_confirmed"].is_hidden and "checked" not in str(asked["code_confirmed"])
    assert f'value="{ODD}"' in str(asked["code_confirmed"])
    assert form(clerk, ODD, code_confirmed=ODD).is_valid()
    assert not form(clerk, OTHER_ODD, code_confirmed=ODD).is_valid()


def test_a_code_that_fits_asks_for_nothing(clerk):
    plain = form(clerk, uscc(8))
    assert plain.is_valid() and plain["code_confirmed"].is_hidden
    assert not plain.employer_data().code_confirmed


def test_a_slip_is_never_confirmed(clerk):
    code = uscc(8)[:4] + "O" + uscc(8)[5:]
    assert not form(clerk, code, code_confirmed=code).is_valid()


def test_the_confirmation_is_kept_with_who_and_when(clerk, registered):
    assert (registered.code_confirmed_by, registered.code_confirmed_at is None) == (clerk.user, False)
    event = Event.objects.get(verb="register_employer")
    assert event.facts == {"employer": str(registered.pk), "code_confirmed_from": "licence"}


def test_the_service_refuses_what_was_not_confirmed(clerk):
    with pytest.raises(Blocked) as blocked:
        register_employer(EmployerData(uscc=ODD, name=NAME), by=clerk, on=clerk.on)
    assert [reason.code for reason in blocked.value.reasons] == ["code_not_confirmed"]
    assert not Employer.objects.exists()


def test_half_a_confirmation_is_not_stored(registered):
    with pytest.raises(IntegrityError), transaction.atomic():
        Employer.objects.filter(pk=registered.pk).update(code_confirmed_by=None)


def test_from_the_page_to_the_employer(clerk, client):
    client.force_login(clerk.user, backend="casework.authentication.AppointmentBackend")
    sent = {"op": str(op()), "uscc": ODD, "name": NAME}
    asked = client.post(reverse("register_employer"), sent)
    assert asked.status_code == 422 and 'type="checkbox" name="code_confirmed"' in asked.content.decode()
    made = client.post(reverse("register_employer"), sent | {"code_confirmed": ODD})
    assert made["Location"] == reverse("see_employer", args=[Employer.objects.get().pk])
    found = client.post(reverse("see_employers"), {"uscc": ODD})
    assert found["Location"] == made["Location"]


def intake(clerk, code: str) -> dict:
    typed = {"path": "employed", "employer_uscc": code, "employer_name": NAME, "work_began_on": "20260601"}
    return IntakeForm(typed, on=clerk.on).errors


def test_intake_takes_it_once_the_employer_is_on_record(clerk):
    assert "employer_uscc" in intake(clerk, ODD)
    register_employer(EmployerData(uscc=ODD, name=NAME, code_confirmed=True), by=clerk, on=clerk.on)
    assert "employer_uscc" not in intake(clerk, ODD)
    assert "employer_uscc" in intake(clerk, OTHER_ODD)


def test_a_roster_of_employers_takes_it_once_it_is_on_record(clerk, registered):
    rows = [employer_row(900, uscc=ODD), employer_row(901, uscc=OTHER_ODD)]
    sent = check_roster(
        "employers", upload(files.workbook(rows, headers=EMPLOYER_HEADERS)), by=clerk, on=clerk.on, language="en"
    )
    assert [row.state for row in sent.rows.all()] == ["known", "bad"]
    assert sent.rows.last().problems == [["uscc", "identity.wrong_check_digit", {"why": "confirm_by_hand"}]]
