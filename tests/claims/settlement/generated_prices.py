"""Prices of whole stays made up by Hypothesis, for policies and bills of every other shape."""

from hypothesis import strategies as st

from tests.claims.settlement.generated import LARGE, MONEY, POLICIES, RATIO, choice

AMOUNT = st.one_of(MONEY, LARGE, st.just({"share": "0.9", "of": "total", "at_most": "9000.00"}))
PRICE = st.fixed_dictionaries(
    {
        "amount": choice(st.one_of(AMOUNT, st.just("none"))),
        "covers": st.sampled_from(["total", "in_scope"]),
        "person_pays_on": st.sampled_from(["cost", "price"]),
    },
    optional={
        "by_item_below": st.one_of(RATIO, st.just("none")),
        "by_item_above": st.one_of(st.sampled_from(["1", "2.5", "none"]), st.integers(1, 40)),
    },
)
BY_DISEASE = st.tuples(PRICE, st.one_of(PRICE, st.just("none"))).map(
    lambda two: {"by": "disease", "values": {"dialysis": two[0]}, "otherwise": two[1]}
)
PRICED = st.tuples(POLICIES, st.one_of(PRICE, BY_DISEASE)).map(lambda two: two[0] | {"price": two[1]})
