"""The admin site: nothing deletable, cases and history only to be read, rules by two people, an officer's leave."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from casework.models import CaseFile, ChecklistItem
from casework.publication.services.publication import version_of
from enrolment.models import AcceptanceSetting
from tests.accounts import at
from tests.builders import PROVINCE, data, identity, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(staff):
    return staff("administrator", PROVINCE)


@pytest.fixture
def second(staff):
    return staff("administrator", PROVINCE, number=2)


def own_admins():
    return [model for model in admin.site._registry if model._meta.app_label in ("casework", "enrolment")]


def test_nothing_is_deletable(administrator):
    client = at(administrator)
    for model in own_admins():
        row = model.objects.first()
        if row is None:
            continue
        base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        assert client.post(reverse(f"{base}_delete", args=[row.pk]), {"post": "yes"}).status_code in (403, 404), model
        listing = reverse(f"{base}_changelist")
        client.post(listing, {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"})
        assert model.objects.filter(pk=row.pk).exists()


def test_no_permission_tables_are_shown():
    assert not {model._meta.app_label for model in admin.site._registry} & {"auth", "axes"}
    assert apps.get_model("auth", "Group") not in admin.site._registry


@pytest.mark.parametrize("model", ["casefile", "event", "look", "jobrun"])
def test_cases_and_history_are_only_read(staff, administrator, model):
    submitted(staff("counter_clerk"))
    client = at(administrator)
    assert client.get(reverse(f"admin:casework_{model}_add")).status_code == 403
    page = apps.get_model("casework", model).objects.first()
    if page is not None:
        response = client.post(reverse(f"admin:casework_{model}_change", args=[page.pk]), {"state": "enrolled"})
        assert response.status_code in (302, 403, 404)
    assert CaseFile.objects.get().state == "submitted"


@pytest.mark.parametrize("role", ["counter_clerk", "reviewer", "finance_officer"])
def test_other_roles_stay_outside(staff, role):
    assert at(staff(role)).get(reverse("admin:index"), follow=True).status_code == 403


def test_a_version_is_published_by_a_second_person_and_then_immutable(administrator, second):
    fields = {
        "place": "350203",
        "path": "non_working",
        "acceptance": "provincial_notice",
        "starts_on": "2026-06-01",
        "source": "思明区医保中心会议纪要",
        "status": "stated",
    }
    response = at(administrator).post(reverse("admin:enrolment_acceptancesetting_add"), fields)
    assert response.status_code == 302, response.content.decode()[-2000:]
    row = AcceptanceSetting.objects.get()
    assert row.drafted_by == administrator.user and row.published_at is None
    page = reverse("publish_rule", args=["acceptancesetting", row.pk])
    assert page in at(second).get(reverse("admin:enrolment_acceptancesetting_changelist")).content.decode()
    press = {"seen": version_of(row)}
    assert at(administrator, proven=True).post(page, press).status_code == 422
    row.refresh_from_db()
    assert row.published_at is None
    assert b"fresh_password" in at(second).post(page, press).content
    at(second, proven=True).post(page, press)
    row.refresh_from_db()
    assert row.published_by == second.user
    change = reverse("admin:enrolment_acceptancesetting_change", args=[row.pk])
    at(administrator).post(change, fields | {"acceptance": "residence_permit_only"})
    row.refresh_from_db()
    assert row.acceptance == "provincial_notice"


def test_a_county_setting_decides_where_rules_disagree(staff, administrator, second):
    test_a_version_is_published_by_a_second_person_and_then_immutable(administrator, second)
    who = identity(7, kind="taiwan_travel_permit", sex="male")
    case = submitted(staff("counter_clerk"), data(who))
    assert case.enrolment_application.eligibility["result"] == "may_join"
    assert not case.enrolment_application.second_review_needed


def test_a_paper_without_a_legal_basis_cannot_be_required(administrator):
    fields = {
        "case_kind": "enrolment_application",
        "path": "",
        "code": "proof_of_address",
        "required": "on",
        "basis_kind": "departmental_rule",
        "starts_on": "2026-06-01",
        "source": "x",
        "status": "assumed",
    }
    for language in ("zh_hans", "zh_hant", "en"):
        fields |= {f"name_{language}": "x", f"legal_basis_{language}": "x"}
    before = ChecklistItem.objects.count()
    response = at(administrator).post(reverse("admin:casework_checklistitem_add"), fields)
    assert response.status_code == 200 and ChecklistItem.objects.count() == before


def test_a_supervisor_sees_her_own_office_only(staff):
    submitted(staff("counter_clerk"))
    other = at(staff("supervisor", "350211"))
    body = other.get(reverse("admin:casework_casefile_changelist")).content.decode()
    assert "350203-EN" not in body
    assert "350203-EN" in at(staff("supervisor")).get(reverse("admin:casework_casefile_changelist")).content.decode()
