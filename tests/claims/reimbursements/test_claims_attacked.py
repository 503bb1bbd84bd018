"""What somebody who had not built it found of claims: the same care paid twice, figures that no column holds, rows lost unseen,
facts that changed meanwhile, one person in two roles."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import override

from casework.models import CaseFile, Payable
from casework.staff.models.appointment import Appointment
from casework.staff.officer import Officer
from claims.models import ClaimSettlement, PersonYear, Receipt, ReceiptLine, Reimbursement
from claims.reimbursements.forms.receipts import pasted, with_pasted
from claims.reimbursements.queries.claim import claim_of
from claims.reimbursements.queries.facts import judged
from claims.reimbursements.queries.settling import worked_out
from claims.reimbursements.services import entering, receipts, receiving, reviewing
from enrolment.models import Enrolment, Person
from tests.accounts import at
from tests.claims.reimbursements.builders import ACCOUNT, CARE_C, STAY, line, receipt
from tests.claims.reimbursements.test_claims import blocked, codes
from tests.filled_forms import filled

pytestmark = pytest.mark.django_db
VISIT = {"care": "outpatient", "starts_on": date(2026, 5, 30), "ends_on": date(2026, 5, 30)}
EARLY = {"care": "outpatient", "starts_on": date(2026, 3, 2), "ends_on": date(2026, 3, 2)}
PAPER = {"kind": "paper", "check_code": "", "looked_up": False}
TYPED = {"code": "35060126", "number": "0026896577", "check_code": "C748A8", "total": "200.00", "looked_up": "on"}


def test_figures_that_no_column_holds_and_rows_that_find_no_line_are_named(desk):
    case, clerk = desk.opened(desk.insured()), at(desk.clerk)
    page = reverse("enter_receipt", args=[case.pk])
    fresh = filled(clerk.get(page)) | TYPED
    much = {"line-0-name": "某药", "line-0-quantity": "1000000", "line-0-price": "999999999999.9999"}
    answer = clerk.post(page, fresh | much)
    assert answer.status_code == 422 and "line-0-amount_error" in answer.content.decode()
    rows = "\n".join(f"\t药{number}\t1\t\t1.00\t" for number in range(203))
    refused = clerk.post(page, fresh | {"paste": rows})
    assert refused.status_code == 422 and not Receipt.objects.exists()
    # What did not fit stands where it was pasted; without it the longest grid a page has is saved.
    kept = filled(refused)
    assert kept["paste"].strip("\n").splitlines() == [f"\t药{number}\t1\t\t1.00\t" for number in (200, 201, 202)]
    assert clerk.post(page, kept | {"paste": "", "looked_up": "on"}).status_code == 302
    assert ReceiptLine.objects.count() == 200
    # Pressed twice it is saved once, and she is told which one it is.
    again = clerk.post(page, kept | {"paste": "", "looked_up": "on"})
    assert again.status_code == 422 and "1" in str(again.content.decode()) and Receipt.objects.count() == 1


def test_cells_are_read_as_a_spreadsheet_writes_them():
    assert pasted('X\t"药, ""大""\n盒"\t1\r\n\t\t\n\t床位费') == [["X", '药, "大" 盒', "1"], ["", "床位费"]]
    named = "编码\t名称\t数量\t单价\t金额\t日期\n\t床位费\t叁\n\t药\t1"
    assert pasted(named) == [["", "床位费", "叁"], ["", "药", "1"]]
    long = "x" * 200_000
    assert with_pasted({"paste": long})["paste"] == long


def test_an_e_receipt_on_paper_is_not_paid_again(desk):
    """The form takes code and number for what they are; a number left without its code, or under another issuer, is a finding."""
    mine, hers, clerk = desk.insured(), desk.insured(4), at(desk.clerk)
    case, other = desk.entered(mine), desk.opened(hers, institution_code="", institution_name="某省医院", level="3")
    page = reverse("enter_receipt", args=[other.pk])
    sent = filled(clerk.get(page)) | TYPED | {"kind": "paper", "line-0-name": "某药", "line-0-amount": "200"}
    assert clerk.post(page, sent).status_code == 422 and not other.reimbursement.receipts.exists()
    receipts.enter_receipt(other.pk, receipt(code="", **PAPER), by=desk.clerk)
    assert "receipt_twin" in codes(other) and "receipt_twin" in codes(case)
    found = next(
        one for one in judged(CaseFile.objects.get(pk=other.pk), desk.today).found if one.code == "receipt_twin"
    )
    assert not found.params and found.blocks
    receiving.withdraw_claim(other.pk, **desk.step(other, desk.clerk))
    assert "receipt_twin" not in codes(case)


def test_a_line_without_a_day_counts_on_the_day_of_its_visit(desk):
    drug = "XB01ABD075A002010100483"
    desk.item(drug, fund_class="a", most=1, per="year")
    person = desk.insured()
    desk.received(person, receipt("0026896572", line(drug), issued_on=date(2026, 3, 2)), **EARLY)
    later = desk.received(person, receipt("0026896571", line(drug), issued_on=date(2026, 5, 30)), **VISIT)
    assert "rule_hit" in codes(later)
    old = desk.received(person, receipt("0026896573", issued_on=date(2024, 3, 2)), **VISIT)
    assert "receipt_before_care" in codes(old)


def test_an_enrolment_that_became_another_stops_the_approval(desk):
    person = desk.insured()
    case = desk.reviewed(person)
    Enrolment.objects.filter(person=person).update(scheme="uebmi")
    assert "enrolled_otherwise" in codes(case) and "findings_stand" in blocked(desk.approve, case)
    draft = desk.opened(desk.insured(4))
    Enrolment.objects.update(scheme="uebmi")
    assert "enrolled_otherwise" in codes(draft)
    entering.change_claim(draft.pk, STAY, by=desk.clerk, on=desk.today)
    assert "enrolled_otherwise" not in codes(draft)


def test_a_year_goes_on_after_two_files_were_joined(desk):
    """What was posted under the joined file counts on: no second first admission, and its stays are known."""
    joined, kept = desk.insured(), desk.insured(4)
    desk.approve(desk.reviewed(joined))
    Enrolment.objects.filter(person=joined).update(superseded_at="2026-06-10T00:00Z")
    Person.objects.filter(pk=joined.pk).update(merged_into=kept)
    over = desk.opened(kept, starts_on=date(2026, 5, 15), ends_on=date(2026, 5, 28))
    assert "stay_overlaps" in codes(over)
    days = {"starts_on": date(2026, 5, 21), "ends_on": date(2026, 5, 28)}
    desk.approve(desk.reviewed(kept, receipt("0026896567", issued_on=date(2026, 5, 28)), **days))
    paid = [str(row.paid) for row in ClaimSettlement.objects.order_by("posted_at")]
    year = PersonYear.objects.get()
    assert (paid, year.posted, year.accumulators["admissions"]) == (["1320.00", "1560.00"], 2, 2)


def test_what_is_judged_is_the_account_it_is_paid_to(desk):
    person = desk.insured()
    case = desk.reviewed(person)
    other = desk.opened(person, starts_on=date(2026, 5, 21), ends_on=date(2026, 5, 28))
    entering.record_claim_account(other.pk, replace(ACCOUNT, name="王某某"), by=desk.clerk)
    assert "account_of_other" in codes(case)
    case = desk.approve(case)
    assert Payable.objects.get(case=case).payee_id == Reimbursement.objects.get(pk=case.pk).payee_id
    assert claim_of(case).payee.account_name.open_for_work() == "王某某"


def test_the_day_of_receipt_stands_once_its_time_runs(desk):
    case = desk.received(desk.insured())
    step = desk.step(case, desk.reviewer)
    receiving.return_claim(case.pk, ["medical_record"], "缺", date(2026, 7, 1), **step)
    earlier = replace(STAY, received_on=date(2026, 5, 21))
    found = blocked(entering.change_claim, case.pk, earlier, by=desk.clerk, on=desk.today)
    assert found == ["received_stands"] and CaseFile.objects.get(pk=case.pk).received_on == STAY.received_on


def test_who_entered_any_of_it_decides_nothing_in_another_role(desk, staff):
    """A colleague who helped with a receipt as clerk is a maker as well, though she neither opened nor received the claim."""
    helper = staff("counter_clerk", number=2)
    case = desk.opened(desk.insured())
    receipts.enter_receipt(case.pk, receipt(), by=helper)
    entering.record_claim_account(case.pk, ACCOUNT, by=desk.clerk)
    desk.scans(case)
    case = receiving.submit_claim(case.pk, **desk.step(case, desk.clerk))
    role = Appointment.objects.create(
        user=helper.user, role="reviewer", office=helper.office, starts_on=date(2026, 1, 1)
    )
    desk.reviewer = Officer(helper.user, role, desk.today)
    assert blocked(desk.review, case) == ["own_claim"]


def test_nothing_is_written_over_unseen(desk):
    case, clerk = desk.opened(desk.insured()), at(desk.clerk)
    receipts.enter_receipt(case.pk, receipt(), by=desk.clerk)
    one, what = reverse("enter_receipt", args=[case.pk, 1]), reverse("change_claim", args=[case.pk])
    stale = filled(clerk.get(one)) | {"looked_up": "on"}, filled(clerk.get(what))
    receipts.enter_receipt(case.pk, receipt("0026896567", line(), line(CARE_C, "1.00")), position=1, by=desk.clerk)
    entering.change_claim(case.pk, replace(STAY, diagnosis="J10.x00"), by=desk.clerk, on=desk.today)
    assert [clerk.post(page, sent).status_code for page, sent in zip((one, what), stale, strict=True)] == [422, 422]
    assert (Receipt.objects.get().number, Reimbursement.objects.get().diagnosis) == ("0026896567", "J10.x00")
    assert clerk.post(one, filled(clerk.get(one)) | {"looked_up": "on"}).status_code == 302


def test_why_nothing_can_be_settled_is_said_in_words(desk):
    """A policy that says nothing of emergency care names the kinds of care it knows, never their codes."""
    case = desk.opened(desk.insured(), **VISIT | {"care": "emergency"})
    receipts.enter_receipt(case.pk, receipt(issued_on=date(2026, 5, 30)), by=desk.clerk)
    with override("zh-hans"):
        why = str(worked_out(CaseFile.objects.get(pk=case.pk), desk.today).text)
    assert "住院" in why and "inpatient" not in why


def test_a_third_person_sends_back_and_the_first_reads_why(desk):
    """Facts that changed after the second review were nobody's to decide on: the claim could only be refused."""
    case = desk.reviewed(desk.insured(), receipt("0026896566", line(amount="50000.00")))
    case = reviewing.second_review_claim(case.pk, **desk.step(case, desk.second))
    words = "清单与票据再核：" + "细" * 280
    case = reviewing.send_back_claim(case.pk, words, **desk.step(case, desk.third))
    page = at(desk.reviewer).get(reverse("review_claim", args=[case.pk])).content.decode()
    assert case.state == "received" and words in page
    case = reviewing.second_review_claim(desk.review(case).pk, **desk.step(case, desk.second))
    assert desk.approve(case, desk.third).state == "approved"


def test_nobody_enters_anything_of_her_own_claim(desk):
    person = desk.insured()
    case = desk.opened(person)
    type(desk.clerk.user).objects.filter(pk=desk.clerk.user.pk).update(own_subject=person.pk)
    desk.clerk.user.refresh_from_db()
    for act in (
        lambda: desk.opened(person),
        lambda: receipts.enter_receipt(case.pk, receipt(), by=desk.clerk),
        lambda: entering.record_claim_account(case.pk, ACCOUNT, by=desk.clerk),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_where_the_care_was_is_kept_as_typed_and_compared(desk):
    person, clerk = desk.insured(), at(desk.clerk)
    page = reverse("open_claim", args=[person.pk])
    typed = filled(clerk.get(page)) | {"care": "inpatient", "starts_on": "2026-05-11", "ends_on": "2026-05-20"}
    typed |= {"diagnosis": "I10", "reason": "02", "institution_name": "台大醫院"}
    assert clerk.post(page, typed | {"institution_code": "H35020300001"}).status_code == 422
    assert clerk.post(page, typed | {"outside": "taiwan"}).status_code == 302
    claim = Reimbursement.objects.get()
    assert (claim.institution_name, claim.outside) == ("台大醫院", "taiwan")
    # Inside the province nothing is filed: she would be paid less for what nobody had to do.
    assert "off_site_inside" in codes(desk.opened(person, off_site="away", province="31"))
