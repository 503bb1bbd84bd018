"""A claim at the windows of three officers, from the page of the person to the posted settlement; by keys, in three languages, and
entered without scripts."""

import pytest

from casework.models import Payable
from claims.models import ClaimSettlement, Receipt, ReceiptLine, Reimbursement
from claims.reimbursements.forms.receipts import FIRST_LINES
from tests.builders import identity
from tests.claims.reimbursements.builders import CARE_C, DRUG_A
from tests.claims.reimbursements.builders import Desk as Counter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LANGUAGES = ["zh-hans", "zh-hant", "en"]
# Of a receipt of ten lines, behind its head.
MOST_KEYS = 220
PASTED = f"{DRUG_A}\t某药\t2\t1500\t3000.00\t2026-05-12\n{CARE_C}\t床位费\t1\t\t100.00\t2026-05-13"
PASTE = """text => { const cell = document.activeElement, data = new DataTransfer(); data.setData("text/plain", text);
    cell.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true})); }"""


def opened(window, person):
    """What is claimed, typed into the first page."""
    window.go(f"/people/{person.pk}/")
    window.press(f"a[href='/people/{person.pk}/claim/']")
    page = window.page
    page.check("input[name=care][value=inpatient]")
    page.fill("#id_starts_on", "2026-05-11")
    page.fill("#id_ends_on", "2026-05-20")
    page.fill("#id_institution_code", "h35020300001")
    page.fill("#id_diagnosis", "I10.x00x002")
    return page


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_page_of_the_person_to_the_posted_claim(desk, people, language):
    counter = Counter(people)
    person = counter.insured()
    window = desk(officer=counter.clerk, language=language)
    page = opened(window, person)
    page.wait_for_selector("#institution-name .notice-done")
    window.healthy("claim-open")
    window.key("F10")
    page.fill("#id_code", "35060126")
    page.fill("#id_number", "0026896566")
    page.fill("#id_check_code", "c748a8")
    page.fill("#id_total", "3100.01")
    page.check("#id_looked_up")
    window.tab_to("#id_line-0-code")
    with page.expect_navigation():
        page.evaluate(PASTE, PASTED)
    assert page.input_value("#id_line-1-amount") == "100.00"
    # At the foot of the sheet, where the bar that sticks to the window covers half of no row.
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    window.healthy("claim-receipt")
    window.key("F10")
    claim = Reimbursement.objects.get()
    # A fen too much on the receipt: said at once, before anything is received.
    assert "3100.01" in page.inner_text(".finding-list") and Receipt.objects.count() == 1
    window.looked_at("claim-draft")
    page.goto(page.url + "claim-receipt/1/")
    page.fill("#id_total", "3100.00")
    window.key("F10")
    page.goto(page.url + "claim-account/")
    for name, value in (("number", "6222000012345678"), ("bank_code", "105"), ("bank_name", "某银行")):
        page.fill(f"#id_{name}", value)
    window.healthy("claim-account")
    window.key("F10")
    counter.scans(claim.case)
    window.go(f"/cases/{claim.pk}/submit-claim/")
    window.healthy("claim-submit")
    window.key("F10")
    window = desk(officer=counter.reviewer, language=language)
    window.go(f"/cases/{claim.pk}/review-claim/")
    window.page.check("input[name=advice][value=approve]")
    window.healthy("claim-review")
    window.key("F10")
    window = desk(officer=counter.second, language=language)
    window.go(f"/cases/{claim.pk}/approve-claim/")
    window.healthy("claim-approve")
    window.key("F10")
    window.looked_at("claim-approved")
    assert ClaimSettlement.objects.get().paid == Payable.objects.get().amount


def test_a_receipt_is_entered_without_scripts(desk, people):
    counter = Counter(people)
    window = desk(officer=counter.clerk, javascript=False)
    page = opened(window, counter.insured())
    window.press("button[data-key=F10]")
    page.fill("#id_number", "0026896566")
    page.fill("#id_paste", PASTED)
    window.press("button[value=paste]")
    assert page.input_value("#id_line-0-name") == "某药" and page.input_value("#id_number") == "0026896566"
    page.fill("#id_code", "35060126")
    page.fill("#id_check_code", "c748a8")
    page.fill("#id_total", "3100.00")
    page.check("#id_looked_up")
    window.press("button[data-key=F10]")
    assert ReceiptLine.objects.count() == 2


def test_begun_at_a_service_center_decided_at_the_county_office(desk, people):
    """Named by her document, taken in by hand and without scripts, decided by three at the office."""
    counter = Counter(people)
    person, center = counter.insured(), people.center()
    window = desk(officer=center, language="zh-hant", javascript=False)
    page = window.page
    window.press("a[href='/claims/at-the-counter/']")
    page.fill("#id_number", identity(2).number)
    window.press("button[data-key=F10]")
    window.press(f"a[href='/people/{person.pk}/claim/']")
    page.check("input[name=care][value=inpatient]")
    for name, value in (("starts_on", "2026-05-11"), ("ends_on", "2026-05-20"), ("diagnosis", "I10.x00x002")):
        page.fill(f"#id_{name}", value)
    page.fill("#id_institution_code", "h35020300001")
    window.press("button[data-key=F10]")
    page.fill("#id_number", "0026896566")
    page.fill("#id_paste", PASTED)
    window.press("button[value=paste]")
    for name, value in (("code", "35060126"), ("check_code", "c748a8"), ("total", "3100.00")):
        page.fill(f"#id_{name}", value)
    page.check("#id_looked_up")
    window.press("button[data-key=F10]")
    claim = Reimbursement.objects.select_related("case").get()
    window.go(f"/cases/{claim.pk}/claim-account/")
    for name, value in (("name", person.name), ("number", "6222000012345678"), ("bank_code", "105")):
        page.fill(f"#id_{name}", value)
    page.fill("#id_bank_name", "某银行")
    window.press("button[data-key=F10]")
    counter.scans(claim.case)
    window.go(f"/cases/{claim.pk}/submit-claim/")
    window.press("button[data-key=F10]")
    window.go(f"/cases/{claim.pk}/")
    assert page.locator("form[action$='/claim-acceptance/']").count()
    assert page.locator("#settlement").count() == 0
    at_office = desk(officer=counter.reviewer, language="zh-hans")
    at_office.go(f"/cases/{claim.pk}/review-claim/")
    at_office.page.check("input[name=advice][value=approve]")
    at_office.key("F10")
    at_office = desk(officer=counter.second, language="zh-hans")
    at_office.go(f"/cases/{claim.pk}/approve-claim/")
    at_office.key("F10")
    assert ClaimSettlement.objects.get().claim_id == claim.pk and claim.case.through_center == center.office


@pytest.mark.parametrize("language", LANGUAGES)
def test_naming_somebody_at_a_service_center_in_each_language(desk, people, language):
    counter = Counter(people)
    person = counter.insured()
    window = desk(officer=people.center(), language=language)
    window.go("/claims/at-the-counter/")
    window.page.fill("#id_number", identity(2).number)
    window.key("F10")
    window.looked_at("claim-at-the-counter")
    window.press(f"a[href='/people/{person.pk}/claim/']")
    window.healthy("claim-open-at-the-counter")


def test_a_receipt_of_ten_lines_takes_few_keys(desk, people):
    """Each item by a part of its name, quantity and unit price; the amount is worked out. Every key of the lines is counted."""
    counter = Counter(people)
    items = (
        "阿莫西林",
        "布洛芬",
        "奥美拉唑",
        "二甲双胍",
        "氨氯地平",
        "阿托伐他汀",
        "头孢呋辛",
        "左氧氟沙星",
        "氯雷他定",
        "蒙脱石散",
    )
    for number, name in enumerate(items):
        counter.item(f"XA02BCA001A0010101000{number:02}", name=name)
    window = desk(officer=counter.clerk)
    page = opened(window, counter.insured())
    window.key("F10")
    for name, value in (("code", "35060126"), ("number", "0026896566"), ("check_code", "c748a8"), ("total", "310.00")):
        page.fill(f"#id_{name}", value)
    page.check("#id_looked_up")
    window.tab_to("#id_line-0-code")
    pressed = 0

    def press(*keys: str) -> None:
        nonlocal pressed
        pressed += len(keys)
        for key in keys:
            page.keyboard.press(key)

    for number, name in enumerate(items):
        pressed += 2
        page.keyboard.insert_text(name[1:3])
        press("Tab")
        window.shows(f"#id_line-{number}-name", name)
        press("Tab", "2", "Tab", *"15.50", "Tab", "Tab", "Tab")
        if number == FIRST_LINES - 1:
            # Two lines more than the page begins with.
            with page.expect_navigation():
                press("Enter")
            window.tab_to(f"#id_line-{FIRST_LINES}-code")
    window.key("F10")
    assert ReceiptLine.objects.count() == 10 and pressed <= MOST_KEYS, pressed
