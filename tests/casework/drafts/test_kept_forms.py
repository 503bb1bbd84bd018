"""Nothing typed is lost: forms sent after the session ended, forms with a stale token, drafts."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casework.drafts.services import parked_forms
from casework.drafts.services.drafts import load_draft
from casework.models import Draft, ParkedForm
from enrolment.applications.services import applications
from tests.builders import residence_permit

pytestmark = pytest.mark.django_db
NUMBER = residence_permit(sequence=2)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


def log_in(client: Client, officer):
    return client.post(reverse("log_in"), {"username": officer.user.username, "password": "a long enough password"})


def test_a_form_sent_after_the_session_ended_stands_there_again(clerk, settings):
    client = Client()
    log_in(client, clerk)
    address = reverse("look_up_identity")
    client.get(address)
    with time_machine.travel(timezone.now() + timedelta(seconds=settings.IDLE_SECONDS + 1)):
        response = client.post(address, {"number": NUMBER, "reason": "transfer"})
        assert response.status_code == 302 and reverse("log_in") in response["Location"]
        assert NUMBER not in response["Location"]
        row = ParkedForm.objects.get()
        assert NUMBER.encode() not in bytes(row.payload.cipher_to_store())
        log_in(client, clerk)
        body = client.get(address).content.decode()
        assert NUMBER in body
        # Given back once.
        assert NUMBER not in client.get(address).content.decode()


def test_it_is_given_to_its_user_only(clerk, staff, settings):
    client = Client()
    log_in(client, clerk)
    address = reverse("look_up_identity")
    with time_machine.travel(timezone.now() + timedelta(seconds=settings.IDLE_SECONDS + 1)):
        client.post(address, {"number": NUMBER, "reason": "transfer"})
        log_in(client, staff("counter_clerk", number=2))
        assert NUMBER not in client.get(address).content.decode()


def test_it_is_gone_after_half_an_hour(clerk, settings):
    client = Client()
    log_in(client, clerk)
    address = reverse("look_up_identity")
    start = timezone.now()
    with time_machine.travel(start + timedelta(seconds=settings.IDLE_SECONDS + 1)):
        client.post(address, {"number": NUMBER, "reason": "transfer"})
    with time_machine.travel(start + timedelta(seconds=settings.IDLE_SECONDS + 1, minutes=31)):
        log_in(client, clerk)
        assert NUMBER not in client.get(address).content.decode()
        assert parked_forms.forget_expired(timezone.now()) == 1
        assert not ParkedForm.objects.get().payload


def test_a_form_with_a_ticket_survives_a_log_out_elsewhere(clerk):
    client = Client()
    ticket = parked_forms.ticket_for(clerk.user)
    address = reverse("look_up_identity")
    client.post(address, {"number": NUMBER, "reason": "transfer", "form_ticket": ticket})
    log_in(client, clerk)
    assert NUMBER in client.get(address).content.decode()


def test_a_forged_ticket_keeps_nothing(clerk):
    Client().post(reverse("look_up_identity"), {"number": NUMBER, "form_ticket": "forged"})
    assert not ParkedForm.objects.exists()


def test_a_stale_token_keeps_what_was_typed(clerk):
    client = Client(enforce_csrf_checks=True)
    client.force_login(clerk.user)
    response = client.post(reverse("look_up_identity"), {"number": NUMBER, "reason": "transfer"})
    assert response.status_code == 302
    assert NUMBER in client.get(reverse("look_up_identity")).content.decode()


def test_a_draft_is_saved_as_typed_and_sealed(clerk):
    case = applications.open_application(by=clerk, language="zh-hant")
    client = Client()
    client.force_login(clerk.user)
    typed = {"kind": "taiwan_residence_permit", "number": " 8300 ", "name": "陳", "birth_on": "07/06/2026"}
    answer = client.post(reverse("save_intake_draft", args=[case.pk]), typed)
    assert "saved_at" in answer.json()
    draft = Draft.objects.get()
    assert "陳".encode() not in bytes(draft.payload.cipher_to_store())
    _row, fields = load_draft(case, "intake", by=clerk)
    assert {name: fields[name] for name in typed} == typed
    body = client.get(reverse("intake", args=[case.pk])).content.decode()
    assert "07/06/2026" in body and " 8300 " in body


def test_autosave_of_somebody_elses_case_is_not_found(clerk, staff):
    case = applications.open_application(by=clerk, language="zh-hant")
    client = Client()
    client.force_login(staff("counter_clerk", number=2).user)
    assert client.post(reverse("save_intake_draft", args=[case.pk]), {"name": "x"}).status_code == 404


def test_a_fragment_asked_for_too_late_keeps_the_page_it_belongs_to(clerk):
    case = applications.open_application(by=clerk, language="zh-hant")
    page = reverse("intake", args=[case.pk])
    fields = {"name": "陳", "form_ticket": parked_forms.ticket_for(clerk.user)}
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{page}", "Sec-Fetch-Mode": "cors"}
    answer = Client().post(reverse("intake_findings", args=[case.pk]), fields, headers=headers)
    assert answer.status_code == 200 and "HX-Redirect" in answer.headers
    assert ParkedForm.objects.get().path == page


def test_an_autosave_that_comes_too_late_keeps_nothing(clerk):
    case = applications.open_application(by=clerk, language="zh-hant")
    fields = {"name": "陳", "form_ticket": parked_forms.ticket_for(clerk.user)}
    address = reverse("save_intake_draft", args=[case.pk])
    assert Client().post(address, fields, headers={"Sec-Fetch-Mode": "cors"}).status_code == 401
    assert not ParkedForm.objects.exists()
