"""A month as the people of the office meet it: its file, its page at each point, its differences, its statement."""

from dataclasses import replace
from datetime import date

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from casework.imports.services import sheets
from casework.imports.services.entering import advance
from casework.imports.services.jobs import run
from casework.imports.words import FILES
from casework.models import CaseFile, Import, ImportRow, IssuedPaper, Look, Payable
from casework.rulebook.rules.months import is_over
from claims.models import CareResult, InstitutionMonth, Run
from claims.months.rules.settlements import SETTLEMENTS
from claims.runs.services import chunks
from tests.accounts import at
from tests.builders import JIMEI
from tests.claims.months.builders import csv_of, settlement
from tests.claims.reimbursements.builders import CARE_C, DRUG_A, DRUG_B
from tests.filled_forms import filled
from tests.institutions.builders import rendered
from tests.test_query_counts import queries_of

pytestmark = pytest.mark.django_db


def sent(client, name: str, case, **fields) -> int:
    address = reverse(name, args=[case.pk])
    return client.post(address, filled(client.get(address)) | fields).status_code


def rows(ward, people=2):
    named = ward.documents(*(ward.insured(2 + 2 * number) for number in range(people)))
    return [settlement(f"S{n}", one, (DRUG_A, "3000.00"), (CARE_C, "20.00")) for n, one in enumerate(named)]


def page_of(client, case) -> str:
    return client.get(reverse("see_case", args=[case.pk])).content.decode()


def test_from_the_file_to_the_payment(ward):
    clerk, reviewer, second = at(ward.clerk), at(ward.reviewer), at(ward.second)
    address = clerk.get(reverse("see_months"), {"code": ward.hospital.code}).url
    declared = [row for one in rows(ward) for row in one]
    answer = clerk.post(address, filled(clerk.get(address)) | {"file": csv_of(declared)})
    one = Import.objects.get()
    page = clerk.get(answer.url).content.decode()
    assert "S0" in page and declared[0]["certno"] not in page and declared[0]["certno"][-4:] in page
    assert clerk.post(reverse("confirm_month_file", args=[one.pk])).status_code == 302
    advance(one.pk, on=ward.today, limit=1000)
    case = InstitutionMonth.objects.get().case
    assert reverse("see_case", args=[case.pk]) in clerk.get(reverse("see_month_file", args=[one.pk])).content.decode()
    assert "6,040.00" in page_of(clerk, case)
    assert sent(clerk, "state_month", case) == 422
    assert clerk.post(reverse("run_month", args=[case.pk])).status_code == 302
    assert "<progress" in page_of(clerk, case)
    chunks.advance(Run.objects.get().pk)
    assert "<progress" not in page_of(clerk, case)
    assert sent(clerk, "state_month", case) == 302
    assert sent(clerk, "agree_month", case, replied_on="") == 422
    today = clerk.get(reverse("agree_month", args=[case.pk])).context["officer"].on
    assert sent(clerk, "agree_month", case, replied_on=str(today)) == 302
    assert sent(reviewer, "review_month", case) == 302
    assert sent(reviewer, "approve_month", case) == 422
    assert sent(second, "approve_month", case) == 302
    assert "<progress" in page_of(second, case)
    chunks.advance(Run.objects.get(mode="post").pk)
    payable = Payable.objects.get()
    assert CaseFile.objects.get(pk=case.pk).state == "posted" and payable.due_on is not None
    assert f"{payable.amount:,.2f}" in page_of(second, case)


def test_an_objection_opens_it_again_and_a_month_may_be_withdrawn(ward):
    case, clerk = ward.stated(ward.declared(*rows(ward, 1))), at(ward.clerk)
    assert sent(clerk, "object_month", case, replied_on=str(ward.today), words=" ") == 422
    assert sent(clerk, "object_month", case, replied_on=str(ward.today), words="S0 的起付线有误") == 302
    assert "S0 的起付线有误" in page_of(clerk, case)
    assert clerk.post(reverse("run_month", args=[case.pk])).status_code == 302
    assert clerk.post(reverse("cancel_run", args=[case.pk])).status_code == 302
    assert not CareResult.objects.filter(run__number=2).exists()
    assert sent(clerk, "withdraw_month", case) == 302
    again = ward.declared(*rows_again(ward, case))
    assert again.pk != case.pk and again.state == "declared"


def rows_again(ward, case):
    return [settlement("S0", *ward.documents(one.person)) for one in case.institution_month.cares.all()]


def test_differences_say_what_differs_and_leave_a_look(ward):
    case, clerk = ward.declared(*rows(ward)), at(ward.clerk)
    run = ward.worked_out(case)
    page = clerk.get(reverse("see_differences", args=[case.pk]), {"reason": "fund_pays"}).content.decode()
    assert "S0" in page and "S1" in page
    result = CareResult.objects.filter(run=run).first()
    before = Look.objects.count()
    page = clerk.get(reverse("see_difference", args=[case.pk, result.pk])).content.decode()
    assert f"{result.fund_pays:,.2f}" in page and 'class="money-lines"' in page
    assert Look.objects.count() == before + 1
    assert clerk.get(reverse("see_difference", args=[case.pk, case.pk])).status_code == 404


def test_pages_ask_the_same_however_many_settlements_there_are(ward):
    case = ward.declared(*rows(ward, 1))
    ward.worked_out(case)
    clerk = at(ward.clerk)
    addresses = [reverse(name, args=[case.pk]) for name in ("see_case", "see_differences")] + [reverse("see_months")]
    for address in addresses:
        clerk.get(address)
    few = [queries_of(clerk, address) for address in addresses]
    more = ward.documents(*(ward.insured(30 + 2 * number) for number in range(3)))
    ward.declared(*(settlement(f"N{n}", one, (DRUG_B, "90.00"), day=12) for n, one in enumerate(more)))
    ward.worked_out(case)
    assert [queries_of(clerk, address) for address in addresses] == few


def test_the_statement_in_two_scripts_names_nobody(ward):
    case = ward.stated(ward.declared(*rows(ward)))
    assert at(ward.clerk).post(reverse("issue_month_statement", args=[case.pk])).status_code == 302
    paper = IssuedPaper.objects.get(case=case)
    page = rendered(paper)
    assert "统筹基金支付金额不同" in page and "統籌基金支付金額不同" in page and ward.hospital.code in page
    names = [one.person.name for one in case.institution_month.cares.select_related("person")]
    assert names and not any(name in page for name in names)


def test_another_office_sees_nothing(ward, staff):
    case = ward.declared(*rows(ward, 1))
    run = ward.worked_out(case)
    result = CareResult.objects.filter(run=run).first()
    away = at(staff("counter_clerk", JIMEI))
    for name, keys in (
        ("see_case", [case.pk]),
        ("see_differences", [case.pk]),
        ("see_difference", [case.pk, result.pk]),
    ):
        assert away.get(reverse(name, args=keys)).status_code == 404
    assert away.get(reverse("send_month_file", args=[ward.hospital.pk])).status_code == 404
    assert ward.hospital.code not in away.get(reverse("see_months")).content.decode()
    assert away.get(reverse("see_months"), {"code": ward.hospital.code}).status_code == 422


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_a_file_too_large_for_a_page_is_read_by_the_worker(ward, monkeypatch, language):
    """Until then its page says how far it is; what cannot be read to its end says why, in the reader's language."""
    monkeypatch.setitem(vars(SETTLEMENTS.runs), "megabytes_while_she_waits", 0)
    clerk = at(ward.clerk)
    clerk.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    address = reverse("send_month_file", args=[ward.hospital.pk])
    declared = [row for one in rows(ward) for row in one]
    answer = clerk.post(address, filled(clerk.get(address)) | {"file": csv_of(declared)})
    page = clerk.get(answer.url)
    assert page.headers["Refresh"] and "<progress" in page.content.decode() and not ImportRow.objects.exists()
    one = Import.objects.get()
    assert reverse("discard_month_file", args=[one.pk]) in page.content.decode()
    run(on=ward.today, now=timezone.now())
    page = clerk.get(answer.url).content.decode()
    assert "S0" in page and reverse("confirm_month_file", args=[one.pk]) in page
    # Who sent the wrong file need not wait for its end.
    assert clerk.post(reverse("discard_month_file", args=[one.pk])).status_code == 302
    cut = csv_of(declared).read() + b'2026-05,"never closed'
    monkeypatch.setattr(sheets, "LOOKED_AT_FOR_HEADERS", 1)
    answer = clerk.post(
        address, filled(clerk.get(address)) | {"file": SimpleUploadedFile("month.csv", cut, "text/csv")}
    )
    run(on=ward.today, now=timezone.now())
    with override(language):
        assert str(FILES["damaged"]) in clerk.get(answer.url).content.decode()
    one = Import.objects.get(failure="damaged")
    assert one.state == "discarded" and not one.rows.exclude(payload=b"").exists()


def test_whoever_states_a_month_that_is_not_over_is_told(ward):
    """A month that is stated takes no more rows."""
    (document,) = ward.documents(ward.insured())
    ward.today = timezone.localdate()
    ward.clerk = replace(ward.clerk, on=ward.today)
    day = dict.fromkeys(("begndate", "enddate", "setl_time", "fee_ocur_time"), f"{ward.today:%Y-%m}-01")
    case = ward.declared(settlement("S1", document, **day, clr_ym=f"{ward.today:%Y-%m}"))
    ward.worked_out(case)
    answer = at(ward.clerk).get(reverse("state_month", args=[case.pk]))
    assert answer.context["not_over"] and "notice-soon" in answer.content.decode()
    assert not is_over(date(2026, 5, 1), date(2026, 5, 31)) and is_over(date(2025, 12, 1), date(2026, 1, 1))
