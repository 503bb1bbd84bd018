"""What a scan is of, chosen while the page is asking the server: no answer under way takes the choice back."""

import pytest
from PIL import Image

from casework.models import Evidence
from tests.browser.test_paths import open_intake

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FINDINGS = "**/findings/"
UPLOADS = "**/evidence/"


@pytest.fixture
def scan(tmp_path):
    Image.new("RGB", (900, 560), (235, 242, 240)).save(tmp_path / "scan.jpg", "JPEG")
    return tmp_path / "scan.jpg"


def held(page, address: str) -> list:
    """Requests to the address wait until they are let go."""
    waiting = []

    def hold(route):
        waiting.append(route)

    page.route(address, hold)
    return waiting


def let_go(page, waiting: list, address: str) -> None:
    for route in waiting:
        route.continue_()
    page.unroute(address)


def codes(page) -> list[str]:
    return page.eval_on_selector_all("#evidence-item option", "options => options.map((option) => option.value)")


def test_a_choice_made_under_way_stays(desk, scan):
    clerk = desk("counter_clerk")
    open_intake(clerk)
    page = clerk.page
    page.check("input[name=kind][value=taiwan_residence_permit]")
    page.check("input[name=path][value=employed]")
    contract = "employment_contract"
    page.wait_for_selector(f"#evidence-item option[value={contract}]", state="attached")
    page.wait_for_load_state("networkidle")
    before = codes(page)
    # The kind of document changes and with it the list; while the server is asked the clerk chooses.
    findings = held(page, FINDINGS)
    page.check("input[name=kind][value=passport]")
    page.wait_for_timeout(100)
    assert findings, "nothing was asked"
    page.select_option("#evidence-item", contract)
    let_go(page, findings, FINDINGS)
    page.wait_for_selector("#evidence-item option[value=employment_document]", state="attached")
    assert codes(page) != before and page.input_value("#evidence-item") == contract

    # A file is on its way; the next paper is chosen before it has arrived.
    first, offered = "identity_document", codes(page)
    page.select_option("#evidence-item", first)
    page.set_input_files("#evidence-file", str(scan))
    uploads = held(page, UPLOADS)
    page.locator("#evidence button[type=submit]").last.click()
    page.wait_for_timeout(100)
    page.select_option("#evidence-item", contract)
    let_go(page, uploads, UPLOADS)
    page.locator("#evidence .evidence-list li").wait_for()
    assert Evidence.objects.get().item == first
    assert (page.input_value("#evidence-item"), codes(page)) == (contract, offered)
    clerk.healthy("intake-scan-added")
