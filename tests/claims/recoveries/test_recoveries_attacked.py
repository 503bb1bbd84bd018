"""Recoveries pressed at the wrong moment: against payments that are held or owed no more, and with more instalments than fen."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from casework.books.queries.checks import checked
from casework.engine.refusals import Blocked
from casework.models import CaseFile, Payable
from casework.money.services.payables import withdraw
from claims.models import Repayment
from claims.recoveries.services import repaying
from claims.recoveries.services.papers import NOTICE, issue_recovery_paper
from claims.reimbursements.services.papers import DECISION, issue_claim_paper
from claims.reversals.services import proposing
from tests.claims.recoveries.test_recoveries import Debt, blocked

pytestmark = pytest.mark.django_db


@pytest.fixture
def debt(bench):
    return Debt(bench)


def test_what_a_reversal_holds_is_not_set_off(debt):
    bench = debt.bench
    later = bench.posted(debt.person, 2, 12)
    debt.agreed(way="set_off", heard_on=bench.today)
    reversal = bench.proposed(later)
    payable = Payable.objects.get(case=later)
    assert blocked(debt.set_off, payable) == ["nothing_owed"]
    proposing.decline_reversal(reversal.pk, **bench.step(reversal, bench.second))
    debt.set_off(payable)
    assert not any(checked().values())


def test_what_is_owed_no_more_is_not_set_off(debt, monkeypatch):
    """Withdrawn by a colleague between the question and the lock."""
    bench = debt.bench
    later = bench.posted(debt.person, 2, 12)
    debt.agreed(way="set_off", heard_on=bench.today)
    payable = Payable.objects.get(case=later)
    found = repaying.payments_to_set_off

    def withdrawn_behind(row):
        rows = found(row)
        withdraw(payable, on=bench.today, by=bench.third)
        return rows

    monkeypatch.setattr(repaying, "payments_to_set_off", withdrawn_behind)
    assert blocked(debt.set_off, payable) == ["not_offered"]
    assert not Repayment.objects.exists() and debt.owes() == Decimal("1320.00")


def test_a_plan_of_more_instalments_than_fen_are_left_is_refused_in_words(debt):
    debt.replied()
    debt.propose(number=24)
    debt.came_in("1319.90")
    assert blocked(debt.agree) == ["too_small"]
    assert CaseFile.objects.get(pk=debt.case.pk).state == "proposed"


def test_repaid_before_anything_is_agreed_it_is_closed(debt):
    debt.replied()
    debt.propose()
    debt.came_in("1320.00")
    assert CaseFile.objects.get(pk=debt.case.pk).state == "repaid"
    with pytest.raises(Blocked):
        debt.came_in("0.01", "B-2")


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_papers_are_issued_in_whichever_language_they_are_asked_for(debt, language):
    with override(language):
        assert issue_recovery_paper(debt.case, NOTICE, by=debt.bench.reviewer, on=debt.bench.today).kind == NOTICE.kind
        advice = issue_claim_paper(
            debt.bench.posted(debt.person, 2, 12), DECISION, by=debt.bench.clerk, on=debt.bench.today
        )
        assert advice.kind == DECISION.kind
