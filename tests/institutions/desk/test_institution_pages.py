"""The pages of institutions: a clinic with capital from Taiwan from its registration on; each page in three languages."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from casework.clocks.rules.due_dates import add_months
from institutions.changes.rules.acts import acts
from institutions.designation.queries.designation import designation_on
from institutions.designation.services import agreements
from institutions.desk.queries.listed import in_force
from institutions.desk.queries.strip import due_at
from institutions.models import Department, DesignationApplication, DesignationChange, Institution, StaffPoints
from institutions.register.words import service_words
from institutions.supervision.services import inspections
from institutions.supervision.services.inspections import InspectionData
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
    made, today = institution(), timezone.localdate()
    term = {"starts_on": today - timedelta(days=30), "ends_on": today + timedelta(days=300)}
    signed(made, desk.manager, desk.second, **term)
    client, day = at(desk.manager), today.isoformat()
    fields = {"received_on": day, "takes_effect_on": day, "cause": "fraud", "basis": "决定1号"}
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_suspended_is_said_in_words(desk, language):
    made = institution()
    signed(made, desk.manager, desk.second)
    Department.objects.create(institution=made, code="03", name="内科", starts_on=date(2020, 1, 1))
    parts = {"services": ["inpatient"], "departments": ["03", "99"]}
    agreements.suspend(made, by=None, case=None, kind="by_agreement", starts_on=date(2026, 6, 1), **parts)
    client = at(desk.manager)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = client.get(reverse("see_institution", args=[made.pk])).content.decode()
    with translation.override(language):
        assert f"· {service_words('inpatient')} · 03 内科 · 99" in page
    assert "inpatient ·" not in page.replace('value="inpatient"', "")


def test_in_force_is_what_every_other_part_is_answered(desk):
    """One that is whole, one suspended, one suspended in part, one whose suspension ran out with nobody asking, one ended."""
    kinds = ("whole", "stopped", "partly", "lapsed", "resumed", "ended", "over")
    made = {name: institution(sequence=number) for number, name in enumerate(kinds, start=1)}
    for name, one in made.items():
        last = date(2026, 5, 31) if name == "over" else date(2026, 12, 31)
        signed(one, desk.manager, desk.second, ends_on=last)
    early = {"by": None, "case": None, "starts_on": date(2026, 2, 1)}
    agreements.suspend(made["stopped"], kind="by_agreement", ends_on=date(2026, 6, 10), **early)
    agreements.suspend(made["partly"], kind="by_agreement", services=["inpatient"], **early)
    agreements.suspend(made["lapsed"], kind="voluntary", ends_on=date(2026, 5, 31), **early)
    agreements.suspend(made["resumed"], kind="voluntary", resumed_on=date(2026, 6, 10), **early)
    agreements.end(made["ended"].agreements.get(), date(2026, 6, 10), "fraud", by=None, case=None)
    for day in (date(2026, 1, 31), date(2026, 2, 1), date(2026, 5, 31), date(2026, 6, 10), date(2026, 6, 11)):
        found = set(in_force(Institution.objects.all(), day).values_list("code", flat=True))
        assert found == {one.code for one in made.values() if designation_on(one, day).state == "designated"}, day


def test_unreadable_filters_and_days_are_no_errors(desk):
    made = institution()
    client = at(desk.manager)
    for query in ("?place=x&kind=y&after=_", "?after=zzz", "?search=" + "长" * 500):
        assert client.get(reverse("see_institutions") + query).status_code == 200
    for query in ("?on=2026-02-30", "?on=x&service=y", "?on=2026-01-01&department=*"):
        assert client.get(reverse("see_institution", args=[made.pk]) + query).status_code == 200


def test_a_manager_s_home_says_what_is_due_and_names_nobody(people):
    """Her agreements that run out, licences, what is to be put right, qualifications that come back."""
    made, today = people.at, timezone.localdate()
    given = today - timedelta(days=3)
    StaffPoints.objects.create(
        person=people.post.person,
        institution=made,
        given_on=given,
        conduct="forgery",
        grade="general",
        points=10,
        months=1,
        told_on=given,
        case=people.proposed("split_stay", "general"),
    )
    late = institution(sequence=2, licence_expires_on=today + timedelta(days=9))
    officers = {"first_officer": "甲", "first_credential": "F-1", "second_officer": "乙", "second_credential": "F-2"}
    data = InspectionData(inspected_on=today, occasion="年度检查", **officers)
    case = inspections.open_inspection(late, data, by=people.desk.manager, on=today)
    step = people.desk.step
    inspections.write_finding(case.pk, "substitution", "串换", None, by=people.desk.manager, on=today)
    inspections.tell_findings(case.pk, **step(case, on=today))
    inspections.take_reply(case.pk, today, "已退", **step(case, on=today))
    inspections.ask_rectification(case.pk, today + timedelta(days=2), "退回", **step(case, on=today))
    home = at(people.desk.manager).get(reverse("home"))
    due = {(one.institution.code, one.day) for one in home.context["due"]}
    back = add_months(given, 1) - timedelta(days=1)
    assert due == {(late.code, today + timedelta(days=9)), (late.code, today + timedelta(days=2)), (made.code, back)}
    assert people.post.person.name not in home.content.decode()


def test_what_is_due_in_an_area_asks_the_same_of_one_agreement_and_of_many(desk, django_assert_num_queries):
    """And nothing of the calendar: a renewal is asked for by a plain day, counted in months."""
    last, _area = desk.manager.on + timedelta(days=60), desk.manager.area
    for number in range(1, 6):
        signed(institution(sequence=number), desk.manager, desk.second, number=f"A{number}", ends_on=last)
        with django_assert_num_queries(5):
            assert len(due_at(desk.manager)) == number
