"""A stay in parts: docs/quote.md, section split. Of a policy in one version, so that only years cut it."""

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from math import floor

from tests.claims.settlement.reference_facts import ZERO, Case, chosen, fen, number, text

DAY = timedelta(days=1)
LEFT = ("personal_account_pays", "family_account_pays")


def parts_of(case: dict, facts: Case) -> list[tuple[date, date]]:
    """First and last day of each part; nothing where the stay is not split."""
    rule = chosen(facts.policy.get("split", "none"), facts)
    if rule == "none" or not facts.is_stay:
        return []
    day, end = facts.dates()[:2]
    found = []
    while day < max(end, facts.dates()[0] + DAY):
        last = max(end - DAY, day)
        if "year" in rule["at"]:
            last = min(last, date(day.year, 12, 31))
        found.append((day, last))
        day = last + DAY
    return found


def together(case: dict, given: dict, parts: list[tuple[date, date]], settle: Callable) -> dict:
    """Each part settled in its year, and their sum."""
    once = chosen(case["policy"]["split"], Case(case | {"accumulators": {}}, {}))["deductible"] == "stay"
    year, coming, found, facts = given, case.get("accumulators_next") or {}, [], None
    balances, deposit = dict(case.get("balances") or {}), case.get("deposit") or 0
    for place, ((first, last), bill) in enumerate(zip(parts, bills_of(case["bill"], parts), strict=True)):
        if place and first.year != parts[place - 1][0].year:
            year, coming = coming, {}
        visit = case["visit"] | {"admitted_on": str(first), "discharged_on": str(last), "days": (last - first).days + 1}
        if place:
            visit = {
                key: value for key, value in visit.items() if key not in ("transfer", "ordinal", "off_site_ordinal")
            }
        if place and once:
            visit |= {"_goes_on": True, "_carried": facts.deductible_due - number(found[-1]["deductible"])}
        own = case | {"visit": visit, "bill": bill, "deposit": deposit, "balances": balances}
        money, facts = settle(own, year)
        if facts.carries_on:
            money["deductible_standard"] = "0.00"
        found.append(money)
        year, deposit = money["accumulators_after"], money["deposit_refund"]
        for name, pays in zip(("personal_account", "family_account"), LEFT, strict=True):
            if name in balances:
                balances[name] = text(number(balances[name]) - number(money[pays]))
    return summed(found)


def summed(found: list[dict]) -> dict:
    """The sum of every figure; of the deposit and the year what the last part leaves."""
    whole = {}
    for name in found[0]:
        if isinstance(found[0][name], str):
            whole[name] = text(sum((number(one[name]) for one in found), ZERO))
    layers = {}
    for one in found:
        for name, pays in one["layers"].items():
            layers[name] = text(number(layers.get(name, 0)) + number(pays))
    last = {name: found[-1][name] for name in ("deposit_refund", "accumulators_after")}
    return whole | last | {"layers": layers}


def by_days(amount: Fraction, days: list[int], most: list[Fraction] | None = None) -> list[Fraction]:
    """To the fen, what is left of it to the largest remainders; what does not fit into a part to the first that has room."""
    exact = [amount * own / sum(days) for own in days]
    found = [Fraction(floor(one * 100), 100) for one in exact]
    left = amount - sum(found, ZERO)
    while left:
        place = max(range(len(days)), key=lambda n: (exact[n] - found[n], -n))
        found[place] += Fraction(1, 100)
        exact[place] = found[place]
        left -= Fraction(1, 100)
    if most is not None:
        over = sum((max(ZERO, one - bound) for one, bound in zip(found, most, strict=True)), ZERO)
        found = [min(one, bound) for one, bound in zip(found, most, strict=True)]
        for place, bound in enumerate(most):
            more = min(over, bound - found[place])
            found[place] += more
            over -= more
    return found


def bills_of(bill: dict, parts: list[tuple[date, date]]) -> list[dict]:
    days = [(last - first).days + 1 for first, last in parts]
    if "lines" not in bill:
        return sums_of(bill, days)
    found = [[] for _part in parts]
    for line in bill["lines"]:
        if "on" in line:
            began = [place for place, (first, _last) in enumerate(parts) if first <= date.fromisoformat(line["on"])]
            found[began[-1] if began else 0].append(line)
        else:
            for place, share in enumerate(line_by_days(line, days)):
                found[place].append(share)
    return [{"lines": lines or [{"class": "a", "total": 0}]} for lines in found]


def line_by_days(line: dict, days: list[int]) -> list[dict]:
    quantity = number(line.get("quantity", 1))
    total = number(line["total"]) if "total" in line else fen(number(line["price"]) * quantity)
    totals = by_days(total, days)
    shares = [
        line | {"total": one, "quantity": quantity * own / sum(days)} for one, own in zip(totals, days, strict=True)
    ]
    if "payment_standard" in line:
        over = max(ZERO, total - fen(number(line["payment_standard"]) * quantity))
        shares = [one | {"_over": its} for one, its in zip(shares, by_days(over, days, totals), strict=True)]
    if "first_pay" in line:
        firsts = by_days(number(line["first_pay"]), days, totals)
        shares = [one | {"first_pay": its} for one, its in zip(shares, firsts, strict=True)]
    return shares


def sums_of(bill: dict, days: list[int]) -> list[dict]:
    outside = {name: number(bill.get(name, 0)) for name in ("fully_self", "over_limit", "first_pay")}
    outside["fully_self"] += number(bill.get("class_c", 0)) + number(bill.get("out_of_scope", 0))
    if set(bill) == {"total", "in_scope"}:
        outside["fully_self"] = number(bill["total"]) - number(bill["in_scope"])
    total = number(bill["total"]) if "total" in bill else number(bill["in_scope"]) + sum(outside.values(), ZERO)
    totals = by_days(total, days)
    left, found = list(totals), [{} for _day in days]
    for name, whole in outside.items():
        for place, its in enumerate(by_days(whole, days, left)):
            found[place][name] = its
            left[place] -= its
    return [one | {"total": whole} for one, whole in zip(found, totals, strict=True)]
