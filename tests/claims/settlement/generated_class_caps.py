"""Policies made up by Hypothesis that cap what is paid for classes of items, and bills with such items on them."""

from hypothesis import strategies as st

from tests.claims.settlement.generated import CAP, DEDUCTIBLE_RULE, LARGE, LAYER, MONEY, RATIO, RATIO_RULE, fitting

KINDS = ("bed", "drug", "exam", "implant")
SMALL = st.integers(0, 900_00).map(lambda fen: f"{fen // 100}.{fen % 100:02d}")
CLASS_CAP = st.fixed_dictionaries(
    {
        "on": st.just("payment"),
        "amount": st.one_of(SMALL, MONEY, st.just("none")),
        "period": st.sampled_from(["visit", "day"]),
        "paid_as": st.sampled_from(["first", "last", "share"]),
    }
)
# Of the two classes with a final ratio at most one may be cut by a cap on cost before the other: the ratios differ.
ITEM_CLASSES = st.fixed_dictionaries(
    {
        "bed": st.just({}),
        "drug": st.just({}),
        "exam": st.sampled_from([{}, {"first_pay": "0.3"}, {"final_ratio": "0.4"}]),
        "implant": st.one_of(
            st.just({}),
            st.fixed_dictionaries({"final_ratio": st.just("0.9")}, optional={"counts_for_deductible": st.booleans()}),
        ),
    },
)


@st.composite
def caps(draw):
    """Caps on classes, each class under one of them, and sometimes a cap on everything, also by day."""
    kinds = draw(st.permutations(KINDS))
    parts = draw(st.sampled_from([[1], [1, 1], [2], [1, 2], [2, 1, 1]]))
    found = []
    for size in parts:
        found.append(draw(CLASS_CAP) | {"item_classes": kinds[:size]})
        kinds = kinds[size:]
    more = draw(st.one_of(st.none(), CAP, CAP.map(lambda cap: cap | {"period": "day"})))
    return found if more is None else [*found, more]


POLICIES = st.fixed_dictionaries(
    {
        "items": st.fixed_dictionaries({"class_b_first_pay": RATIO, "item_classes": ITEM_CLASSES}),
        "off_site": st.one_of(st.just("none"), st.fixed_dictionaries({"extra_first_pay": RATIO})),
        "deductible": st.one_of(
            MONEY,
            st.just("none"),
            DEDUCTIBLE_RULE.map(lambda rule: rule | {"exempt_item_classes": ["drug", "exam"], "transfer": "none"}),
        ),
        "ratio": RATIO_RULE,
        "caps": caps(),
        "layers": st.lists(
            LAYER.filter(lambda one: type(one["base"]) is list and type(one["base"][0]) is str), max_size=2
        ).map(lambda found: [fitting(one, n) for n, one in enumerate(found)]),
        "payment": st.fixed_dictionaries({"personal_account": st.sampled_from(["all", "first"])}),
    }
)
LINE = st.fixed_dictionaries(
    {"class": st.sampled_from("aab"), "total": st.one_of(MONEY, SMALL)}, optional={"item_class": st.sampled_from(KINDS)}
)
CASES = st.fixed_dictionaries(
    {
        "person": st.fixed_dictionaries(
            {
                "age": st.integers(0, 99),
                "category": st.sampled_from(["active", "retired"]),
                "contribution_years": st.integers(0, 40),
                "poor": st.booleans(),
            }
        ),
        "visit": st.fixed_dictionaries(
            {"level": st.sampled_from("123"), "days": st.integers(0, 30)},
            optional={"off_site": st.sampled_from(["filed", "unfiled"]), "stays": st.integers(1, 3)},
        ),
        "bill": st.fixed_dictionaries({"lines": st.lists(LINE, min_size=1, max_size=6)}),
        "balances": st.fixed_dictionaries({"personal_account": st.one_of(st.just("0"), LARGE)}),
    }
)
