"""Rarer shapes of policies, made up by Hypothesis, for what tests/claims/settlement/generated.py leaves out; every case fits."""

from hypothesis import strategies as st

from tests.claims.settlement.generated import BY_CLASS, LARGE, LEVELS, MONEY, PARTS, RATIO

SMALL = st.integers(1, 3_000_00).map(lambda fen: f"{fen // 100}.{fen % 100:02d}")
CLASSES = ["implant", "exam", "drug", "device"]
CODES = st.lists(st.sampled_from(CLASSES), min_size=1, max_size=2, unique=True)
ORDER = ["person_share_factor", "points", "at_most", "off_site_points", "off_site_factor"]


@st.composite
def table(draw):
    """Segments or slabs in any of the three conventions, also with a first row that starts late, also without an end."""
    bounds = sorted(set(draw(st.lists(st.integers(1, 60_000), min_size=1, max_size=4))))
    key = draw(st.sampled_from(["ratio", "person_ratio"]))
    rows = [{"to": f"{bound}.00", key: draw(RATIO)} for bound in bounds]
    if draw(st.booleans()):
        rows.append({"ratio": draw(RATIO)})
    kind = draw(st.sampled_from(["including_deductible", "after_deductible", "deductible_on_top"]))
    found = {"rows": rows, "bounds": kind, "measured": draw(st.sampled_from(["visit", "year"]))}
    name = draw(st.sampled_from(["segments", "slabs"]))
    if name == "slabs":
        found["bound_belongs_to"] = draw(st.sampled_from(["lower", "upper"]))
    return {name: found}


FIXED = st.fixed_dictionaries(
    {"fixed": MONEY},
    optional={
        "fixed_per": st.sampled_from(["stay", "day"]),
        "fixed_within": st.sampled_from(["in_scope", "total"]),
    },
)
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "person_share_factor": RATIO,
        "at_most": RATIO,
        "order": st.permutations(ORDER),
        "points": st.lists(
            st.one_of(
                st.fixed_dictionaries({"add": RATIO}),
                st.fixed_dictionaries({"subtract": RATIO, "when": st.just({"age": {"below": 40}})}),
                st.just({"per": "age", "above": 18, "each": 7, "add": "0.013", "at_most": "0.1"}),
            ),
            max_size=2,
        ),
        "floor": st.fixed_dictionaries(
            {"ratio": RATIO, "of": st.sampled_from(["base", "in_scope", "total", "total_after_deductible"])}
        ),
    },
)
RATIO_RULE = st.one_of(
    table(),
    FIXED,
    st.tuples(st.one_of(st.fixed_dictionaries({"flat": RATIO}), table()), CHANGES).map(lambda two: two[0] | two[1]),
)
AMOUNT = st.one_of(
    SMALL,
    st.fixed_dictionaries(
        {"share": RATIO, "of": st.sampled_from(["total", "in_scope", "wage"]), "at_most": st.just("4000.00")}
    ),
)
DEDUCTIBLE = st.fixed_dictionaries(
    {
        "amount": AMOUNT,
        "repeat": st.one_of(
            st.just({"shares": ["1", "0.75", "0"], "at_least": "150.00"}),
            st.fixed_dictionaries({"less_each_time": SMALL}),
        ),
        "transfer": st.fixed_dictionaries(
            {way: st.sampled_from(["difference", "full", "none"]) for way in ("up", "down", "same", "consortium")},
            optional={"counts_as_admission": st.booleans()},
        ),
    },
    optional={
        "period": st.sampled_from(["admission", "visit", "year", "once_a_year"]),
        "yearly_ceiling": SMALL,
        "counter": st.sampled_from(["own", "all"]),
        "reductions": st.lists(
            st.one_of(
                st.fixed_dictionaries({"share": RATIO, "when": st.just({"age": {"above": 30}})}),
                st.fixed_dictionaries({"less": SMALL, "when": st.just({"poor": True})}),
                st.fixed_dictionaries({"to": SMALL, "when": st.just({"category": "retired"})}),
            ),
            max_size=3,
        ),
        "exempt_item_classes": CODES,
    },
).map(lambda one: one | {"repeat": "none"} if one.get("period", "admission") != "admission" else one)
BANDS = st.sampled_from(
    [
        {"segments": [{"to": "100", "ratio": "5%"}, {"to": "1000", "ratio": "10%"}, {"ratio": "20%"}]},
        {"slabs": [{"to": "100", "ratio": "5%"}, {"to": "1000", "ratio": "10%"}, {"ratio": "20%"}]},
    ]
)
ITEMS = st.fixed_dictionaries(
    {
        "class_b_first_pay": RATIO,
        "item_classes": st.fixed_dictionaries(
            {
                "implant": st.fixed_dictionaries(
                    {"final_ratio": RATIO}, optional={"counts_for_deductible": st.booleans(), "first_pay": RATIO}
                ),
                "exam": st.fixed_dictionaries({"first_pay": RATIO}),
                "drug": st.fixed_dictionaries({"final_ratio": RATIO}),
                "device": st.fixed_dictionaries({"first_pay": BANDS}),
            }
        ),
        "limits": st.lists(
            st.fixed_dictionaries(
                {
                    "per": st.sampled_from(["day", "visit", "year", "stay_day"]),
                    "on": st.just("in_scope"),
                    "amount": LARGE,
                    "item_classes": CODES,
                }
            ),
            max_size=2,
        ).map(lambda found: [one | {"id": f"limit-{number}"} for number, one in enumerate(found)]),
    }
)
CAP = st.fixed_dictionaries(
    {"on": st.sampled_from(["payment", "cost", "cost_after_deductible"]), "amount": MONEY},
    optional={"period": st.sampled_from(["year", "visit"]), "counter": st.sampled_from(["own", "all"])},
)
KEEPS_COST = st.booleans()
CAPS = st.lists(
    st.tuples(CAP, KEEPS_COST).map(
        lambda two: two[0] | {"overflow": "cost"} if two[1] and two[0]["on"] == "payment" else two[0]
    ),
    max_size=2,
)
OF_CLASSES = st.fixed_dictionaries({"part": st.sampled_from(BY_CLASS), "share": RATIO, "item_classes": CODES})
BASE = st.one_of(
    st.lists(st.sampled_from(PARTS), min_size=1, max_size=4, unique=True),
    OF_CLASSES.map(lambda one: [one, "deductible"]),
    st.tuples(st.integers(0, 5_000), st.integers(1, 9_000)).map(
        lambda two: {"in_scope_from": str(two[0]), "in_scope_to": str(two[0] + two[1])}
    ),
)
LAYER = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["major_illness", "assistance", "supplement"]),
        "base": BASE,
        "deductible": st.one_of(st.just("none"), SMALL),
        "ratio": RATIO_RULE,
        "measured": st.just("visit"),
    },
    optional={
        "caps": st.fixed_dictionaries({"on": st.just("payment"), "amount": MONEY}),
        "tilts": st.just([{"when": {"poor": True}, "deductible_factor": "0.5", "points": "0.05", "capped": False}]),
    },
)


def without_classes(policy: dict) -> dict:
    """Where the fund may pay more than its base the document does not say which class of items bears less for it."""
    rule = policy["ratio"]
    if rule.get("fixed_within") == "total" or rule.get("floor", {}).get("of", "base") != "base":
        for layer in policy["layers"]:
            if isinstance(layer["base"], list) and isinstance(layer["base"][0], dict):
                layer["base"] = [layer["base"][0]["part"], "deductible"]
    return policy


POLICIES = st.fixed_dictionaries(
    {
        "figures": st.just({"wage": "8084.00"}),
        "items": ITEMS,
        "off_site": st.one_of(
            st.just("none"), st.fixed_dictionaries({"extra_first_pay": RATIO, "deductible": SMALL, "factor": RATIO})
        ),
        "deductible": DEDUCTIBLE,
        "ratio": RATIO_RULE,
        "caps": CAPS,
        "layers": st.lists(LAYER, max_size=2).map(
            lambda found: [one | {"id": f"layer-{number}"} for number, one in enumerate(found)]
        ),
        "payment": st.fixed_dictionaries({"personal_account": st.sampled_from(["all", "first", ["coinsurance"]])}),
    }
).map(without_classes)
TRANSFER = st.fixed_dictionaries(
    {"direction": st.sampled_from(["up", "down", "same"]), "from_level": st.sampled_from(LEVELS)},
    optional={"consortium": st.booleans(), "deductible_paid": SMALL},
)
LINE = st.fixed_dictionaries(
    {
        "class": st.sampled_from("abc"),
        "on": st.sampled_from(["2026-03-01", "2026-03-02"]),
        "code": st.sampled_from("XYZ"),
        "price": st.integers(0, 2_000_0000).map(lambda ten: f"{ten / 10_000:.4f}"),
        "quantity": st.one_of(st.integers(1, 9), st.sampled_from(["0.5", "1.25", "2.3333"])),
        "item_class": st.sampled_from([*CLASSES, None]),
    }
)
VISIT = st.fixed_dictionaries(
    {"level": st.sampled_from(LEVELS), "off_site": st.sampled_from(["local", "filed"]), "days": st.integers(1, 30)},
    optional={
        "stays": st.integers(1, 3),
        "setting": st.sampled_from(["inpatient", "chronic", "home_bed"]),
        "transfer": TRANSFER,
    },
)
CASES = st.fixed_dictionaries(
    {
        "person": st.fixed_dictionaries(
            {"age": st.integers(0, 99), "category": st.sampled_from(["active", "retired"]), "poor": st.booleans()}
        ),
        "visit": VISIT,
        "bill": st.fixed_dictionaries({"lines": st.lists(LINE, min_size=1, max_size=5)}),
        "balances": st.fixed_dictionaries({"personal_account": MONEY, "family_account": MONEY}),
        "deposit": MONEY,
    }
)
