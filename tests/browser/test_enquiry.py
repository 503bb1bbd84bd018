"""A client asks on her telephone how her case stands."""

import pytest
from django.utils import timezone

from enrolment.receipts.services.receipts import issue_visit_receipt
from tests.browser.conftest import Desk
from tests.builders import data, identity, op, submitted

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TELEPHONE = {"width": 375, "height": 740}


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_a_case_is_asked_for_on_a_telephone(chromium, live_server, people, language):
    clerk, today = people("counter_clerk"), timezone.localdate()
    paper = issue_visit_receipt(submitted(clerk, data(identity(4), received_on=today)), by=clerk, on=today, op=op())
    client = Desk(chromium, live_server, clerk, language)
    client.page.set_viewport_size(TELEPHONE)
    client.go(f"/public/enquiry/{language}/")
    client.healthy("enquiry")
    client.page.fill("#id_reference", paper.reference)
    client.page.fill("#id_code", "2" * 12)
    client.key("Enter")
    assert client.page.locator("#error-summary").is_visible() and client.page.input_value("#id_code") == "2" * 12
    client.page.fill("#id_code", paper.check_code)
    client.key("Enter")
    assert paper.case.reference in client.page.inner_text("main") and "陳" not in client.page.inner_text("main")
    client.healthy("enquiry-answered")
    client.close()
