"""An institution's month at the windows of its officers: from the file over what it comes to, its statement and two approvals to
the money; with a small file, and with a hundred thousand lines that the worker reads while the page shows how far it is
(bin/test --browser -m "browser and load")."""

import pytest
from django.utils import timezone

from casework.imports.services import jobs
from casework.models import CaseFile, Import, Payable, PaymentBatch
from casework.payments.services.batches import reference_of
from claims.models import CareResult, InstitutionMonth, Run
from claims.runs.services import chunks
from tests.claims.months.builders import Ward
from tests.load.month_files import crowd, file_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LANGUAGES = ["zh-hans", "zh-hant", "en"]
ACCOUNT = {"name": "某医院", "number": "3502 0000 0000 0000 01", "bank_code": "105", "bank_name": "某银行"}
DONE = ("checked", "done", "discarded", "failed")


def jobs_until(import_key, today) -> None:
    """What the worker does for an import until somebody is asked again."""
    one = Import.objects.get(pk=import_key)
    while one.state not in DONE:
        jobs.run(on=today, now=timezone.now())
        one.refresh_from_db()


def entered(clerk, ward, documents, lines: int) -> CaseFile:
    """The month is sent, seen to be read, checked, confirmed, entered."""
    clerk.go("/months/")
    clerk.page.fill("#id_code", ward.hospital.code)
    clerk.key("Enter")
    clerk.healthy("month-send")
    content = b"".join(file_of(documents, lines))
    clerk.page.set_input_files("#id_file", files=[{"name": "2026-05.csv", "mimeType": "text/csv", "buffer": content}])
    clerk.key("F10")
    one = Import.objects.get()
    if one.state != "checked":
        assert clerk.page.locator("progress").count() == 1
        clerk.healthy("month-being-read")
        jobs_until(one.pk, ward.today)
        clerk.page.reload()
    clerk.healthy("month-checked")
    clerk.key("F10")
    jobs_until(one.pk, ward.today)
    one.refresh_from_db()
    assert (one.state, one.rows_total, one.rows_bad) == ("done", lines, 0)
    clerk.go(f"/months/files/{one.pk}/")
    clerk.healthy("month-entered")
    return InstitutionMonth.objects.get().case


def run_through(window, case: CaseFile) -> Run:
    """The run the last press began: its page shows how far it is, and is looked at in the middle."""
    run = Run.objects.filter(month=case.pk).latest("number")
    window.go(f"/cases/{case.pk}/")
    assert window.page.locator("progress").count() == 1
    window.healthy("month-running")
    while Run.objects.get(pk=run.pk).state not in ("done", "failed"):
        chunks.advance(run.pk)
    window.go(f"/cases/{case.pk}/")
    assert window.page.locator("progress").count() == 0
    return Run.objects.get(pk=run.pk)


def stepped(window, case: CaseFile, verb: str) -> None:
    window.go(f"/cases/{case.pk}/{verb}/")
    window.healthy(verb)
    window.key("F10")


def stated(clerk, case: CaseFile, today) -> None:
    clerk.go(f"/cases/{case.pk}/")
    clerk.press(f"form[action='/cases/{case.pk}/run-month/'] button")
    assert run_through(clerk, case).state == "done"
    clerk.looked_at("month-worked-out")
    clerk.go(f"/cases/{case.pk}/differences/")
    clerk.looked_at("month-differences")
    stepped(clerk, case, "state-month")
    clerk.press(f"form[action='/cases/{case.pk}/month-statement/'] button.btn")
    clerk.healthy("month-statement")
    clerk.go(f"/cases/{case.pk}/agree-month/")
    clerk.page.fill("#id_replied_on", today.isoformat())
    clerk.healthy("agree-month")
    clerk.key("F10")


def paid(ward, windows, payable: Payable) -> None:
    """Account, its comparison, batch, release, file, the bank's answer."""
    clerk, reviewer, payer, finance = windows
    clerk.go(f"/payments/{payable.pk}/account/")
    for name, value in ACCOUNT.items():
        clerk.page.fill(f"#id_{name}", value)
    clerk.key("F10")
    reviewer.go(f"/payments/{payable.pk}/compare/")
    reviewer.page.fill("#id_number", ACCOUNT["number"])
    reviewer.key("F10")
    finance.go("/payments/")
    finance.healthy("payments-of-a-month")
    finance.press("form[action='/payments/batches/make/'] button")
    batch = PaymentBatch.objects.get()
    finance.healthy("batch-of-a-month")
    payer.go(f"/payments/batches/{batch.pk}/")
    payer.press(f"form[action='/payments/batches/{batch.pk}/release/'] button")
    finance.go(f"/payments/batches/{batch.pk}/")
    with finance.page.expect_download():
        finance.page.locator(f"form[action='/payments/batches/{batch.pk}/send/'] button").click()
    finance.go(f"/payments/batches/{batch.pk}/")
    answer = f"position,reference,result,day,reason\n1,{reference_of(batch, 1)},paid,{timezone.localdate()},\n"
    answered = {"name": "answer.csv", "mimeType": "text/csv", "buffer": answer.encode()}
    finance.page.set_input_files("#id_file", files=[answered])
    finance.press(f"form[action='/payments/batches/{batch.pk}/answer/'] button")
    finance.healthy("batch-answered")
    payable.refresh_from_db()
    assert payable.state == "paid"


def journey(desk, people, language: str, lines: int) -> None:
    ward = Ward(people)
    documents = crowd(ward, max(2, lines // 40))
    clerk, reviewer, second = (
        desk(officer=officer, language=language) for officer in (ward.clerk, ward.reviewer, ward.second)
    )
    case = entered(clerk, ward, documents, lines)
    stated(clerk, case, ward.today)
    stepped(reviewer, case, "review-month")
    stepped(second, case, "approve-month")
    run = run_through(second, case)
    assert run.mode == "post" and CareResult.objects.filter(run=run).count() == lines // 10
    payable = Payable.objects.get(purpose="institution_month")
    second.looked_at("month-posted")
    assert f"{payable.amount:,.2f}" in second.page.content()
    payer, finance = (desk(officer=officer, language=language) for officer in (ward.payer, ward.finance))
    paid(ward, (clerk, reviewer, payer, finance), payable)
    clerk.go(f"/cases/{case.pk}/")
    clerk.healthy("month-paid")
    assert CaseFile.objects.get(pk=case.pk).state == "paid"


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_file_to_the_money(desk, people, language):
    journey(desk, people, language, 40)


@pytest.mark.load
@pytest.mark.parametrize("language", LANGUAGES)
def test_from_a_hundred_thousand_lines_to_the_money(desk, people, language):
    journey(desk, people, language, 100_000)
