"""A claim as clerk, reviewers and client meet it: from the page of the person to the papers; what is typed, pasted, refused."""

import pytest
from django.urls import reverse

from casework.engine.refusals import Blocked
from casework.models import CaseFile, IssuedPaper, Look
from claims.models import ClaimReview, ClaimSettlement, Receipt, ReceiptLine, Reimbursement
from claims.reimbursements.forms.receipts import pasted, with_pasted
from claims.reimbursements.services.entering import record_claim_account
from claims.reimbursements.services.papers import ACCEPTANCE, DECISION, MISSING, STATEMENT, issue_claim_paper
from claims.reimbursements.services.receiving import return_claim
from claims.reimbursements.services.reviewing import refuse_claim
from tests.accounts import at
from tests.asked_twice import asked_again, questions
from tests.builders import JIMEI
from tests.claims.reimbursements.builders import ACCOUNT, CARE_C, DRUG_A, PAPERS, line, receipt
from tests.filled_forms import filled
from tests.institutions.builders import rendered, with_remedies

pytestmark = pytest.mark.django_db
CLAIM = {
    "care": "inpatient",
    "starts_on": "2026-05-11",
    "ends_on": "2026-05-20",
    "institution_code": "h350203-00001",
    "diagnosis": "i10.x00x002",
    "reason": "02",
    "received_on": "2026-06-08",
}
RECEIPT = {
    "code": "3506 0126",
    "number": "０026896566",
    "check_code": "C748A8",
    "total": "3,100.00",
    "looked_up": "on",
    "line-0-code": DRUG_A,
    "line-0-name": "某药",
    "line-0-quantity": "2",
    "line-0-price": "1500",
}
PASTE = {"paste": f"{CARE_C}\t床位费\t1\t\t100.00\t2026-05-12\n\n", "action": "paste"}


def test_from_the_page_of_the_person_to_the_received_claim(desk):
    person, clerk = desk.insured(), at(desk.clerk)
    address = reverse("open_claim", args=[person.pk])
    assert address in clerk.get(reverse("see_person", args=[person.pk])).content.decode()
    form = filled(clerk.get(address)) | CLAIM
    opened = clerk.post(address, form)
    claim = Reimbursement.objects.select_related("case").get()
    assert (claim.institution, claim.diagnosis, claim.scheme) == (desk.hospital, "I10.x00x002", "urrbmi")
    assert opened["Location"] == reverse("enter_receipt", args=[claim.pk])
    # Sent twice, opened once.
    assert clerk.post(address, form)["Location"] == opened["Location"] and Reimbursement.objects.count() == 1
    put = clerk.post(opened["Location"], filled(clerk.get(opened["Location"])) | RECEIPT | PASTE)
    assert put.status_code == 200 and "床位费" in put.content.decode() and not Receipt.objects.exists()
    saved = clerk.post(opened["Location"], filled(put))
    assert saved["Location"] == reverse("see_case", args=[claim.pk])
    row = Receipt.objects.get()
    assert (row.code, row.number, row.check_code, str(row.total)) == ("35060126", "0026896566", "c748a8", "3100.00")
    assert [str(one) for one in ReceiptLine.objects.values_list("amount", flat=True)] == ["3000.00", "100.00"]
    record_claim_account(claim.pk, ACCOUNT, by=desk.clerk)
    # No number of an account and no name stands on the page; the look at it is on record.
    shown = clerk.get(reverse("see_case", args=[claim.pk])).content.decode()
    assert ACCOUNT.number not in shown and person.name not in shown
    assert Look.objects.filter(page="see_case", case=claim.pk).exists()
    submit = reverse("submit_claim", args=[claim.pk])
    assert clerk.post(submit, filled(clerk.get(submit))).status_code == 302
    assert CaseFile.objects.get(pk=claim.pk).state == "received"


def test_from_the_review_to_the_posted_claim(desk):
    case = desk.received(desk.insured(), papers=())
    reviewer, second = at(desk.reviewer), at(desk.second)
    review, approve = (reverse(verb, args=[case.pk]) for verb in ("review_claim", "approve_claim"))
    # The scans are missing: only that stands in the way.
    refused = reviewer.post(review, filled(reviewer.get(review)) | {"advice": "approve"})
    assert refused.status_code == 422 and ClaimReview.objects.count() == 0
    desk.scans(case)
    assert reviewer.post(review, filled(reviewer.get(review)) | {"advice": "approve"}).status_code == 302
    assert second.post(approve, filled(second.get(approve))).status_code == 302
    assert str(ClaimSettlement.objects.get().paid) == "1320.00"
    page = second.get(reverse("see_case", args=[case.pk])).content.decode()
    assert "1,320.00" in page and reverse("issue_claim_decision", args=[case.pk]) in page


def test_a_receipt_says_all_that_is_wrong_and_keeps_what_was_typed(desk):
    case, client = desk.opened(desk.insured()), at(desk.clerk)
    address = reverse("enter_receipt", args=[case.pk])
    wrong = {"code": "3506", "number": "12", "check_code": "?", "line-1-name": "某药", "line-2-amount": "1"}
    answer = client.post(address, filled(client.get(address)) | wrong | {"total": "0"})
    page = answer.content.decode()
    assert answer.status_code == 422 and 'value="3506"' in page and 'value="某药"' in page
    wanted = {"code", "number", "check_code", "total", "looked_up"}
    assert answer.context["form"].errors.keys() == wanted
    assert all(f'id="id_{field}_error"' in page for field in ("line-1-amount", "line-2-name"))


def test_what_is_pasted_joins_the_lines_in_their_order():
    assert [row[1] for row in pasted('a\t"某药"\t1\n\n\t床位费')] == ["某药", "床位费"]
    data = {"rows": "8", "line-0-name": "x", "line-5-name": "y", "paste": "\n".join(f"c\t{n}" for n in range(250))}
    joined = with_pasted(data)
    assert (joined["line-5-name"], joined["line-6-name"], joined["line-199-name"]) == ("y", "0", "193")
    assert joined["rows"] == "200" and "line-200-name" not in joined


@pytest.mark.parametrize(("role", "office", "status"), [("reviewer", None, 403), ("counter_clerk", JIMEI, 404)])
def test_who_may_not_take_in_a_claim_sees_no_form(desk, staff, role, office, status):
    person = desk.insured()
    officer = staff(role, office) if office else staff(role)
    assert at(officer).get(reverse("open_claim", args=[person.pk])).status_code == status


def test_the_institution_is_named_while_its_code_is_typed(desk):
    client, address = at(desk.clerk), reverse("name_institution")
    assert desk.hospital.name in client.post(address, {"institution_code": "H35020300001"}).content.decode()
    assert "▲" in client.post(address, {"institution_code": "H35020300099"}).content.decode()
    assert not client.post(address, {"institution_code": "H3502"}).content.strip()


def test_papers_say_what_was_decided_and_where_it_is_complained_of(desk):
    with_remedies()
    person = desk.insured()
    case = desk.received(person, papers=PAPERS[:2])
    issue = {"by": desk.clerk, "on": desk.today}
    told = rendered(issue_claim_paper(case, ACCEPTANCE, **issue))
    assert "0026896566" in told and "3,000.00" in told and ACCOUNT.number not in told
    step = desk.step(case, desk.reviewer)
    case = return_claim(case.pk, ["medical_record"], "缺出院小结", desk.today, **step)
    notice = rendered(issue_claim_paper(case, MISSING, **issue))
    assert "缺出院小结" in notice and "病历资料" in notice
    with pytest.raises(Blocked):
        issue_claim_paper(case, DECISION, **issue)
    approved = desk.approve(
        desk.reviewed(person, receipt("0026896567"), starts_on=desk.stay(12), ends_on=desk.stay(13))
    )
    decision, statement = (rendered(issue_claim_paper(approved, kind, **issue)) for kind in (DECISION, STATEMENT))
    assert "1,320.00" in decision and "某区人民法院" in decision and "1,320.00" in statement
    refused = desk.review(
        desk.received(person, receipt("0026896568"), starts_on=desk.stay(14), ends_on=desk.stay(15)),
        advice="refuse",
        ground="third_party",
        words="由对方负担",
    )
    step = desk.step(refused, desk.second)
    refused = refuse_claim(refused.pk, "third_party", "由对方负担", **step)
    told = rendered(issue_claim_paper(refused, DECISION, **issue))
    assert "第三十条" in told and "由对方负担" in told and "某区人民政府" in told
    papers = IssuedPaper.objects.all()
    assert len(papers) == 5
    for paper in papers:
        for language in ("zh-hans", "zh-hant", "en"):
            assert "%(" not in rendered(paper, "zh-hans", language)


def test_a_page_costs_no_more_with_more_lines(desk, django_assert_max_num_queries):
    many = receipt("0026896566", *(line(amount="10.00", name=f"某药{n}") for n in range(40)))
    case = desk.received(desk.insured(), many)
    client = at(desk.reviewer)
    with django_assert_max_num_queries(40), questions() as asked:
        assert client.get(reverse("see_case", args=[case.pk])).status_code == 200
    assert asked_again(asked) == []
    with questions() as asked:
        assert client.get(reverse("review_claim", args=[case.pk])).status_code == 200
    assert asked_again(asked) == []
