"""The pages of evidence: adding, seeing, withdrawing, with and without scripts."""

import io
import re

import pytest
from django.test import Client
from PIL import Image

from casework.evidence.services import evidence as kept
from casework.models import Evidence
from tests.builders import JIMEI, submitted
from tests.casework.evidence import evidence_samples as sample
from tests.casework.evidence.evidence_samples import files, pdf, picture, upload

pytestmark = pytest.mark.django_db
ITEM = "identity_document"


@pytest.fixture
def logged_in(staff):
    def log_in(role: str, *place) -> Client:
        client = Client()
        client.force_login(staff(role, *place).user, backend="casework.authentication.AppointmentBackend")
        return client

    return log_in


def test_a_file_is_added_seen_and_withdrawn_by_plain_pages(draft, logged_in, folder):
    client = logged_in("counter_clerk")
    answer = client.post(f"/cases/{draft.pk}/evidence/", {"file": upload("a.jpg", picture()), "item": ITEM})
    assert (answer.status_code, answer["Location"]) == (302, f"/cases/{draft.pk}/intake/")
    row = Evidence.objects.get()
    seen = client.get(f"/evidence/{row.pk}/")
    assert seen["Content-Type"] == "image/jpeg" and Image.open(io.BytesIO(seen.content)).size == (60, 40)
    assert seen["Content-Disposition"] == f'inline; filename="evidence-{row.pk.hex[:8]}.jpg"'
    assert "sandbox" in seen["Content-Security-Policy"] and "default-src 'none'" in seen["Content-Security-Policy"]
    assert seen["X-Content-Type-Options"] == "nosniff" and "no-store" in seen["Cache-Control"]
    assert client.post(f"/evidence/{row.pk}/withdraw/").status_code == 302
    assert client.get(f"/evidence/{row.pk}/").status_code == 404


def test_a_pdf_is_an_attachment(draft, logged_in, folder):
    client = logged_in("counter_clerk")
    client.post(f"/cases/{draft.pk}/evidence/", {"file": upload("陳小明.pdf", pdf()), "item": ITEM})
    row = Evidence.objects.get()
    seen = client.get(f"/evidence/{row.pk}/")
    assert seen["Content-Disposition"] == f'attachment; filename="evidence-{row.pk.hex[:8]}.pdf"'


def test_htmx_gets_the_list_and_the_error(draft, logged_in, folder):
    client = logged_in("counter_clerk")
    send = {"headers": {"HX-Request": "true"}}
    good = client.post(f"/cases/{draft.pk}/evidence/", {"file": upload("a.jpg", picture()), "item": ITEM}, **send)
    assert good.status_code == 200 and "<html" not in good.content.decode()
    again = client.post(f"/cases/{draft.pk}/evidence/", {"file": upload("a.jpg", picture()), "item": ITEM}, **send)
    page = again.content.decode()
    assert again.status_code == 422 and f"/evidence/{Evidence.objects.get().pk}/" in page and 'role="alert"' in page


def test_the_papers_offered_for_a_scan_stay_those_of_the_sheet(draft, logged_in, folder):
    """The sheet's path is not saved yet: without what it offered the answer would offer the papers of every path."""
    client = logged_in("counter_clerk")
    sent = {"file": upload("a.jpg", picture()), "item": ITEM, "offered": f"{ITEM} employment_document nothing_like_it"}
    page = client.post(f"/cases/{draft.pk}/evidence/", sent, headers={"HX-Request": "true"}).content.decode()
    assert re.findall(r'<option value="(\w+)"', page) == [ITEM, "employment_document"]


def test_a_file_over_the_limit_gets_a_message_and_is_not_stored(draft, logged_in, folder, settings):
    settings.UPLOAD_BYTES = 1024 * 1024
    client = logged_in("counter_clerk")
    big = upload("a.jpg", picture() + b"\x00" * (3 * 1024 * 1024))
    answer = client.post(f"/cases/{draft.pk}/evidence/", {"file": big, "item": ITEM}, headers={"HX-Request": "true"})
    assert answer.status_code == 422 and re.search(r"1\s*MB", answer.content.decode())
    assert files(folder) == []


def test_a_form_without_a_file_or_with_a_bad_one_never_breaks(draft, logged_in, folder):
    client = logged_in("counter_clerk")
    for content in ({}, {"item": ITEM}, {"item": ITEM, "file": "text"}, {"file": upload("x.svg", sample.SVG)}):
        assert client.post(f"/cases/{draft.pk}/evidence/", content).status_code == 302
    assert Evidence.objects.count() == 0


def test_the_token_is_still_asked_for(draft, staff, folder):
    client = Client(enforce_csrf_checks=True)
    client.force_login(staff("counter_clerk").user, backend="casework.authentication.AppointmentBackend")
    client.post(f"/cases/{draft.pk}/evidence/", {"file": upload("a.jpg", picture()), "item": ITEM})
    assert Evidence.objects.count() == 0


def test_pages_of_another_office_are_404_and_without_the_right_403(draft, staff, logged_in, folder):
    case = submitted(staff("counter_clerk"))
    row = kept.store_evidence(case.pk, upload("a.jpg", picture()), ITEM, by=staff("counter_clerk"))
    stranger, auditor = logged_in("counter_clerk", JIMEI), logged_in("auditor")
    assert stranger.get(f"/evidence/{row.pk}/").status_code == 404
    assert stranger.post(f"/evidence/{row.pk}/withdraw/").status_code == 404
    assert stranger.post(f"/cases/{case.pk}/evidence/").status_code == 404
    assert auditor.get(f"/evidence/{row.pk}/").status_code == 403
    assert Client().get(f"/evidence/{row.pk}/").status_code == 302
