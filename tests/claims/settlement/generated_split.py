"""Stays over New Year made up by Hypothesis, under policies of every other shape that cut them there."""

from datetime import date, timedelta

from hypothesis import strategies as st

from tests.claims.settlement.generated import CASES as ANY
from tests.claims.settlement.generated import LARGE, MONEY, MOVED, POLICIES, lines, whole_year

SPLIT = st.fixed_dictionaries(
    {
        "at": st.sampled_from(["year", ["year"], ["year", "version"], "version"]),
        "deductible": st.sampled_from(["stay", "part"]),
    }
)


def undated(policy: dict) -> dict:
    """A limit by day asks for the day of every line."""
    limits = [limit | {"per": limit["per"].replace("day", "visit")} for limit in policy["items"].get("limits", [])]
    return policy | {"items": policy["items"] | {"limits": limits}}


def without_classes(policy: dict) -> dict:
    """A bill of sums tells neither its items nor their classes."""
    layers = [
        layer for layer in policy["layers"] if not (type(layer["base"]) is list and type(layer["base"][0]) is dict)
    ]
    kept = {layer["id"] for layer in layers}
    # What shared the deductible of one that is gone has one of its own.
    layers = [
        layer | {"deductible": "0.01"} if shares_with(layer) and shares_with(layer) not in kept else layer
        for layer in layers
    ]
    return policy | {"layers": layers, "items": policy["items"] | {"limits": []}}


def shares_with(layer: dict) -> str:
    return layer["deductible"]["left_of"] if type(layer["deductible"]) is dict else ""


def fitting_bill(policy: dict, case: dict) -> tuple[dict, dict]:
    """Policy and case as they go together: no next year where only versions cut a stay."""
    if "year" not in policy["split"]["at"]:
        case = {name: value for name, value in case.items() if name != "accumulators_next"}
    return (policy if "lines" in case["bill"] else without_classes(policy)), case


SPLIT_POLICIES = st.tuples(POLICIES.map(undated), SPLIT).map(lambda two: two[0] | {"split": two[1]})
SUMS = st.fixed_dictionaries(
    {"in_scope": MONEY}, optional={"first_pay": MONEY, "over_limit": MONEY, "fully_self": MONEY}
)
YEAR = st.fixed_dictionaries(
    {}, optional={"deductible_taken": MONEY, "in_scope": LARGE, "fund_paid": LARGE, "burden": MONEY}
).map(whole_year)


@st.composite
def stays(draw):
    """A stay that begins in the last days of a year, of which some lines tell their day and some do not."""
    case = draw(st.one_of(ANY, MOVED))
    first = date(2025, 12, 31) - timedelta(days=draw(st.integers(0, 9)))
    last = first + timedelta(days=draw(st.integers(0, 25)))
    visit = {name: value for name, value in case["visit"].items() if name not in ("setting", "stays")}
    visit |= {"admitted_on": str(first), "discharged_on": str(last)}
    bill = draw(st.one_of(lines(), SUMS))
    for line in bill.get("lines", []):
        line.pop("on")
        if draw(st.booleans()):
            line["on"] = str(first + timedelta(days=draw(st.integers(-1, 27))))
    more = {"accumulators_next": draw(YEAR)} if draw(st.booleans()) and last > date(2026, 1, 1) else {}
    return case | {"visit": visit, "bill": bill} | more
