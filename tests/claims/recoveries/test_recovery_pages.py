"""A recovery as the people of the office meet it, and its papers."""

import pytest
from django.urls import reverse

from casework.models import CaseFile, Look
from claims.models import Overpayment, Recovery, Repayment
from claims.recoveries.queries.recovery import recovery_of
from claims.recoveries.services import recovering
from claims.recoveries.services.papers import NOTICE, PLAN, SET_OFF, issue_recovery_paper
from claims.recoveries.services.recovering import Proposal
from tests.accounts import at
from tests.builders import JIMEI
from tests.filled_forms import filled
from tests.institutions.builders import rendered
from tests.test_query_counts import queries_of

pytestmark = pytest.mark.django_db
WHY = "第一次住院的费用已在他处结算"


@pytest.fixture
def overs(bench):
    """Two overpayments of one person."""
    person = bench.insured()
    cases = [bench.posted(person, number, 4 * number) for number in (1, 2)]
    bench.paid(person)
    for case in reversed(cases):
        bench.reversed(case)
    return [Overpayment.objects.get(claim=case.pk) for case in cases]


def sent(client, name: str, case, **fields) -> int:
    address = reverse(name, args=[case.pk])
    return client.post(address, filled(client.get(address)) | fields).status_code


def test_from_the_notice_to_the_last_fen(bench, overs):
    reviewer, third, clerk = at(bench.reviewer), at(bench.third), at(bench.clerk)
    assert sent(reviewer, "open_recovery", overs[0], words=WHY) == 302
    case = CaseFile.objects.get(kind="recovery")
    assert sent(clerk, "record_reply", case, words="愿意退回") == 302
    assert sent(reviewer, "propose_recovery", case, way="instalments", number="2", first_due_on="") == 422
    today = reviewer.get(reverse("propose_recovery", args=[case.pk])).context["officer"].on
    assert sent(reviewer, "propose_recovery", case, way="instalments", number="2", first_due_on=str(today)) == 302
    assert sent(third, "agree_recovery", case) == 302
    page = third.get(reverse("see_case", args=[case.pk])).content.decode()
    assert "660.00" in page and WHY in page and "愿意退回" in page
    finance = at(bench.finance)
    row = Recovery.objects.get()
    fields = {"amount": "1320", "bank_day": str(row.overpayment.posted_on), "bank_number": "N-1"}
    assert sent(finance, "record_repayment", row, **fields | {"amount": "1320.01"}) == 422
    assert sent(finance, "record_repayment", row, **fields) == 302
    assert Repayment.objects.get().amount == 1320 and CaseFile.objects.get(pk=case.pk).state == "repaid"


def test_another_office_sees_nothing(bench, overs, staff):
    case = recovering.open_recovery(overs[0].pk, WHY, by=bench.reviewer, on=bench.today)
    away = at(staff("reviewer", JIMEI))
    for name, key in (("open_recovery", overs[1].pk), ("see_case", case.pk)):
        assert away.get(reverse(name, args=[key])).status_code == 404
    assert at(staff("finance_officer", JIMEI)).get(reverse("record_repayment", args=[case.pk])).status_code == 404
    assert case.reference not in away.get(reverse("see_recoveries")).content.decode()


def test_the_list_is_flat_and_each_look_is_kept(bench, overs):
    finance, address = at(bench.finance), reverse("see_recoveries")
    queries_of(finance, address)
    recovering.open_recovery(overs[0].pk, WHY, by=bench.reviewer, on=bench.today)
    one = queries_of(finance, address)
    recovering.open_recovery(overs[1].pk, WHY, by=bench.reviewer, on=bench.today)
    assert queries_of(finance, address) == one
    assert len(Look.objects.filter(page="see_recoveries").latest("pk").shown) == 2


def test_the_papers_in_both_scripts(bench, overs):
    case = recovering.open_recovery(overs[0].pk, WHY, by=bench.reviewer, on=bench.today)
    case = CaseFile.objects.get(pk=case.pk)
    notice = issue_recovery_paper(case, NOTICE, by=bench.reviewer, on=bench.today)
    said = rendered(notice)
    assert "2026" in said and "06" in said and WHY in said and "1,320.00" in said
    recovering.record_reply(case.pk, "知悉", bench.today, **bench.step(case, bench.clerk))
    way = Proposal(way="instalments", number=3, first_due_on=bench.today)
    recovering.propose_recovery(case.pk, way, **bench.step(case, bench.reviewer))
    recovering.agree_recovery(case.pk, consented=False, **bench.step(case, bench.third))
    plan = issue_recovery_paper(CaseFile.objects.get(pk=case.pk), PLAN, by=bench.reviewer, on=bench.today)
    assert [one["amount"] for one in plan.facts["plan"]] == ["440.00"] * 3 and "440.00" in rendered(plan)
    other = recovering.open_recovery(overs[1].pk, WHY, by=bench.reviewer, on=bench.today)
    recovering.record_reply(other.pk, "知悉", bench.today, **bench.step(other, bench.clerk))
    way = Proposal(way="set_off", heard_on=bench.today)
    recovering.propose_recovery(other.pk, way, **bench.step(other, bench.reviewer))
    other = CaseFile.objects.get(pk=other.pk)
    assert recovery_of(other).heard_on == bench.today
    assert "1,560.00" in rendered(issue_recovery_paper(other, SET_OFF, by=bench.reviewer, on=bench.today))
