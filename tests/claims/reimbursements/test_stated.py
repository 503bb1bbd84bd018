"""A line is the same to the engine whether it comes typed, as in a run, or is read from the JSON that is kept of a claim."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from claims.reimbursements.rules.stated import PricedLine, line_of, typed_line
from claims.settlement.rules.reading.bill_reader import read_bill


def amounts(places: int, largest: str = "99999.99"):
    return st.decimals(min_value=0, max_value=Decimal(largest), places=places)


LINES = st.builds(
    PricedLine,
    code=st.sampled_from(["A1", "XA01ABD075A002010100483"]),
    name=st.sampled_from(["某药", ""]),
    quantity=amounts(4, "999"),
    price=st.none() | amounts(4),
    amount=amounts(2),
    on=st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    class_=st.sampled_from(["a", "b", "c", ""]),
    item_class=st.sampled_from(["", "drug", "bed"]),
    first_pay_ratio=st.none() | st.decimals(min_value=0, max_value=1, places=4),
    ceiling=st.none() | amounts(4),
)


@given(line=LINES, adds_up=st.booleans())
def test_typed_and_read_are_one(line, adds_up):
    if adds_up and line.price is not None:
        exact = (line.price * line.quantity).quantize(Decimal("0.01"), "ROUND_HALF_UP")
        line = PricedLine(**{name: getattr(line, name) for name in PricedLine.__struct_fields__} | {"amount": exact})
    typed = typed_line(line, {"drug"})
    (read,), sums = read_bill({"lines": [line_of(line, {"drug"})]})
    # By what is written of them: 0.5 and 0.50 are told apart, as a record would tell them apart.
    assert sums is None and repr(read) == repr(typed)
