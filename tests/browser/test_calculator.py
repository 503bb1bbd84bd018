"""The calculator with a client across the glass: try, compare, keep, print; in three languages, by keys, without scripts."""

import pytest

from casework.models import IssuedPaper
from casework.papers.queries import paper_fonts
from claims.models import Calculation
from tests.builders import data, enrolled, identity, residence_permit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LANGUAGES = ["zh-hans", "zh-hant", "en"]
DEMONSTRATION = "fujian-demonstration@1"
PERSON = {"#id_scheme": "uebmi", "#id_category": "retired"}
VISIT = {"#id_setting": "inpatient", "#id_level": "3", "#id_off_site": "local"}


@pytest.fixture
def held(people):
    """The number of somebody registered at the clerk's office."""
    enrolled(people("counter_clerk"), people("reviewer"), data(identity(2), received_on=people.on))
    return residence_permit(sequence=2)


def fill_in(window) -> None:
    """A retired employee at a third-level hospital, by sums."""
    page = window.page
    for selector, value in (PERSON | VISIT).items():
        page.select_option(selector, value)
    page.fill("#id_age", "72")
    page.fill("#id_contribution_years", "25")
    page.fill("#id_bill_total", "30,000")
    page.fill("#id_bill_first_pay", "1000")
    page.fill("#id_personal_account", "500")


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_calculator_to_the_printed_statement(desk, held, language):
    window = desk("counter_clerk", language=language)
    window.go("/calculator/")
    window.healthy("calculator-empty")
    page = window.page
    page.select_option("#id_policy", DEMONSTRATION)
    window.press("button[value=use_policy]")
    assert page.locator(".demo-label").count() == 1 and page.locator(".error-summary").count() == 0
    fill_in(window)
    page.fill("#id_age", "seventy")
    window.key("F10")
    window.healthy("calculator-refused")
    assert page.input_value("#id_bill_total") == "30,000" and page.input_value("#id_age") == "seventy"
    page.fill("#id_age", "72")
    window.key("F10")
    window.healthy("calculator-result")
    assert "¥25,887.50" in page.inner_text(".who-pays") and "¥4,112.50" in page.inner_text(".who-pays")
    rows = page.locator(".what-if tbody tr")
    assert rows.count() == 6 and "+¥" in page.inner_text(".what-if") and "−¥" in page.inner_text(".what-if")
    page.locator(".money-line summary").first.click()
    window.healthy("calculator-arithmetic")
    page.fill("#id_number", held)
    page.select_option("#id_language", language)
    window.key("F9")
    window.healthy("calculation-kept")
    assert Calculation.objects.get().document is not None and held not in page.content()
    assert page.locator(".notice-done").count() == 1
    window.key("F10")
    window.healthy("statement")
    assert page.locator(".statement-table").first.locator("tr").count() > 20
    window.key("F10")
    window.healthy("statement-printed")
    paper = IssuedPaper.objects.get()
    assert paper.kind == "settlement_statement" and paper.prints.count() == 1
    assert paper.media_type == ("text/html" if paper_fonts.pango_missing() else "application/pdf")
    window.go("/calculations/")
    window.healthy("calculations")


def test_by_keyboard_and_without_scripts_with_the_lines_of_a_bill(desk):
    window = desk("counter_clerk", language="en", javascript=False)
    window.go("/calculator/")
    page = window.page
    page.select_option("#id_policy", DEMONSTRATION)
    window.press("button[value=use_policy]")
    for selector, value in (PERSON | VISIT).items():
        page.select_option(selector, value)
    page.fill("#id_age", "60")
    page.fill("#id_contribution_years", "10")
    page.focus("details.bill-lines summary")
    page.keyboard.press("Enter")
    window.press("button[value=add_lines]")
    assert page.locator(".line-grid tbody tr").count() == 10 and page.input_value("#id_age") == "60"
    for number, (name, price) in enumerate([("a", "1000"), ("b", "500.5"), ("c", "99")]):
        page.select_option(f"#id_line-{number}-item_class", name)
        page.fill(f"#id_line-{number}-price", price)
    page.focus("#id_line-2-price")
    page.keyboard.press("Enter")
    page.wait_for_selector(".who-pays")
    assert "¥1,599.50" in page.inner_text(".who-pays")


def test_a_policy_that_is_silent_says_so(desk):
    window = desk("counter_clerk", language="zh-hant")
    window.go("/calculator/")
    page = window.page
    page.select_option("#id_policy", "xiamen@2015")
    window.press("button[value=use_policy]")
    page.select_option("#id_scheme", "uebmi")
    page.select_option("#id_level", "3")
    page.fill("#id_admitted_on", "2026-03-01")
    page.fill("#id_bill_total", "8000")
    window.key("F10")
    window.healthy("calculator-silent")
    # What is not stated, and where the policy would state it.
    assert page.locator(".who-pays").count() == 0 and page.locator(".error-summary li").count() == 2
    assert page.locator(".error-summary a[href*='#value-']").count() == 1
