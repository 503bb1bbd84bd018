"""What a second person decides at the counter, and what is asked before it is kept: refusals, corrections, documents."""

from datetime import timedelta

import pytest
from django.utils import timezone

from casework.models import CaseFile, LookUpAlert
from enrolment.models import Hire, Person
from tests.browser.conftest import PASSWORD
from tests.browser.test_visit import LANGUAGES
from tests.builders import data, enrolled, hired, identity, residence_permit, submitted
from tests.enrolment.hires.test_hires import with_proof

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("language", LANGUAGES),
]


def test_a_refusal_against_the_finding(desk, people, language):
    case = submitted(people("counter_clerk"), data(received_on=timezone.localdate()))
    first = desk("reviewer", language=language)
    first.go(f"/cases/{case.pk}/refuse/")
    first.looked_at("refuse-contradiction")
    first.page.check("input[name=ground][value=not_eligible]")
    first.page.fill("#id_detail", "不符合本市参保条件")
    first.page.fill("#id_provision", "《条例》第二条")
    first.key("F10")
    first.looked_at("refuse-preview")
    assert first.page.locator("#preview-title").is_visible() and CaseFile.objects.get(pk=case.pk).state == "submitted"
    first.key("F10")
    first.looked_at("refuse-proposed")
    second = desk(officer=people("reviewer", number=2), language=language)
    second.go(f"/cases/{case.pk}/refuse/")
    second.looked_at("refuse-second")
    second.key("F10")
    if second.page.locator("#preview-title").count():
        second.key("F10")
    second.healthy("refuse-done")
    assert CaseFile.objects.get(pk=case.pk).state == "refused"


def test_a_start_that_takes_a_lateness_away(desk, people, language):
    clerk, on = people("counter_clerk"), timezone.localdate()
    case = hired(clerk, work_began_on=on - timedelta(days=60))
    with_proof(case, clerk)
    maker = desk(officer=clerk, language=language)
    maker.go(f"/cases/{case.pk}/correct-start/")
    maker.page.fill("#id_work_began_on", (on - timedelta(days=5)).isoformat())
    maker.page.fill("#id_reason", "合同")
    maker.key("F10")
    maker.looked_at("correct-start-refused")
    maker.go(f"/cases/{case.pk}/hire/")
    maker.looked_at("hire-late")
    maker.go(f"/cases/{case.pk}/propose-correction/")
    maker.key("F10")
    maker.looked_at("propose-correction-refused")
    maker.page.fill("#id_work_began_on", (on - timedelta(days=5)).isoformat())
    maker.page.fill("#id_note", "劳动合同原件所载日期")
    maker.key("F10")
    maker.looked_at("correction-proposed")
    checker = desk("supervisor", language=language)
    checker.looked_at("home-with-correction")
    checker.go(f"/cases/{case.pk}/confirm-correction/")
    checker.looked_at("confirm-correction")
    checker.key("F10")
    checker.healthy("correction-confirmed")
    assert Hire.objects.get(case=case).work_began_on == on - timedelta(days=5)


def test_a_document_with_another_name_or_number(desk, people, language):
    case = enrolled(people("counter_clerk"), people("reviewer"), data(received_on=timezone.localdate()))
    person = Person.objects.get(pk=case.subject)
    clerk = desk("counter_clerk", language=language)
    page = clerk.page
    clerk.go(f"/people/{person.pk}/documents/")
    clerk.looked_at("add-document")
    page.check("input[name=kind][value=taiwan_travel_permit]")
    page.fill("#id_number", "10000077")
    page.fill("#id_name", "林大同")
    page.fill("#id_expires_on", "2031-05-31")
    clerk.key("F10")
    clerk.looked_at("document-other-name")
    page.fill("#id_name_proof", "戶籍謄本")
    clerk.key("F10")
    clerk.go(f"/people/{person.pk}/documents/")
    page.check("input[name=kind][value=taiwan_residence_permit]")
    page.fill("#id_number", residence_permit(sequence=4))
    page.fill("#id_expires_on", "2031-05-31")
    clerk.key("F10")
    clerk.looked_at("document-other-number")
    assert person.documents.filter(superseded_at=None).count() == 2
    clerk.let_proof_age()
    clerk.go(f"/people/{person.pk}/")
    page.locator("form[action$='/reveal/'] select[name=reason]").first.select_option("client_present")
    clerk.press("form[action$='/reveal/'] button")
    clerk.looked_at("prove-before-a-full-value")
    page.fill("#id_fresh_password", PASSWORD)
    clerk.key("F10")
    clerk.healthy("full-value")


def test_look_ups_beyond_the_brake(desk, people, settings, language):
    settings.MISSES_PER_HOUR = 1
    submitted(people("counter_clerk"), data(identity(2), received_on=timezone.localdate()))
    clerk = desk("counter_clerk", language=language)
    for sequence in (101, 103):
        clerk.go("/look-up/")
        clerk.page.fill("#id_number", residence_permit(sequence=sequence))
        clerk.page.check("input[name=reason][value=activation]")
        clerk.key("F10")
    clerk.looked_at("look-up-braked")
    assert LookUpAlert.objects.count() == 1
    assert clerk.page.input_value("#id_number") == residence_permit(sequence=103)
    clerk.page.fill("#search-q", residence_permit(sequence=105))
    clerk.press(".search-box button")
    clerk.looked_at("search-braked")
