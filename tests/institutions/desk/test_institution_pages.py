"""The pages of institutions: a clinic with capital from Taiwan from its registration on; each page in three languages."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from casework.clocks.rules.due_dates import add_months
from institutions.changes.rules.acts import acts
from institutions.models import DesignationApplication, DesignationChange, Institution
from tests.accounts import at
from tests.builders import uscc
from tests.filled_forms import filled
from tests.institutions.builders import institution, signed

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _name in settings.LANGUAGES]
CLINIC = {
    "code": "h350203 00077",
    "uscc": uscc(5),
    "name_zh_hans": "海沧某某中医诊所",
    "name_zh_hant": "海滄某某中醫診所",
    "name_en": "Some TCM Clinic",
    "kind": "tcm_clinic",
    "ownership": "private_for_profit",
    "hospital_level": "ungraded",
    "pay_level": "first",
    "deductible_level": "first",
    "licence_number": "BA0001",
    "opened_on": "2025-01-01",
    "address": "某路1号",
    "legal_representative": "某某",
    "taiwan_funded": "on",
    "taiwan_form": "wholly_owned",
    "taiwan_share": "100",
    "departments": "50 中医科\n50.01 内科专业",
}


CONDITIONS = ("three_months", "physician", "insurance_staff", "systems", "information_system", "licence")


def sent(client, name, *keys, **fields):
    address = reverse(name, args=keys)
    return client.post(address, filled(client.get(address)) | fields, follow=True)


def test_a_clinic_from_registration_to_the_sheets_of_the_panel(desk):
    client = at(desk.manager)
    wrong = sent(client, "register_institution", **CLINIC | {"taiwan_share": "60", "uscc": "91350200M0000000X1"})
    assert wrong.status_code == 422 and set(wrong.context["form"].errors) == {"taiwan_share", "uscc"}
    assert "海沧某某中医诊所" in wrong.content.decode()
    assert sent(client, "register_institution", **CLINIC).status_code == 200
    made = Institution.objects.get()
    assert (made.code, made.office.code, made.departments.count(), made.particulars.count()) == (
        "H35020300077",
        "350203",
        2,
        10,
    )
    sent(client, "apply_designation", made.pk, services=["outpatient"], departments=["50"])
    case = DesignationApplication.objects.get().case
    met = {f"met_{code}": "yes" for code in CONDITIONS}
    half = sent(client, "check_conditions", case.pk, **met | {"met_licence": "no"})
    assert half.status_code == 422 and set(half.context["form"].errors) == {"seen_licence"}
    sent(client, "check_conditions", case.pk, **met)
    shown = sent(client, "accept_designation", case.pk)
    assert shown.status_code == 200 and DesignationApplication.objects.get().state == "evaluating"
    points = {
        f"points_{code}": "18" for code in ("qualification", "services", "management", "information", "fund_effect")
    }
    too_many = sent(client, "score_designation", case.pk, member="专家甲", **points | {"points_services": "21"})
    assert too_many.status_code == 422 and set(too_many.context["form"].errors) == {"points_services"}
    sent(client, "score_designation", case.pk, member="专家甲", **points)
    assert case.panel_scores.count() == 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_what_it_is_in_each_language(desk, language):
    made = institution(ownership="private_for_profit")
    case = desk.signed(made)
    client = at(desk.manager)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    for address in (
        reverse("see_institutions") + "?search=H3502&place=3502&kind=general_hospital&in_force=1",
        reverse("see_institution", args=[made.pk]) + "?on=2026-06-20&service=outpatient",
        reverse("choose_designation_change", args=[made.pk]),
        reverse("see_case", args=[case.pk]),
    ):
        answer = client.get(address)
        assert (answer.status_code == 200 and made.code in answer.content.decode()) or "DA" in answer.content.decode()


def test_drawn_up_by_one_and_signed_by_another_on_their_pages(desk):
    case = desk.published(institution(), on=date(2026, 6, 1))
    client, second = at(desk.manager), at(desk.second)
    # Pages go by today's date.
    first = timezone.localdate() + timedelta(days=1)
    last = add_months(first, 12)
    fields = {"number": "XM-7", "starts_on": first.isoformat(), "ends_on": (last - timedelta(days=1)).isoformat()}
    fields |= {"services": ["outpatient"]}
    wrong = sent(client, "draw_agreement", case.pk, **fields | {"ends_on": (last + timedelta(days=3)).isoformat()})
    assert wrong.status_code == 422 and set(wrong.context["form"].errors) == {"ends_on"}
    sent(client, "draw_agreement", case.pk, **fields)
    assert sent(second, "sign_agreement", case.pk).status_code == 200
    assert DesignationApplication.objects.get().state == "signed"


@pytest.mark.parametrize("act", sorted(acts()))
def test_the_form_of_each_act_opens_and_keeps_what_was_typed(desk, act):
    made = institution(ownership="private_for_profit")
    signed(made, desk.manager, desk.second)
    client, address = at(desk.manager), reverse("ask_designation_change", args=[made.pk, act])
    wrong = client.post(address, filled(client.get(address)) | {"received_on": "2026-06-10", "takes_effect_on": "soon"})
    assert wrong.status_code == 422 and "soon" in wrong.content.decode()


def test_a_termination_is_asked_on_its_form_and_recorded_by_another(desk):
    made = institution()
    signed(made, desk.manager, desk.second)
    client = at(desk.manager)
    fields = {"received_on": "2026-06-10", "takes_effect_on": "2026-06-15", "cause": "fraud", "basis": "决定1号"}
    sent(client, "ask_designation_change", made.pk, "terminate", **fields)
    change = DesignationChange.objects.get()
    assert sent(at(desk.second), "record_designation_change", change.case_id).status_code == 200
    assert DesignationChange.objects.get().state == "recorded"


def test_another_office_sees_nothing_and_lists_are_flat(desk, staff, django_assert_num_queries):
    elsewhere = at(staff("institution_manager", "350211"))
    made = institution()
    assert elsewhere.get(reverse("see_institution", args=[made.pk])).status_code == 404
    assert at(staff("counter_clerk")).get(reverse("see_institutions")).status_code == 403
    client, address = at(desk.manager), reverse("see_institutions")
    client.get(address)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(2, 30):
        signed(institution(sequence=number), desk.manager, desk.second)
    with django_assert_num_queries(len(few)):
        client.get(address)


def test_unreadable_filters_and_days_are_no_errors(desk):
    made = institution()
    client = at(desk.manager)
    for query in ("?place=x&kind=y&after=_", "?after=zzz", "?search=" + "长" * 500):
        assert client.get(reverse("see_institutions") + query).status_code == 200
    for query in ("?on=2026-02-30", "?on=x&service=y", "?on=2026-01-01&department=*"):
        assert client.get(reverse("see_institution", args=[made.pk]) + query).status_code == 200
