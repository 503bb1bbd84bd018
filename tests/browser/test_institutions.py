"""A clinic with capital from Taiwan in Haicang, from its registration to the signed agreement, at the windows of two officers; its
contacts; the public list."""

from datetime import timedelta

import pytest
from django.utils import timezone

from casework.models import CaseFile, IssuedPaper
from institutions.applications.queries.evaluation import conditions_of, items_of
from institutions.models import DesignationApplication, Institution
from tests.builders import uscc

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LANGUAGES = ["zh-hans", "zh-hant", "en"]
HAICANG = "350205"
CLINIC = {
    "code": "H35020500077",
    "uscc": uscc(5),
    "name_zh_hans": "海沧闽台中医诊所",
    "name_zh_hant": "海滄閩臺中醫診所",
    "name_en": "Haicang Mintai TCM Clinic",
    "licence_number": "BA0001",
    "opened_on": "2025-01-01",
    "address": "海沧区某路1号",
    "legal_representative": "林明山",
    "taiwan_share": "100",
    "departments": "50 中医科",
}
CHOSEN = {
    "kind": "tcm_clinic",
    "ownership": "private_for_profit",
    "hospital_level": "ungraded",
    "pay_level": "first",
    "deductible_level": "first",
    "taiwan_form": "wholly_owned",
}


def registered(manager) -> Institution:
    manager.go("/institutions/")
    manager.healthy("institutions-empty")
    manager.press("a[href='/institutions/register/']")
    page = manager.page
    for name, value in CLINIC.items():
        page.fill(f"#id_{name}", value)
    for name, value in CHOSEN.items():
        page.select_option(f"#id_{name}", value)
    page.check("#id_taiwan_funded")
    manager.healthy("register-institution")
    manager.key("F10")
    manager.looked_at("institution-new")
    return Institution.objects.get()


def with_contact(manager, at: Institution) -> None:
    manager.press(f"a[href='/institutions/{at.pk}/contacts/']")
    manager.page.fill("#id_name", "林小姐")
    manager.page.fill("#id_email", "lin@example.cn")
    manager.page.select_option("#id_language", "en")
    manager.healthy("add-institution-contact")
    manager.key("F10")
    assert "lin@example.cn" in manager.page.content()


def applied(manager, at: Institution) -> CaseFile:
    manager.go(f"/institutions/{at.pk}/apply/")
    manager.page.check("input[name=services][value=outpatient]")
    manager.healthy("apply-designation")
    manager.key("F10")
    manager.looked_at("designation-received")
    return DesignationApplication.objects.select_related("case").get().case


def papers_asked_for_and_come(manager, case: CaseFile) -> None:
    manager.go(f"/cases/{case.pk}/ask-supplement/")
    manager.page.fill("#id_missing", "房屋租赁合同\n医师执业证书")
    manager.healthy("ask-supplement")
    manager.key("F10")
    manager.healthy("designation-supplementing")
    paper(manager, case, "designation-missing")
    manager.go(f"/cases/{case.pk}/receive-supplement/")
    manager.key("F10")


def paper(window, case: CaseFile, address: str) -> None:
    window.go(f"/cases/{case.pk}/")
    window.press(f"form[action='/cases/{case.pk}/papers/{address}/'] button.btn")
    window.healthy(address)


def checked_and_accepted(manager, case: CaseFile) -> None:
    manager.go(f"/cases/{case.pk}/check-conditions/")
    for one in conditions_of(case.designation_application):
        manager.page.check(f"input[name=met_{one.entry.code}][value=yes]")
    manager.healthy("check-conditions")
    manager.key("F10")
    manager.healthy("conditions-met")
    manager.go(f"/cases/{case.pk}/accept-designation/")
    manager.healthy("accept-designation")
    manager.key("F10")
    paper(manager, case, "designation-acceptance")


def scored(manager, case: CaseFile) -> None:
    items = items_of(case.designation_application)
    for number in range(3):
        manager.go(f"/cases/{case.pk}/score-designation/")
        manager.page.fill("#id_member", f"专家{number + 1}")
        for item in items:
            manager.page.fill(f"#id_points_{item.code}", str(item.points - number))
        if number == 0:
            manager.healthy("score-designation")
        manager.key("F10")
    manager.looked_at("designation-scored")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_taiwan_funded_clinic_from_application_to_signed_agreement(desk, people, language):
    manager = desk(officer=people("institution_manager", HAICANG), language=language)
    second = desk(officer=people("supervisor", HAICANG), language=language)
    at = registered(manager)
    with_contact(manager, at)
    case = applied(manager, at)
    papers_asked_for_and_come(manager, case)
    case.designation_application.refresh_from_db()
    checked_and_accepted(manager, case)
    case.designation_application.refresh_from_db()
    scored(manager, case)
    second.go(f"/cases/{case.pk}/pass-evaluation/")
    second.healthy("pass-evaluation")
    second.key("F10")
    second.healthy("designation-published")
    # As if the days of the publication had run.
    today = timezone.localdate()
    DesignationApplication.objects.update(published_on=today - timedelta(days=40))
    manager.go(f"/cases/{case.pk}/draw-agreement/")
    manager.page.fill("#id_number", "XM-HC-2026-001")
    manager.page.fill("#id_starts_on", today.isoformat())
    manager.page.fill("#id_ends_on", (today + timedelta(days=364)).isoformat())
    manager.healthy("draw-agreement")
    manager.key("F10")
    manager.healthy("agreement-drawn-up")
    second.go(f"/cases/{case.pk}/sign-agreement/")
    second.healthy("sign-agreement")
    second.key("F10")
    if second.page.locator("#preview-title").count():
        second.healthy("sign-agreement-preview")
        second.key("F10")
    second.looked_at("agreement-signed")
    paper(second, case, "agreement-cover-sheet")
    case.refresh_from_db()
    assert case.state == "signed"
    assert set(IssuedPaper.objects.values_list("kind", flat=True)) == {
        "designation_missing",
        "designation_acceptance",
        "agreement_cover_sheet",
    }
    manager.go(f"/institutions/{at.pk}/")
    manager.looked_at("institution-designated")
    assert manager.page.locator(".case-head .state-done").count() == 1
    assert manager.page.locator(".period-strip .month-paid").count() >= 11
    manager.go("/")
    manager.healthy("home-of-the-institution-manager")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_public_list_needs_no_log_in(desk, people, language):
    from tests.institutions.builders import institution, signed

    today = timezone.localdate()
    at = institution(office=HAICANG, taiwan_funded=True, taiwan_form="joint", taiwan_share=60)
    term = {"starts_on": today, "ends_on": today + timedelta(days=300)}
    signed(at, people("institution_manager", HAICANG), people("supervisor", HAICANG), **term)
    window = desk("counter_clerk", language=language)
    window.context.clear_cookies()
    window.go(f"/public/institutions/{language}/?taiwan=1")
    window.looked_at("designated-institutions")
    assert at.code in window.page.content()
    with window.page.expect_download() as download:
        window.page.click("a[href*='list.csv']")
    assert at.code in download.value.path().read_text(encoding="utf-8-sig")


def test_an_institution_fits_a_narrow_screen_with_its_rarer_acts_open(desk, people):
    from tests.institutions.builders import institution, signed

    today = timezone.localdate()
    at = institution(office=HAICANG)
    term = {"starts_on": today, "ends_on": today + timedelta(days=300)}
    signed(at, people("institution_manager", HAICANG), people("supervisor", HAICANG), **term)
    window = desk(officer=people("institution_manager", HAICANG), language="en")
    window.page.set_viewport_size({"width": 390, "height": 740})
    window.go(f"/institutions/{at.pk}/")
    window.page.click(".more-acts summary")
    assert window.page.locator(".menu-up").is_visible()
    window.healthy("institution-narrow")
    edge = window.page.evaluate("document.querySelector('.menu-up').getBoundingClientRect().right")
    assert edge <= 390
