"""Deductibles made up by Hypothesis and nothing else: levels, repeats, reductions and factors that hold, patients who are moved.

Bills are larger than any deductible, so that what is charged shows all that was done to it.
"""

from hypothesis import strategies as st

from tests.claims.settlement.generated import LEVELS, RATIO

AMOUNT = st.integers(1, 3_000_00).map(lambda fen: f"{fen // 100}.{fen % 100:02d}")
BY_LEVEL = st.fixed_dictionaries(
    {"by": st.just("level"), "values": st.fixed_dictionaries(dict.fromkeys(LEVELS, AMOUNT))}
)
WHO = st.sampled_from([{}, {"poor": True}, {"category": "retired"}, {"level": "2"}])
REDUCTION = st.one_of(
    *(
        st.fixed_dictionaries({"when": WHO, form: by})
        for form, by in (("share", RATIO), ("less", AMOUNT), ("to", AMOUNT))
    )
)
WAY = st.sampled_from(["difference", "difference", "full", "none"])
RULE = st.fixed_dictionaries(
    {
        "amount": st.one_of(BY_LEVEL, AMOUNT),
        "repeat": st.one_of(
            st.just("none"),
            st.fixed_dictionaries(
                {"shares": st.lists(RATIO, max_size=3).map(lambda rest: ["1", *rest])}, optional={"at_least": AMOUNT}
            ),
            st.fixed_dictionaries({"less_each_time": AMOUNT, "at_least": AMOUNT}),
        ),
        "reductions": st.lists(REDUCTION, max_size=3),
        "transfer": st.one_of(
            st.just("none"),
            st.fixed_dictionaries(
                {"up": WAY, "down": WAY, "same": WAY}, optional={"counts_as_admission": st.booleans()}
            ),
        ),
    },
    optional={"yearly_ceiling": AMOUNT},
)
YEARLY = RULE.map(lambda one: one | {"repeat": "none", "period": "year"})
POLICIES = st.fixed_dictionaries(
    {
        "deductible": st.one_of(RULE, RULE, YEARLY),
        "off_site": st.one_of(
            st.just("none"),
            st.fixed_dictionaries({"deductible_factor": st.sampled_from(["0.777", "1.5", "2"])}),
            st.fixed_dictionaries({"deductible": AMOUNT}),
        ),
        "ratio": st.just("0.8"),
        "caps": st.just("none"),
        "layers": st.just("none"),
    }
)
TRANSFER = st.fixed_dictionaries(
    {"direction": st.sampled_from(["up", "up", "down", "same"]), "from_level": st.sampled_from(LEVELS)}
)
VISIT = st.one_of(
    st.fixed_dictionaries(
        {"level": st.sampled_from(LEVELS)},
        optional={"off_site": st.just("filed"), "stays": st.integers(1, 3), "ordinal": st.integers(1, 4)},
    ),
    st.fixed_dictionaries(
        {"level": st.sampled_from(LEVELS), "transfer": TRANSFER},
        optional={"stays": st.integers(1, 3), "ordinal": st.integers(1, 4)},
    ),
)
CASES = st.fixed_dictionaries(
    {
        "person": st.fixed_dictionaries(
            {"category": st.sampled_from(["active", "retired"]), "poor": st.booleans(), "age": st.just(50)}
        ),
        "visit": VISIT,
        "bill": st.just({"in_scope": "90000.00"}),
    }
)
