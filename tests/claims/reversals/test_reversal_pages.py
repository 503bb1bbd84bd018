"""A reversal as reviewers and clerk meet it: shown before it is confirmed, shown anew when it is stale, then entered anew."""

import re

import pytest
from django.urls import reverse

from casework.models import CaseFile, Payable
from claims.models import Reversal
from claims.reimbursements.services.papers import ADVICE, issue_claim_paper
from tests.accounts import at
from tests.filled_forms import filled
from tests.institutions.builders import rendered
from tests.test_query_counts import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(bench):
    """Two claims of one person, posted and paid."""
    person = bench.insured()
    cases = bench.posted(person, 1, 6), bench.posted(person, 2, 16)
    bench.paid(person)
    return cases


def page(client, name: str, case) -> str:
    answer = client.get(reverse(name, args=[case.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_is_proposed_from_the_claim_and_shown_before_it_is_confirmed(bench, two):
    first, second = two
    reviewer, third = at(bench.reviewer), at(bench.third)
    assert reverse("open_reversal", args=[first.pk]) in page(reviewer, "see_case", first)
    address = reverse("open_reversal", args=[first.pk])
    answer = reviewer.post(address, filled(reviewer.get(address)) | dict(reason="", words="清单有误"))
    assert answer.status_code == 422 and "清单有误" in answer.content.decode()
    answer = reviewer.post(address, filled(reviewer.get(address)) | dict(reason="entered_wrong", words="清单有误"))
    case = CaseFile.objects.get(kind="claim_reversal")
    assert answer.status_code == 302 and str(case.pk) in answer.url
    assert "已冲正，见" not in page(reviewer, "see_case", first)
    said = page(third, "confirm_reversal", case)
    # Old and new of the later claim, its deductible, the difference.
    for figure in ("1,560.00", "1,320.00", "400.00", "800.00", "240.00", second.reference, "清单有误"):
        assert figure in said, figure
    address = reverse("confirm_reversal", args=[case.pk])
    answer = third.post(address, filled(third.get(address)))
    assert answer.status_code == 302 and Reversal.objects.get().state == "confirmed"
    said = page(third, "see_case", case)
    assert said.count("应追回：") == 2 and "已入账的内容" in said
    assert "因较早的报销冲正已重新计算" in page(third, "see_case", second)
    assert "已冲正，见" in page(third, "see_case", first)
    clerk = at(bench.clerk)
    answer = clerk.post(reverse("correct_claim", args=[case.pk]))
    anew = CaseFile.objects.filter(kind="reimbursement").latest("opened_at")
    assert answer.status_code == 302 and str(anew.pk) in answer.url
    assert "为已冲正的报销重新录入" in page(clerk, "see_case", anew)


def test_stale_figures_are_refused_and_stand_there_anew(bench, two):
    first, _second = two
    case = bench.proposed(first)
    third, address = at(bench.third), reverse("confirm_reversal", args=[case.pk])
    old = filled(third.get(address))
    bench.posted(bench_person(first), 3, 22)
    answer = third.post(address, old)
    said = answer.content.decode()
    assert answer.status_code == 422 and "金额与所示不同" in said
    shown = re.search(r'name="shown" value="([0-9a-f]{64})"', said)
    assert shown and shown[1] != old["shown"] and Reversal.objects.get().state == "proposed"
    assert third.post(address, filled(answer)).status_code == 302
    assert Reversal.objects.get().state == "confirmed"


def bench_person(case):
    return case.reimbursement.person


def test_the_pages_ask_as_much_for_ten_payments_as_for_two(bench, two):
    first, _second = two
    case = bench.proposed(first)
    third = at(bench.third)
    address = reverse("see_case", args=[case.pk])
    queries_of(third, address)
    before = queries_of(third, address)
    for number in range(3, 6):
        bench.posted(bench_person(first), number, 3 * number + 10)
    # A policy is asked for once a later claim, nothing else grows.
    assert queries_of(third, address) - before <= 3


def test_the_advice_says_what_the_bank_paid_and_masks_the_account(bench, two):
    case = CaseFile.objects.get(pk=two[0].pk)
    paper = issue_claim_paper(case, ADVICE, by=bench.clerk, on=bench.today)
    said = paper.facts["payments"]
    assert [(one["amount"], one["paid_on"]) for one in said] == [("1320.00", "2026-06-10")]
    number = Payable.objects.filter(case=case).get().payee.account_number.open_for_work()
    assert said[0]["account"].endswith(number[-4:]) and number not in str(paper.facts)
    assert "1,320.00" in rendered(paper)
