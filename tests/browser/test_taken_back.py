"""A posted claim reversed and what it overpaid recovered, and care elsewhere filed, at the windows of those who do it; by keys, in
three languages, and a reversal without scripts."""

import pytest

from casework.models import CaseFile, Payable
from claims.models import OffsiteFiling, Overpayment, Recovery, Repayment, Reversal
from tests.claims.reversals.builders import Bench

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LANGUAGES = ["zh-hans", "zh-hant", "en"]


@pytest.fixture
def bench(people):
    return Bench(people)


@pytest.fixture
def two(bench):
    """Two claims of one person, posted and paid."""
    person = bench.insured()
    cases = bench.posted(person, 1, 6), bench.posted(person, 2, 16)
    bench.paid(person)
    return cases


def chosen(window, end: str) -> None:
    """An act that the bar keeps in its menu, opened and followed by keys; beside the menu it is a link like others."""
    link = window.page.locator(f"a[href$='{end}']").first
    menu = window.page.locator(".primary-bar details.menu, .primary-bar details").filter(has=link)
    if menu.count() and not link.is_visible():
        menu.locator("summary").focus()
        window.page.keyboard.press("Enter")
    link.focus()
    window.key("Enter")


def taken_back(window, case) -> None:
    """From the page of the claim, by keys where there are some."""
    window.go(f"/cases/{case.pk}/")
    chosen(window, f"/cases/{case.pk}/reverse/")
    window.page.check("input[name=reason][value=entered_wrong]")
    window.page.fill("#id_words", "清单有误")


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_posted_claim_to_the_money_that_came_back(desk, bench, two, language):
    window = desk(officer=bench.reviewer, language=language)
    taken_back(window, two[0])
    window.healthy("reversal-open")
    window.key("F10")
    reversal = Reversal.objects.get()
    window.healthy("reversal-proposed")
    third = desk(officer=bench.third, language=language)
    third.go(f"/cases/{reversal.pk}/confirm-reversal/")
    # What was posted for the later claim of the year, and what it is without the first.
    assert {"1,560.00", "1,320.00"} <= set(third.page.inner_text("main").replace("¥", " ").split())
    third.looked_at("reversal-confirm")
    third.key("F10")
    third.healthy("reversal-confirmed")
    over = Overpayment.objects.get(claim=two[0].pk)
    assert Reversal.objects.get().state == "confirmed" and over.amount == Payable.objects.get(case=two[0]).amount
    window.go(f"/cases/{reversal.pk}/")
    chosen(window, f"/overpayments/{over.pk}/recover/")
    window.page.fill("#id_words", "第一次住院的费用已在他处结算")
    window.healthy("recovery-open")
    window.key("F10")
    case = CaseFile.objects.get(kind="recovery")
    window.looked_at("recovery-notified")
    clerk = desk(officer=bench.clerk, language=language)
    clerk.go(f"/cases/{case.pk}/record-reply/")
    clerk.page.fill("#id_words", "愿意退回")
    clerk.healthy("recovery-reply")
    clerk.key("F10")
    window.go(f"/cases/{case.pk}/propose-recovery/")
    window.page.check("input[name=way][value=instalments]")
    window.page.fill("#id_number", "1")
    window.page.fill("#id_first_due_on", bench.today.isoformat())
    window.healthy("recovery-propose")
    window.key("F10")
    third.go(f"/cases/{case.pk}/agree-recovery/")
    third.healthy("recovery-agree")
    third.key("F10")
    finance = desk(officer=bench.finance, language=language)
    finance.go("/recoveries/")
    finance.healthy("recoveries")
    chosen(finance, f"/recoveries/{case.pk}/repayment/")
    finance.page.fill("#id_amount", str(over.amount))
    finance.page.fill("#id_bank_day", bench.today.isoformat())
    finance.page.fill("#id_bank_number", "N-1")
    finance.healthy("recovery-repayment")
    finance.key("F10")
    assert Repayment.objects.get().amount == over.amount and Recovery.objects.get().case.state == "repaid"


def test_a_claim_is_reversed_without_scripts(desk, bench, two):
    window = desk(officer=bench.reviewer, javascript=False)
    taken_back(window, two[0])
    window.press("button[data-key=F10]")
    reversal = Reversal.objects.get()
    third = desk(officer=bench.third, javascript=False)
    third.go(f"/cases/{reversal.pk}/confirm-reversal/")
    third.press("button[data-key=F10]")
    assert Reversal.objects.get().state == "confirmed" and Overpayment.objects.filter(claim=two[0].pk).exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_care_outside_the_province_is_filed(desk, bench, language):
    person = bench.insured()
    window = desk(officer=bench.clerk, language=language)
    window.go(f"/people/{person.pk}/")
    chosen(window, f"/people/{person.pk}/filing/")
    page = window.page
    page.locator("input[name=reason]").first.check()
    page.select_option("#id_province", index=1)
    page.fill("#id_starts_on", bench.today.isoformat())
    page.fill("#id_received_on", bench.today.isoformat())
    page.check("#id_commitment")
    window.looked_at("filing-open")
    window.key("F10")
    filing = OffsiteFiling.objects.get()
    window.healthy("filing-entered")
    window.go(f"/cases/{filing.pk}/confirm-filing/")
    window.healthy("filing-confirm")
    window.key("F10")
    window.looked_at("filing-stands")
    assert CaseFile.objects.get(pk=filing.pk).state == "stands"
