"""Policies and bills made up by Hypothesis: every shape may meet every other."""

import os
from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st

# At least ten thousand with bin/test --full.
MANY = settings(max_examples=10_000 if os.environ.get("HYPOTHESIS_PROFILE") == "full" else 60, deadline=None)

MONEY = st.integers(0, 30_000_00).map(lambda fen: f"{fen // 100}.{fen % 100:02d}")
LARGE = st.integers(1, 400_000_00).map(lambda fen: f"{fen // 100}.{fen % 100:02d}")
RATIO = st.one_of(st.sampled_from(["0", "1", "0.895", "0.5"]), st.integers(0, 10_000).map(lambda n: str(n / 10_000)))
LEVELS, STATES = ("1", "2", "3"), ("local", "filed", "unfiled")
BY_CLASS = ("first_pay", "over_limit", "fully_self")
PARTS = ("over_cap", "coinsurance", "deductible", "off_site_first_pay", "first_pay", "over_limit", "fully_self")


def choice(value):
    """The value itself, or a choice that fits every generated case."""
    return st.one_of(
        value,
        st.fixed_dictionaries(
            {"by": st.just("level"), "values": st.fixed_dictionaries({"3": value}), "otherwise": value}
        ),
        st.fixed_dictionaries(
            {
                "cases": st.lists(st.fixed_dictionaries({"when": CONDITION, "value": value}), max_size=2),
                "otherwise": value,
            }
        ),
    )


CONDITION = st.fixed_dictionaries(
    {},
    optional={
        "age": st.fixed_dictionaries({"at_least": st.integers(0, 90)}),
        "poor": st.booleans(),
        "category": st.sampled_from(["active", "retired"]),
        "off_site": st.sampled_from(STATES),
        "disease": st.just(["dialysis"]),
    },
)


@st.composite
def segments(draw):
    bounds = sorted(set(draw(st.lists(st.integers(1, 300_000), max_size=3))))
    rows = [{"to": f"{bound}.00", "ratio": draw(choice(RATIO))} for bound in bounds] + [{"ratio": draw(RATIO)}]
    kind = draw(st.sampled_from(["including_deductible", "after_deductible", "deductible_on_top"]))
    return {"rows": rows, "bounds": kind, "measured": draw(st.sampled_from(["visit", "year"]))}


POINTS = st.lists(
    st.one_of(
        st.fixed_dictionaries({"when": CONDITION, "add": RATIO}),
        st.fixed_dictionaries({"per": st.just("age"), "steps": st.just([50, 60, 70]), "add": st.just("0.02")}),
        st.fixed_dictionaries({"per": st.just("contribution_years"), "add": st.just("0.01"), "at_most": RATIO}),
        st.fixed_dictionaries({"subtract": st.just("0.05")}),
    ),
    max_size=3,
)
RATIO_RULE = st.one_of(
    st.just("none"),
    choice(RATIO),
    st.tuples(
        st.one_of(
            st.fixed_dictionaries({"flat": choice(RATIO)}),
            st.fixed_dictionaries({"flat_person": RATIO}),
            st.fixed_dictionaries({"segments": segments()}),
            st.fixed_dictionaries({"fixed": MONEY}),
        ),
        st.fixed_dictionaries(
            {},
            optional={
                "points": POINTS,
                "person_share_factor": RATIO,
                "at_most": RATIO,
                "floor": st.one_of(
                    RATIO, st.fixed_dictionaries({"ratio": RATIO, "of": st.sampled_from(["base", "in_scope"])})
                ),
            },
        ),
    ).map(lambda pair: pair[0] | pair[1]),
)
GROWN = st.fixed_dictionaries(
    {
        "amount": LARGE,
        "plus": st.just([{"per": "contribution_years", "above": 4, "add": "1000.00", "at_most": "9000.00"}]),
    }
)
CAP = st.fixed_dictionaries(
    {
        "on": st.sampled_from(["payment", "cost", "cost_after_deductible"]),
        "amount": choice(st.one_of(LARGE, st.just("none"), GROWN)),
    },
    optional={"period": st.sampled_from(["year", "visit"]), "counter": st.sampled_from(["own", "kind", "all"])},
)
CAP_OF_FUND = st.tuples(CAP, st.sampled_from(["payment", "cost"])).map(
    lambda two: two[0] | {"overflow": two[1]} if two[0]["on"] == "payment" else two[0]
)
DEDUCTIBLE_RULE = st.fixed_dictionaries(
    {
        "amount": choice(MONEY),
        "repeat": st.one_of(
            st.just("none"),
            st.fixed_dictionaries({"shares": st.lists(RATIO, max_size=3).map(lambda rest: ["1", *rest])}),
            st.fixed_dictionaries({"less_each_time": MONEY, "at_least": MONEY}),
        ),
        "transfer": st.one_of(
            st.just({"up": "difference", "down": "none", "same": "full", "consortium": "none"}),
            st.just({"up": "difference", "down": "difference", "same": "difference", "counts_as_admission": True}),
            st.just("none"),
        ),
    },
    optional={
        "period": st.sampled_from(["admission", "visit", "year", "once_a_year"]),
        "yearly_ceiling": MONEY,
        "reductions": st.lists(
            st.tuples(
                st.fixed_dictionaries({"when": CONDITION}),
                st.one_of(
                    st.fixed_dictionaries({"share": RATIO}),
                    st.fixed_dictionaries({"less": MONEY}),
                    st.fixed_dictionaries({"to": MONEY}),
                ),
            ).map(lambda two: two[0] | two[1]),
            max_size=3,
        ),
        "exempt_item_classes": st.just("essential_drug"),
    },
).map(lambda one: one | {"repeat": "none"} if one.get("period", "admission") != "admission" else one)
DEDUCTIBLE = st.one_of(
    st.just("none"),
    MONEY,
    DEDUCTIBLE_RULE,
    # One of its own for a treatment, or for a kind of care.
    st.tuples(DEDUCTIBLE_RULE, DEDUCTIBLE_RULE).map(
        lambda two: {
            "cases": [{"when": {"flag": "treatment"}, "value": two[0] | {"id": "treatment"}}],
            "otherwise": two[1] | {"id": "other"},
        }
    ),
    st.tuples(DEDUCTIBLE_RULE, DEDUCTIBLE_RULE).map(
        lambda two: {
            "by": "setting",
            "values": {"chronic": two[0] | {"id": "chronic"}},
            "otherwise": two[1] | {"id": "other"},
        }
    ),
)
LAYER = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["major_illness", "assistance", "supplement"]),
        "base": st.one_of(
            st.lists(st.sampled_from(PARTS), min_size=1, max_size=4, unique=True),
            st.fixed_dictionaries({"in_scope_from": MONEY}),
            st.tuples(st.sampled_from(PARTS[:4]), RATIO, st.sampled_from(BY_CLASS)).map(
                lambda three: [
                    {"part": three[0], "share": three[1]},
                    {"part": three[2], "item_classes": ["implant", "exam"]},
                    {"part": three[2], "except_item_classes": ["implant", "exam"]},
                ]
            ),
        ),
        "deductible": st.one_of(st.just("none"), MONEY, st.just("0.01")),
        "ratio": RATIO_RULE,
    },
    optional={
        "when": CONDITION,
        "measured": st.sampled_from(["year", "visit"]),
        "caps": CAP,
        "tilts": st.lists(
            st.fixed_dictionaries({"when": CONDITION, "deductible_factor": RATIO, "points": RATIO}), max_size=1
        ),
    },
)


def fitting(layer, number):
    """A layer with a name; what the validator refuses is put right, and some share the deductible of the layer before."""
    layer = layer | {"id": f"layer-{number}"}
    if layer.get("measured", "year") == "year" and type(layer["base"]) is list and "caps" in layer:
        layer["caps"] = layer["caps"] | {"period": "year"}
    if type(layer["base"]) is dict or type(layer["base"][0]) is dict:
        # Of a range, or of a share of a part, only the layer's own year tells what entered it before.
        layer["measured"] = "visit"
        layer["caps"] = layer.get("caps", {"amount": "9000.00"}) | {"on": "payment"}
    if number and layer["deductible"] == "0.01":
        layer["deductible"] = {"left_of": f"layer-{number - 1}"}
    return layer


POLICIES = st.fixed_dictionaries(
    {
        "items": st.fixed_dictionaries(
            {
                "class_b_first_pay": choice(RATIO),
                "item_classes": st.just(
                    {
                        "implant": {"final_ratio": "0.5"},
                        "exam": {"first_pay": "0.3"},
                        "essential_drug": {"first_pay": "0"},
                    }
                ),
            },
            optional={
                "limits": st.lists(
                    st.fixed_dictionaries(
                        {
                            "per": st.sampled_from(["day", "visit", "year"]),
                            "on": st.sampled_from(["cost", "in_scope"]),
                            "amount": LARGE,
                        }
                    ),
                    max_size=2,
                ).map(lambda found: [one | {"id": f"limit-{n}"} for n, one in enumerate(found)])
            },
        ),
        "off_site": st.one_of(
            st.just("none"),
            st.fixed_dictionaries(
                {},
                optional={"extra_first_pay": RATIO, "points_off": RATIO, "factor": RATIO, "deductible_factor": RATIO},
            ),
        ),
        "deductible": DEDUCTIBLE,
        "ratio": RATIO_RULE,
        "caps": st.one_of(
            st.just("none"),
            CAP_OF_FUND,
            st.lists(CAP_OF_FUND, max_size=2),
            st.tuples(CAP_OF_FUND, CAP_OF_FUND).map(
                lambda two: {"by": "setting", "values": {"outpatient|pharmacy": two[0]}, "otherwise": two[1]}
            ),
        ),
        "layers": st.lists(LAYER, max_size=3).map(lambda found: [fitting(one, n) for n, one in enumerate(found)]),
        "payment": st.fixed_dictionaries(
            {"personal_account": st.sampled_from(["all", "first", "none", ["coinsurance", "fully_self"]])}
        ),
    }
)


@st.composite
def lines(draw):
    found = []
    for number in range(draw(st.integers(1, 6))):
        line = {
            "class": draw(st.sampled_from("abc")),
            "code": f"I{draw(st.integers(0, 4))}",
            "on": f"2026-03-0{number % 3 + 1}",
        }
        if draw(st.booleans()):
            line["total"] = draw(MONEY)
        else:
            line |= {"price": draw(MONEY), "quantity": draw(st.integers(1, 9))}
            line |= draw(st.fixed_dictionaries({}, optional={"payment_standard": MONEY}))
        line |= draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "item_class": st.sampled_from(["implant", "exam", "essential_drug"]),
                    "first_pay_ratio": RATIO,
                },
            )
        )
        if "first_pay_ratio" not in line and draw(st.booleans()):
            # Stated in yuan: up to the whole line, so also above what a payment standard or a limit allows.
            whole = Decimal(line["total"]) if "total" in line else Decimal(line["price"]) * line["quantity"]
            line["first_pay"] = f"{whole * draw(st.integers(0, 100)) / 100:.2f}" if whole else "0"
        found.append(line)
    return {"lines": found}


def whole_year(year):
    """Sums of the year with what they cannot be without."""
    if year:
        year = {"admissions": 1, "outpatient_visits": 1, "outpatient_fund_paid": "0.00"} | year
        year |= {"outpatient_in_scope": "12.00", "outpatient_deductible_taken": "0.00", "once_a_year": {}}
        year["settings"] = {"outpatient": {"in_scope": "12.00", "fund_paid": year["outpatient_fund_paid"]}}
    return year


CASES = st.fixed_dictionaries(
    {
        "person": st.fixed_dictionaries(
            {
                "age": st.integers(0, 99),
                "category": st.sampled_from(["active", "retired"]),
                "contribution_years": st.integers(0, 40),
                "poor": st.booleans(),
                "diseases": st.sampled_from([[], ["dialysis"]]),
            }
        ),
        "visit": st.fixed_dictionaries(
            {"level": st.sampled_from(LEVELS), "off_site": st.sampled_from(STATES)},
            optional={
                "setting": st.sampled_from(["inpatient", "outpatient", "chronic"]),
                "flags": st.sampled_from([[], ["treatment"]]),
                "ordinal": st.integers(1, 5),
                "stays": st.integers(1, 3),
            },
        ),
        "bill": lines(),
        "accumulators": st.fixed_dictionaries(
            {},
            optional={
                "deductible_taken": MONEY,
                "in_scope": LARGE,
                "fund_paid": LARGE,
                "burden": MONEY,
                "outpatient_fund_paid": MONEY,
                "limits": st.fixed_dictionaries({}, optional={"limit-0": MONEY}),
                "layers": st.fixed_dictionaries(
                    {}, optional={"layer-0": st.fixed_dictionaries({"base": LARGE, "paid": MONEY})}
                ),
            },
        ).map(whole_year),
        "balances": st.fixed_dictionaries({"personal_account": MONEY}, optional={"family_account": MONEY}),
        "deposit": MONEY,
    }
)
TRANSFER = st.fixed_dictionaries(
    {"direction": st.sampled_from(["up", "down", "same"]), "from_level": st.sampled_from(LEVELS)},
    optional={"deductible_paid": MONEY},
)
# Of some of them the patient was moved; each is then to be `fitted` to its policy.
MOVED = st.tuples(CASES, st.one_of(st.none(), TRANSFER)).map(
    lambda two: two[0] | {"visit": two[0]["visit"] | ({"transfer": two[1]} if two[1] else {})}
)


def fitted(policy, case):
    """The case as the policy can settle it: an amount alone says nothing of transfers, and what the hospital before has charged
    must be told where its level alone does not say it."""
    visit, rule = case["visit"], policy["deductible"]
    if "transfer" not in visit:
        return case
    if isinstance(rule, str) and rule != "none":
        return case | {"visit": {name: value for name, value in visit.items() if name != "transfer"}}
    if visit.get("off_site", "local") != "local" or any(text in str(rule) for text in ("of", "once_a_year", "cases")):
        return case | {"visit": visit | {"transfer": {"deductible_paid": "321.50"} | visit["transfer"]}}
    return case
