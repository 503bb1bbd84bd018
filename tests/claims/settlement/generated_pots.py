"""Policies made up by Hypothesis that count some care by itself, for the year, by quarter and by month, and visits on many days."""

from datetime import date

from hypothesis import strategies as st

from tests.claims.settlement.generated import LARGE, MONEY, RATIO

POTS = st.sampled_from(["dialysis", "general", "drugs"])
DEDUCTIBLE = st.one_of(
    st.fixed_dictionaries(
        {"amount": MONEY, "period": st.sampled_from(["year", "quarter", "month"]), "pot": POTS},
        optional={"yearly_ceiling": MONEY},
    ),
    st.fixed_dictionaries(
        {"amount": MONEY, "period": st.just("visit"), "pot": POTS}, optional={"yearly_ceiling": MONEY}
    ),
    st.just("none"),
)
CAP = st.fixed_dictionaries(
    {
        "on": st.sampled_from(["payment", "cost", "cost_after_deductible"]),
        "amount": st.one_of(MONEY, LARGE),
        "pot": POTS,
    },
    optional={"period": st.sampled_from(["year", "quarter", "month"])},
)
CAPS = st.one_of(
    CAP, st.lists(CAP, max_size=2), st.just("none"), st.just({"on": "payment", "amount": "9000", "counter": "all"})
)


def by_care(value):
    """One for a disease, one for special drugs, one for all else; or one for everything."""
    return st.one_of(
        value,
        st.tuples(value, value, value).map(
            lambda three: {
                "cases": [
                    {"when": {"disease": "dialysis"}, "value": three[0]},
                    {"when": {"setting": "special_drug"}, "value": three[1]},
                ],
                "otherwise": three[2],
            }
        ),
    )


POLICIES = st.fixed_dictionaries(
    {
        "deductible": by_care(DEDUCTIBLE),
        "ratio": RATIO,
        "caps": by_care(CAPS),
        "layers": st.sampled_from(
            ["none", [{"kind": "assistance", "base": ["over_cap", "deductible"], "deductible": "none", "ratio": "0.5"}]]
        ),
    }
)
CASES = st.fixed_dictionaries(
    {
        "person": st.fixed_dictionaries({"diseases": st.sampled_from([[], ["dialysis"]])}),
        "visit": st.one_of(
            st.fixed_dictionaries(
                {
                    "setting": st.sampled_from(["outpatient", "chronic", "special_drug"]),
                    "on": st.dates(date(2026, 1, 1), date(2026, 12, 31)).map(str),
                }
            ),
            st.integers(1, 12).map(
                lambda month: {"admitted_on": "2025-12-28", "discharged_on": f"2026-{month:02d}-{month + 9:02d}"}
            ),
        ),
        "bill": st.fixed_dictionaries({"in_scope": st.one_of(MONEY, LARGE)}),
    }
)
