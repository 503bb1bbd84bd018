"""What happens to an enrolment afterwards, at two windows: a death and its taking back, a premium given back, a detail corrected,
the personal account with a relative bound to it, a transfer out and in."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from casework.models import CaseFile, Office, Place
from casework.money.models.payments import Payable
from casework.money.queries import pooling_area
from casework.money.services.ledger import account_of, book
from enrolment.changes.services.accounts import holder_of
from enrolment.contributions.services.paid_time import paid_months, paid_year, record_paid_time
from enrolment.contributions.services.payments import Told, record_payment
from enrolment.models import Enrolment, EnrolmentChange, FamilyBinding, PaidTime, Payment, Person
from tests.browser.test_visit import LANGUAGES
from tests.builders import SIMING, data, enrolled, identity, scanned

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("language", LANGUAGES),
]


@pytest.fixture
def person(people) -> Person:
    return insured(people, 2)


def insured(people, sequence: int) -> Person:
    done = enrolled(people("counter_clerk"), people("reviewer"), data(identity(sequence)))
    return Person.objects.get(pk=done.subject)


def papers(case: CaseFile, by, *items: str) -> None:
    scanned(case, by, *items)


def opened(act: str) -> CaseFile:
    return EnrolmentChange.objects.select_related("case").get(act=act, state="requested").case


def recorded(desk, language: str, case: CaseFile, name: str, *, confirmation: str = "") -> None:
    second = desk("reviewer", language=language)
    second.go(f"/cases/{case.pk}/record-change/")
    if confirmation:
        second.page.fill("#id_confirmation", confirmation)
    second.looked_at(f"{name}-to-record")
    second.key("F10")
    if second.page.locator("#preview-title").count():
        second.key("F10")
    second.looked_at(f"{name}-recorded")
    case.refresh_from_db()
    assert case.state == "recorded"


def test_a_death_and_its_taking_back(desk, people, person, language):
    clerk, today = desk("counter_clerk", language=language), timezone.localdate().isoformat()
    clerk.go(f"/people/{person.pk}/changes/report_death/")
    clerk.page.fill("#id_takes_effect_on", "2999-01-01")
    clerk.key("F10")
    clerk.looked_at("death-refused")
    clerk.page.fill("#id_takes_effect_on", today)
    clerk.key("F10")
    case = opened("report_death")
    papers(case, clerk.officer, "identity_document", "proof_of_death")
    recorded(desk, language, case, "death")
    clerk.go(f"/people/{person.pk}/")
    clerk.looked_at("person-who-died")
    clerk.press("a[href$='/death/']")
    clerk.looked_at("death-on-file")
    clerk.press("a[href$='/take_back_death/']")
    clerk.key("F10")
    clerk.looked_at("take-back-without-reason")
    clerk.page.check("input[name=reason][value=death_of_another]")
    clerk.key("F10")
    clerk.looked_at("take-back-asked")
    case = opened("take_back_death")
    papers(case, clerk.officer, "identity_document", "proof_of_error")
    recorded(desk, language, case, "take-back")
    assert Person.objects.get(pk=person.pk).died_on is None
    assert Enrolment.objects.filter(person=person, superseded_at=None, ends_on=None).count() == 1
    clerk.go("/codes-to-renew/")
    clerk.looked_at("codes-to-renew")


def test_a_premium_given_back(desk, people, person, language):
    at, today = people("counter_clerk"), timezone.localdate()
    texts = {
        f"{name}_{column}": "某机关"
        for name in ("reconsideration_organ", "court")
        for column in ("zh_hans", "zh_hant", "en")
    }
    Office.objects.update(**texts)
    paid = paid_year(Place.objects.get(code=SIMING), today.year + 1, person_kind="adult", paid_on=today)
    record_payment(person, paid, Told(channel="wechat", amount=Decimal("450.00"), paid_on=today, number="T-1"), by=at)
    clerk = desk(officer=at, language=language)
    clerk.go(f"/people/{person.pk}/changes/refund_premium/")
    clerk.looked_at("refund")
    clerk.page.check("input[name=reason][value=left_before_start]")
    clerk.page.check(f"input[name=payment][value='{Payment.objects.get().pk}']")
    clerk.page.fill("#id_refund_amount", "451")
    clerk.page.fill("#id_takes_effect_on", today.isoformat())
    clerk.key("F10")
    clerk.looked_at("refund-of-too-much")
    clerk.page.fill("#id_refund_amount", "")
    clerk.key("F10")
    case = opened("refund_premium")
    papers(case, at, "identity_document")
    clerk.go(f"/cases/{case.pk}/")
    clerk.looked_at("refund-asked")
    recorded(desk, language, case, "refund")
    assert Payable.objects.get().amount == Decimal("450.00")
    clerk.go(f"/people/{person.pk}/contributions/")
    clerk.looked_at("contributions-after-refund")


def test_a_detail_corrected(desk, people, person, language):
    clerk = desk("counter_clerk", language=language)
    clerk.go(f"/people/{person.pk}/changes/change_details/")
    clerk.page.check("input[name=about][value=birth_on]")
    clerk.page.fill("#id_claimed", "31.2.1990")
    clerk.key("F10")
    clerk.looked_at("detail-refused")
    clerk.page.check("input[name=about][value=name]")
    clerk.page.fill("#id_claimed", "陳小華")
    clerk.key("F10")
    case = opened("change_details")
    papers(case, clerk.officer, "identity_document", "proof_of_details")
    recorded(desk, language, case, "detail")
    assert Person.objects.get(pk=person.pk).name == "陳小華"


def test_the_personal_account_and_a_relative_bound_to_it(desk, people, person, language):
    at, today = people("counter_clerk"), timezone.localdate()
    relative = insured(people, 4)
    Enrolment.objects.filter(person=person).update(scheme="uebmi", starts_on=date(today.year, 1, 1))
    months = paid_months(
        Place.objects.get(code=SIMING), date(today.year, 1, 1), date(today.year, 3, 1), person_kind="employee"
    )
    record_paid_time(person, months, by=at)
    area = pooling_area(person.home_office)
    account = account_of("personal_account", area, holder=holder_of(person))
    source = account_of("contributions", area, scheme="uebmi")
    book("credit", source, account, Decimal("88.80"), purpose="account_credit", on=today, by=at)
    clerk = desk(officer=at, language=language)
    clerk.go(f"/people/{person.pk}/")
    clerk.press("a[href$='/account/']")
    clerk.looked_at("account")
    clerk.page.fill("#year", "1800")
    clerk.press("form.filters button")
    clerk.looked_at("account-of-no-year")
    clerk.go(f"/people/{person.pk}/changes/pay_back_years/")
    clerk.looked_at("pay-back-years")
    clerk.go(f"/people/{person.pk}/changes/bind_relative/")
    clerk.page.fill("#id_relative_number", "830000199001019999")
    clerk.page.check("input[name=relation][value=spouse]")
    clerk.key("F10")
    clerk.looked_at("bind-nobody")
    clerk.page.fill("#id_relative_number", identity(4).number)
    clerk.page.check("#id_both_consent")
    clerk.key("F10")
    case = opened("bind_relative")
    papers(case, at, "identity_document", "proof_of_relation", "consent_of_both")
    recorded(desk, language, case, "bind")
    clerk.go(f"/people/{relative.pk}/account/")
    clerk.looked_at("account-of-the-relative")
    clerk.press("a[href$='/end/']")
    clerk.looked_at("end-binding")
    clerk.key("F10")
    clerk.looked_at("binding-ended")
    assert FamilyBinding.objects.get().ended_side == "member"


def test_a_transfer_to_another_area(desk, people, person, language):
    clerk = desk("counter_clerk", language=language)
    clerk.go(f"/people/{person.pk}/changes/transfer_out/")
    page, today = clerk.page, timezone.localdate()
    # The area is a division of the country, and not this one.
    page.fill("#id_takes_effect_on", today.isoformat())
    page.fill("#id_area_code", "12")
    page.fill("#id_area_name", "福州市")
    page.check("input[name=account][value=kept]")
    clerk.key("F10")
    clerk.looked_at("transfer-out-refused")
    page.fill("#id_area_code", "350100")
    clerk.key("F10")
    clerk.looked_at("transfer-out-asked")
    case = opened("transfer_out")
    papers(case, clerk.officer, "identity_document", "transfer_request")
    recorded(desk, language, case, "transfer-out", confirmation="TO-2026-1")
    assert Enrolment.objects.get(person=person, superseded_at=None).ends_on == today
    clerk.go(f"/people/{person.pk}/")
    clerk.looked_at("person-transferred")


def test_a_transfer_from_another_area(desk, people, person, language):
    clerk = desk("counter_clerk", language=language)
    clerk.go(f"/people/{person.pk}/changes/transfer_in/")
    page = clerk.page
    page.fill("#id_area_code", "510100")
    page.fill("#id_area_name", "成都市")
    page.check("input[name=carried_scheme][value=uebmi]")
    page.fill("#id_carried_from", "2025-01")
    page.fill("#id_carried_until", "2025-12")
    clerk.looked_at("transfer-in")
    clerk.key("F10")
    case = opened("transfer_in")
    papers(case, clerk.officer, "identity_document", "transfer_request")
    recorded(desk, language, case, "transfer-in", confirmation="TI-2026-1")
    carried = PaidTime.objects.get(person=person, superseded_at=None, elsewhere="510100")
    assert (carried.starts_on, carried.ends_on) == (date(2025, 1, 1), date(2025, 12, 31))
    clerk.go(f"/people/{person.pk}/contributions/")
    clerk.looked_at("contributions-carried")
