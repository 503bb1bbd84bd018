"""Who ordered a line, and the codes on packs of drugs: typed, from a sheet, asked of the register and of every other claim."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from casework.models import CaseFile
from claims.findings.words import told
from claims.models import ReceiptLine
from claims.reimbursements.queries.facts import judged
from claims.reimbursements.services import receiving
from institutions.models import StaffPerson, StaffPoints, StaffPost
from tests.accounts import at
from tests.claims.reimbursements.builders import DRUG_A, line, receipt
from tests.claims.reimbursements.test_lines_of_a_sheet import HEAD, book
from tests.filled_forms import filled

pytestmark = pytest.mark.django_db
DOCTOR, PACK, OTHER = "D350203000001", "81234567890123456789", "81234567890123456790"


def found(case, desk) -> dict:
    told_now = judged(CaseFile.objects.get(pk=case.pk), desk.today).found
    return {one.code: one for one in told_now if one.code.startswith(("staff", "trace"))}


def registered(desk, case, *, points: int = 0, given_on=date(2026, 5, 12)) -> None:
    person = StaffPerson.objects.create(code=DOCTOR, name="某医师")
    days = {"promised_on": date(2025, 1, 1), "starts_on": date(2025, 1, 1)}
    StaffPost.objects.create(person=person, institution=desk.hospital, kind="physician", **days)
    if points:
        told_on = {"given_on": given_on, "told_on": given_on, "months": 3}
        StaffPoints.objects.create(
            person=person,
            institution=desk.hospital,
            conduct="forgery",
            grade="main",
            points=points,
            case=case,
            **told_on,
        )


def test_who_ordered_is_asked_for_the_day_of_each_line(desk):
    days = [line(amount="10.00", doctor=DOCTOR, on=date(2026, 5, day)) for day in (11, 12, 13)]
    case = desk.entered(desk.insured(), receipt("0026896566", *days))
    assert found(case, desk)["staff_not_registered"].lines == (1, 2, 3)
    registered(desk, case, points=9)
    # Qualified the day before the points.
    stopped = found(case, desk)
    assert set(stopped) == {"staff_not_qualified"} and stopped["staff_not_qualified"].lines == (2, 3)
    assert stopped["staff_not_qualified"].rulings == ("pay", "leave_out")


def test_an_emergency_is_settled_whoever_orders_it(desk):
    case = desk.entered(desk.insured(), receipt("0026896566", line(doctor=DOCTOR)), care="emergency")
    registered(desk, case, points=12)
    assert not found(case, desk)


def test_a_pack_is_in_use_once_and_nobody_is_told_where(desk):
    first = desk.received(desk.insured(), receipt("0026896566", line(traces=(PACK, OTHER))))
    assert not found(first, desk)
    person = desk.insured(4)
    second = desk.entered(
        person, receipt("0026896567", line(traces=(PACK,)), line(amount="1.00", traces=("81999999",)))
    )
    said = found(second, desk)
    assert set(said) == {"trace_elsewhere"} and said["trace_elsewhere"].lines == (1,)
    with translation.override("en"):
        text = told(said["trace_elsewhere"]).text
    reference = CaseFile.objects.get(pk=first.pk).reference
    assert PACK in text and reference not in text and "陳小明" not in text
    # What is claimed by nobody any more is free.
    receiving.withdraw_claim(first.pk, **desk.step(first, desk.clerk))
    assert not found(second, desk)


def test_both_cost_no_further_query(desk, django_assert_max_num_queries):
    days = [date(2026, 5, 11) + timedelta(days=n) for n in range(10)]
    lines = [
        line(amount="10.00", on=day, name=f"某药{n}", doctor=f"D35020300000{n}", traces=(f"{PACK}{n}",))
        for n, day in enumerate(days)
    ]
    case = CaseFile.objects.get(pk=desk.received(desk.insured(), receipt("0026896566", *lines)).pk)
    with django_assert_max_num_queries(12):
        assert len([one for one in judged(case, desk.today).found if one.code == "staff_not_registered"]) == 10


def test_the_columns_are_shown_when_asked_for_or_filled(desk):
    case, client = desk.opened(desk.insured()), at(desk.clerk)
    address = reverse("enter_receipt", args=[case.pk])
    fresh = filled(client.get(address))
    assert "line-0-doctor" not in fresh
    wide = filled(client.post(address, fresh | {"action": "further"}))
    assert "line-0-doctor" in wide and "line-0-traces" in wide
    typed = wide | HEAD | {"line-0-name": "某药", "line-0-code": DRUG_A, "line-0-amount": "131.00"}
    wrong = client.post(address, typed | {"line-0-doctor": "??", "line-0-traces": "短"})
    assert wrong.status_code == 422 and 'value="短"' in wrong.content.decode()
    assert not ReceiptLine.objects.exists()
    saved = client.post(
        address, typed | {"line-0-doctor": "ｄ350203000001", "line-0-traces": f"{PACK}、{OTHER} {PACK}"}
    )
    row = ReceiptLine.objects.get()
    assert saved.status_code == 302 and (row.doctor, row.traces) == (DOCTOR, [PACK, OTHER])
    # Entered anew, what is kept stands in the columns.
    again = filled(client.get(reverse("enter_receipt", args=[case.pk, 1])))
    assert (
        again["line-0-traces"] == f"{PACK} {OTHER}"
        and DOCTOR in client.get(reverse("see_case", args=[case.pk])).content.decode()
    )


def test_a_sheet_names_doctors_and_packs(desk):
    case, client = desk.opened(desk.insured()), at(desk.clerk)
    address = reverse("enter_receipt", args=[case.pk])
    sheet = book(
        [["某药", DRUG_A, "131.00", DOCTOR, PACK]], headers=["项目名称", "编码", "金额", "开单医师代码", "追溯码"]
    )
    put = filled(client.post(address, filled(client.get(address)) | HEAD | {"sheet": sheet}))
    assert (put["line-0-doctor"], put["line-0-traces"]) == (DOCTOR, PACK)
    assert client.post(address, put | HEAD).status_code == 302
    assert ReceiptLine.objects.get().traces == [PACK]
