"""What docs/quote.md says of numbers, facts, choices and amounts, once more and as plainly as possible.

Written from the document alone, to be held against the engine. All money is a Fraction of yuan.
"""

from datetime import date
from fractions import Fraction
from math import floor

ZERO, ONE, FEN = Fraction(0), Fraction(1), Fraction(1, 100)
STAYS = ("inpatient", "day_surgery", "childbirth", "home_bed")
NUMBERS = ("age", "contribution_years", "years_without_claim", "ordinal", "off_site_ordinal", "days")
FLAGS = ("retired", "poor", "city_supplement")
SETS = {"disease": "diseases", "flag": "flags"}


class Unclear(Exception):
    """The document says nothing of it, or the policy or the case does not say what it must."""


def number(value) -> Fraction:
    text = str(value)
    if text.endswith("%"):
        return Fraction(text[:-1]) / 100
    return Fraction(text)


def fen(value: Fraction) -> Fraction:
    """Half up at the fen."""
    return Fraction(floor(value * 100 + Fraction(1, 2)), 100)


def text(value: Fraction) -> str:
    whole = value * 100
    assert whole.denominator == 1, value
    sign = "-" if whole < 0 else ""
    return f"{sign}{abs(int(whole)) // 100}.{abs(int(whole)) % 100:02d}"


class Case:
    """The facts of one case, and the sums formulas may ask for."""

    def __init__(self, case: dict, year: dict):
        self.policy = case["policy"]
        if not isinstance(self.policy, dict):
            raise Unclear("a shipped policy")
        self.person = {key: value for key, value in case.get("person", {}).items() if value is not None}
        self.visit = {key: value for key, value in case.get("visit", {}).items() if value is not None}
        self.bill = {key: value for key, value in case["bill"].items() if value is not None}
        self.year = year
        self.given = case.get("accumulators") or {}
        self.setting = self.visit.get("setting", "inpatient")
        self.is_stay = self.setting in STAYS
        self.stays = int(self.visit.get("stays", 1))
        self.total = self.in_scope = ZERO
        self.ordinal_shift = 0
        self.deductible_standard = ZERO
        # What is due of it before the cost bounds it, and whether it is the rest of one that a part before was charged.
        self.deductible_due, self.carries_on = ZERO, False
        # Deductible that is charged once a year -> what this bill is charged of it.
        self.charged_once = {}
        # Whether this stay goes on with an admission that began in another hospital.
        # Or with the part of a stay before it.
        self.goes_on = self.is_stay and bool(self.visit.get("transfer") or self.visit.get("_goes_on"))

    def fact(self, name: str):
        found = self.known(name)
        if found is None:
            raise Unclear(f"fact_missing {name}")
        return found

    def known(self, name: str):
        special = getattr(self, f"_{name}", None)
        if special:
            return special()
        if name in ("deductible_level", "pay_level"):
            return self.visit.get(name, self.visit.get("level"))
        if name in SETS:
            return {str(one) for one in [*self.person.get(SETS[name], []), *self.visit.get(SETS[name], [])]}
        return self.person.get(name, self.visit.get(name))

    def _setting(self):
        return self.setting

    def _off_site(self):
        return self.visit.get("off_site", "local")

    def _transfer(self):
        return self.visit.get("transfer", {}).get("direction", "none")

    def _poor(self):
        return self.person.get("poor", False)

    def _city_supplement(self):
        return self.person.get("city_supplement", False)

    def _retired(self):
        if "retired" in self.person or "category" not in self.person:
            return self.person.get("retired")
        return self.person["category"] == "retired"

    def _age(self):
        if "age" in self.person or "born_on" not in self.person:
            return self.person.get("age")
        born, on = date.fromisoformat(self.person["born_on"]), self.dates()[0]
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))

    def dates(self) -> list[date]:
        names = ("admitted_on", "discharged_on", "settled_on")
        found = [date.fromisoformat(self.visit[name]) for name in names if name in self.visit]
        if not found:
            raise Unclear("fact_missing: no date on the visit")
        return found

    def _ordinal(self):
        counted = "admissions" if self.is_stay else "outpatient_visits"
        if "ordinal" not in self.visit and self.given and self.given.get(counted) is None:
            return 1 if not any(self.given.values()) else None
        return int(self.visit.get("ordinal", self.next_after(self.year[counted]))) + self.ordinal_shift

    def _off_site_ordinal(self):
        return int(self.visit.get("off_site_ordinal", self.next_after(self.year["off_site_admissions"])))

    def next_after(self, before: int) -> int:
        """A stay after a transfer has the number of the admission that it goes on with."""
        return max(1, before) if self.goes_on else before + 1

    def _days(self):
        if "days" in self.visit or not {"admitted_on", "discharged_on"} <= set(self.visit):
            return self.visit.get("days")
        first, last = self.dates()[:2]
        return max(1, (last - first).days)


def holds(when: dict, case: Case) -> bool:
    """Every fact must hold; one that says no decides, even when another one is not known."""
    answers = []
    for name, wanted in when.items():
        found = case.known(name)
        answers.append(None if found is None else fits(name, wanted, found))
    if False in answers:
        return False
    if None in answers:
        raise Unclear(f"fact_missing in {when}")
    return True


def fits(name: str, wanted, found) -> bool:
    if isinstance(wanted, dict):
        found = number(found)
        tests = {
            "at_least": lambda bound: found >= bound,
            "at_most": lambda bound: found <= bound,
            "above": lambda bound: found > bound,
            "below": lambda bound: found < bound,
        }
        return all(tests[key](number(bound)) for key, bound in wanted.items())
    for one in wanted if isinstance(wanted, list) else [wanted]:
        if name in SETS and str(one) in found:
            return True
        if name in NUMBERS and number(one) == number(found):
            return True
        if name not in SETS and name not in NUMBERS and str(one) == str(found):
            return True
    return False


def in_band(band: str, found) -> bool:
    if band.endswith("+"):
        return number(found) >= number(band[:-1])
    low, _dash, high = band.partition("-")
    return number(low) <= number(found) <= number(high or low)


def key_fits(name: str, key: str, found) -> bool:
    parts = str(key).split("|")
    if name in NUMBERS:
        return any(in_band(part, found) for part in parts)
    if name in SETS:
        return any(part in found for part in parts)
    return (str(found).lower() if name in FLAGS else str(found)) in parts


def by_facts(names: list[str], rule: dict, case: Case):
    """The value of a choice by one fact, or nested by several; None when nothing fits."""
    values = rule["values"]
    for depth, name in enumerate(names):
        found = case.fact(name)
        fitting = [value for key, value in values.items() if key_fits(name, key, found)]
        if not fitting:
            return rule.get("otherwise")
        if any(one != fitting[0] for one in fitting):
            raise Unclear(f"ambiguous {name}")
        values = fitting[0]
        assert depth == len(names) - 1 or isinstance(values, dict)
    return values


def chosen(rule, case: Case):
    """What stands at the end of all choices; what is not stated is never zero."""
    while isinstance(rule, dict) and {"by", "cases", "dated", "value"} & set(rule):
        if "by" in rule:
            names = rule["by"] if isinstance(rule["by"], list) else [rule["by"]]
            rule = by_facts(names, rule, case)
        elif "cases" in rule:
            fitting = [one["value"] for one in rule["cases"] if holds(one["when"], case)][:1]
            rule = fitting[0] if fitting else rule.get("otherwise")
        elif "dated" in rule:
            raise Unclear("dated")
        else:
            rule = rule["value"]
    if rule is None:
        raise Unclear("value_missing")
    return rule


def trail(rule, case: Case) -> tuple:
    """The way through the choices to what stands at their end: two facts that lead the same way lead to the same value."""
    way = ()
    while isinstance(rule, dict) and {"by", "cases", "value"} & set(rule):
        if "by" in rule:
            names = rule["by"] if isinstance(rule["by"], list) else [rule["by"]]
            for name in names:
                keys = [key for key in rule["values"] if key_fits(name, key, case.fact(name))]
                way += (keys[0] if keys else "otherwise",)
                inner = rule["values"][keys[0]] if keys else rule.get("otherwise")
                rule = {"values": inner, "otherwise": rule.get("otherwise")} if name != names[-1] else inner
                if not keys:
                    break
        elif "cases" in rule:
            number = next((n for n, one in enumerate(rule["cases"]) if holds(one["when"], case)), None)
            way += (number,)
            rule = rule.get("otherwise") if number is None else rule["cases"][number]["value"]
        else:
            rule = rule["value"]
    if rule is None:
        raise Unclear("value_missing")
    return way


def ratio(rule, case: Case) -> Fraction | None:
    found = chosen(rule, case)
    return None if found == "none" else number(found)


def amount(rule, case: Case) -> Fraction | None:
    """Money, a formula, or an amount that grows; None for "none". A formula is rounded once."""
    found = chosen(rule, case)
    if found == "none":
        return None
    if not isinstance(found, dict):
        return number(found)
    if "share" in found:
        return between(fen(number(chosen(found["share"], case)) * whole(found["of"], case)), found, case)
    if "amount" in found:
        start = amount(found["amount"], case)
        if start is None:
            return None
        added = [fen(grown(one, number(one["add"]), case)) for one in found.get("plus", []) if applies(one, case)]
        return between(start + sum(added), found, case)
    raise Unclear(f"amount {found}")


def whole(of, case: Case) -> Fraction:
    if of in ("total", "in_scope"):
        if getattr(case, of) is None:
            raise Unclear("a share of a bill that is not known")
        return getattr(case, of)
    figures = case.policy.get("figures", {})
    return amount(figures.get(of, of), case)


def between(found: Fraction, limits: dict, case: Case) -> Fraction:
    if "at_least" in limits:
        found = max(found, amount(limits["at_least"], case))
    if "at_most" in limits:
        found = min(found, amount(limits["at_most"], case))
    return found


def applies(entry: dict, case: Case) -> bool:
    return holds(entry.get("when", {}), case)


def grown(entry: dict, each: Fraction, case: Case) -> Fraction:
    """`each` once, or for each year, or for each step reached, together at most `at_most`."""
    if "per" not in entry:
        return each
    years = number(case.fact(entry["per"]))
    if "steps" in entry:
        times = sum(years >= number(step) for step in entry["steps"])
    else:
        times = max(0, floor((years - number(entry.get("above", 0))) / number(entry.get("each", 1))))
    found = each * times
    return min(found, number(entry["at_most"])) if "at_most" in entry else found
