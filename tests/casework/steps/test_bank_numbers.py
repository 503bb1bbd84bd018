"""The number of a bank's movement, however it is typed: by it a movement is told once."""

from datetime import date
from decimal import Decimal

import pytest

from casework.steps.forms.fields import bank_number_of
from claims.clawbacks.forms import PayClawbackForm
from claims.models import ClawbackPayment, Recall, Repayment


@pytest.mark.parametrize("model", [ClawbackPayment, Recall, Repayment])
@pytest.mark.parametrize("typed", ["B7-1", "ｂ７－１", " b7 -1 ", "b7\u3000-1"])
def test_one_movement_has_one_number(model, typed):
    assert bank_number_of(model).clean(typed) == "B7-1"


def test_an_amount_beyond_what_is_left_is_told_what_is_left():
    day = date(2026, 6, 10)
    told = {"amount": "99999999999", "paid_on": "2026-06-10", "bank_number": "B1"}
    form = PayClawbackForm(told, left=Decimal("300.50"), earliest=day, on=day)
    assert "300.50" in str(form.errors["amount"])
