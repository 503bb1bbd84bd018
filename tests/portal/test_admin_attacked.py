"""What one administrator could do in the admin site by herself, and must not: move or close an office people act for."""

from datetime import date

import pytest
from django.urls import reverse

from casework.models import Office, PaperText, User
from casework.publication.services.publication import publish
from tests.accounts import at
from tests.builders import JIMEI, PROVINCE, SIMING, XIAMEN
from tests.portal.test_publication import GOOD, remedies

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(staff):
    return staff("administrator", PROVINCE)


def fields_of(office: Office, **changes) -> dict:
    names = ("code", "kind", "address", "telephone", "name_zh_hans", "name_zh_hant", "name_en")
    sent = {name: getattr(office, name) for name in names}
    sent |= {"place": office.place_id, "parent": office.parent_id or "", "starts_on": office.starts_on.isoformat()}
    return sent | {"ends_on": office.ends_on.isoformat() if office.ends_on else ""} | changes


def sent(officer, office: Office, **changes) -> Office:
    at(officer).post(reverse("admin:casework_office_change", args=[office.pk]), fields_of(office, **changes))
    return Office.objects.get(pk=office.pk)


def test_an_office_people_act_for_is_not_moved_by_one_person(staff, head):
    """Moved under another one it, its cases and its staff would lie in the area of whoever administers that."""
    staff("reviewer", JIMEI)
    jimei, siming = Office.objects.get(code=JIMEI), Office.objects.get(code=SIMING)
    for change in ({"parent": siming.pk}, {"place": siming.place_id}, {"kind": "province"}, {"code": "350299"}):
        after = sent(head, jimei, **change)
        kept = (after.parent_id, after.place_id, after.kind, after.code)
        assert kept == (jimei.parent_id, jimei.place_id, jimei.kind, jimei.code), change
    assert sent(head, jimei, telephone="0592-1").telephone == "0592-1"


def test_an_office_above_others_is_not_moved_either(head):
    xiamen, siming = Office.objects.get(code=XIAMEN), Office.objects.get(code=SIMING)
    assert sent(head, xiamen, parent=siming.pk).parent_id == xiamen.parent_id


def test_an_office_entered_wrongly_is_put_right_while_nobody_acts_for_it(staff, head):
    siming = Office.objects.get(code=SIMING)
    made = Office.objects.create(
        code="350203C7", kind="center", place=siming.place, parent=siming, starts_on=date(2026, 1, 1),
        name_zh_hans="中心", name_zh_hant="中心", name_en="Center",
    )  # fmt: skip
    jimei = Office.objects.get(code=JIMEI)
    assert sent(head, made, parent=jimei.pk).parent == jimei


@pytest.mark.parametrize("code", [PROVINCE, SIMING])
def test_an_office_is_not_closed_over_the_heads_of_its_staff(staff, head, code):
    """It would shut out its administrators, whom nobody may remove alone."""
    staff("administrator", SIMING), staff("administrator", SIMING, number=2)
    office = Office.objects.get(code=code)
    assert sent(head, office, ends_on="2026-06-09").ends_on is None
    client = at(head)
    address = reverse("admin:casework_office_change", args=[office.pk])
    answer = client.post(address, fields_of(office, ends_on="2026-06-09"))
    assert answer.status_code == 200 and set(answer.context["adminform"].form.errors) == {"ends_on"}


def test_what_belongs_to_the_pages_of_staff_is_not_changed_in_admin(staff, head):
    clerk = staff("counter_clerk").user
    address = reverse("admin:casework_user_change", args=[clerk.pk])
    fields = {
        "username": clerk.username,
        "full_name": clerk.full_name,
        "language": "en",
        "email": "",
        "own_subject": "",
    }
    hostile = {"is_active": "", "password": "x", "must_change_password": "on", "initial_password_until": "2030-01-01"}
    before = User.objects.get(pk=clerk.pk)
    at(head).post(address, fields | hostile)
    after = User.objects.get(pk=clerk.pk)
    kept = ("is_active", "password", "must_change_password", "initial_password_until")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    for model in ("appointment", "calendaryear", "accountrequest", "calendardraft"):
        client = at(head)
        assert client.get(f"/admin/casework/{model}/add/").status_code in (403, 404), model


def test_a_draft_published_while_it_is_edited_stays_published_and_the_editor_is_told(staff, head, monkeypatch):
    row = remedies(head)
    publisher = staff("supervisor", PROVINCE)
    from casework import admin

    real = admin.PaperTextAdmin.has_change_permission

    def meanwhile(self, request, obj=None):
        """The second person publishes between the editor's read and her write."""
        allowed = real(self, request, obj)
        if obj is not None and request.method == "POST" and PaperText.objects.get(pk=row.pk).published_at is None:
            publish(PaperText.objects.get(pk=row.pk), by=publisher)
        return allowed

    monkeypatch.setattr(admin.PaperTextAdmin, "has_change_permission", meanwhile)
    fields = {"code": "remedies", "starts_on": "2026-06-01", "source": "another", "status": "stated"}
    fields |= {f"text_{language}": text for language, text in GOOD.items()}
    answer = at(head).post(reverse("admin:casework_papertext_change", args=[row.pk]), fields)
    # The test's own publication lies in the refused request's transaction and goes with it; the editor's change does too.
    assert answer.status_code == 403 and PaperText.objects.get(pk=row.pk).source == "x"


def test_a_name_too_long_once_it_is_folded_is_refused(head):
    answer = at(head).post(
        reverse("admin:casework_user_add"), {"username": "ﷺ" * 20, "full_name": "x", "language": "en", "email": ""}
    )
    assert answer.status_code == 200 and not User.objects.filter(full_name="x").exists()
