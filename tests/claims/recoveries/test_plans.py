"""A plan of instalments: exact to the fen, a month apart, and how it stands."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.recoveries.rules.plans import plan, repaid_in_order

FIRST = date(2026, 1, 31)


@given(st.integers(1, 10**9), st.integers(1, 48))
def test_a_plan_sums_exactly_and_its_days_follow(fen, number):
    total = Decimal(fen) / 100
    if number > fen:
        with pytest.raises(ValueError):
            plan(total, number, FIRST)
        return
    dues = plan(total, number, FIRST)
    amounts = [one.amount for one in dues]
    assert sum(amounts) == total and max(amounts) - min(amounts) <= Decimal("0.01")
    assert [one.due_on for one in dues] == sorted({one.due_on for one in dues})


@pytest.mark.parametrize(
    ("number", "day"),
    [(2, "2026-02-28"), (3, "2026-03-31"), (12, "2026-12-31"), (13, "2027-01-31"), (26, "2028-02-29")],
)
def test_a_day_a_month_does_not_have_is_its_last(number, day):
    assert plan(Decimal("100.00"), number, FIRST)[-1].due_on.isoformat() == day


@pytest.mark.parametrize(
    ("repaid", "left", "late"),
    [
        ("0", ["33.34", "33.33", "33.33"], [True, True, False]),
        ("33.34", ["0", "33.33", "33.33"], [False, True, False]),
        ("40", ["0", "26.67", "33.33"], [False, True, False]),
        ("100", ["0", "0", "0"], [False, False, False]),
    ],
)
def test_what_came_in_is_laid_on_the_earliest(repaid, left, late):
    dues = repaid_in_order(plan(Decimal("100.00"), 3, FIRST), Decimal(repaid))
    assert [one.left for one in dues] == [Decimal(one) for one in left]
    assert [one.late(date(2026, 3, 1)) for one in dues] == late
    # On its day an instalment is not late.
    assert not dues[1].late(date(2026, 2, 28))
