"""What is credited to a personal account: parts by age group and kind of person, of a wage, a pension, or a fixed amount."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from casework.questions.rules.mistakes import FactsError
from casework.questions.rules.reading import Reader, one_of, read_day, read_object
from enrolment.contributions.rules.questions.bases import BOUNDS, bounded
from enrolment.contributions.rules.records import Amount, Step, to_fen
from enrolment.contributions.rules.terms import terms_on
from enrolment.coverage.rules.reading.values import (
    list_of,
    one_way,
    read_count,
    read_flag,
    read_money,
    read_share,
    read_text,
    read_wage,
    read_whole,
)
from enrolment.coverage.rules.records.errors import NoSource
from enrolment.coverage.rules.terms import Terms

PEOPLE = ("active", "retired", "flexible")
BASES = ("wage", "pension", "average_wage", "average_pension")
# The rule of a place for a kind of person, and what it gives; nobody else's is a rule of its own.
OF_PLACE = {"active": ("account_credit_share", "rate"), "retired": ("account_credit_retired", "amount")}
ROW: Mapping[str, Reader] = {
    "part": read_text,
    "person": list_of(one_of(PEOPLE)),
    "age_from": read_count,
    "age_below": read_count,
    "age_to": read_count,
    "rate": read_share,
    "amount": read_money,
    "of": one_of(BASES),
    "per": one_of(("month", "year")),
    "at_least": read_money,
    "at_most": read_money,
}


def _read_row(value: object) -> dict[str, Any]:
    row = read_object(value, ROW)
    if ("rate" in row) is ("amount" in row):
        raise FactsError("one_of_needed", "rate", allowed="rate, amount")
    return row


RULES: Mapping[str, Reader] = {"credit": list_of(_read_row), "rate": read_share, "amount": read_money, **BOUNDS}
READERS: Mapping[str, Reader] = {
    "person": one_of(PEOPLE, {"employee": "active", "in_service": "active"}),
    "retired": read_flag,
    "age": read_count,
    "born_on": read_day,
    "on": read_day,
    "wage": read_wage,
    "base": read_wage,
    "pension": read_wage,
    "average_wage": read_wage,
    "average_wage_year": read_wage,
    "average_pension": read_wage,
    "months": read_whole,
    "balance": read_money,
    "spent": read_money,
    "rules": lambda value: read_object(value, RULES),
}


def answer(found: dict[str, Any], place: str) -> Amount:
    """The credit of so many months (one unless told): of each part the row that fits. What the question states no credit for is
    asked of the place's rule on the day. Raises FactsError, NoSource: no city's is in the files, its office enters it."""
    rules = found.get("rules", {})
    if found.get("wage") != found.get("base"):
        one_way(found, "wage", "base")
    if "spent" in found and "balance" not in found:
        raise FactsError("key_missing", "balance", key="balance")
    months = found.get("months", 1)
    person = _person(found)
    rows, used, terms = _rows(rules, person, found.get("on"), place)
    chosen = _chosen(rows, person, _age(found))
    amount, steps = Decimal("0.00"), []
    for row in chosen:
        credit, said = _credit(row, person, months, found, rules)
        amount += credit
        steps += said
    steps.append(("credit_sum", {"amount": amount, "months": months}))
    more: dict[str, Any] = {"months": months}
    if "balance" in found:
        more["balance_after"] = found["balance"] + amount - found.get("spent", Decimal("0.00"))
        steps.append(("balance_after", {"amount": more["balance_after"], "before": found["balance"]}))
    return Amount(amount=amount, steps=tuple(steps), used=used, more=more, terms=terms)


def _rows(
    rules: Mapping[str, Any], person: str, on: date | None, place: str
) -> tuple[list[dict[str, Any]], tuple[str, ...], Terms]:
    """The rows as listed, one for everybody, or that of the place's rule; with the terms they rest on. Raises FactsError for two
    ways of telling it, NoSource."""
    one_way(rules, "credit", "rate", "amount", path="rules")
    given = Terms({}).with_given({"credit": 1})
    if "credit" in rules:
        return rules["credit"], ("credit",), given
    if "rate" in rules or "amount" in rules:
        return [{key: rules[key] for key in ("rate", "amount") if key in rules}], ("credit",), given
    name, key = OF_PLACE.get(person, ("", ""))
    terms = terms_on(place, on) if place and on is not None and name else Terms({})
    value = terms.get(name)
    if value is None:
        raise NoSource("account_credit")
    return [{key: value}], (name,), terms


def _person(found: dict[str, Any]) -> str:
    """The kind of person as told by `person` or by `retired`. Raises FactsError when the two disagree."""
    by_flag = {True: "retired", False: "active"}.get(found.get("retired"))  # type: ignore[arg-type]
    person = found.get("person", by_flag or "active")
    if by_flag is not None and (person == "retired") is not (by_flag == "retired"):
        raise FactsError("not_together", "retired", keys="person, retired")
    return person


def _age(found: dict[str, Any]) -> Decimal | None:
    """The age as told, or by the birthday. Raises FactsError when the two disagree."""
    told, reached = found.get("age"), None
    if "born_on" in found and "on" in found:
        born, on = found["born_on"], found["on"]
        reached = Decimal(on.year - born.year - ((on.month, on.day) < (born.month, born.day)))
    if told is not None and reached is not None and int(told) != reached:
        raise FactsError("not_together", "age", keys="age, born_on")
    return reached if told is None else told


def _chosen(rows: list[dict[str, Any]], person: str, age: Decimal | None) -> list[dict[str, Any]]:
    """Of each part the one row that fits. Raises FactsError when none of all fits, or more than one of a part."""
    found: dict[str, tuple[int, dict[str, Any]]] = {}
    for number, row in enumerate(rows):
        if not _fits(row, person, age):
            continue
        part = row.get("part", "")
        if part in found:
            raise FactsError("several_fit", "rules.credit", rows=f"{found[part][0]}, {number}")
        found[part] = (number, row)
    if not found:
        raise FactsError("nothing_fits", "rules.credit")
    return [row for _number, row in found.values()]


def _fits(row: dict[str, Any], person: str, age: Decimal | None) -> bool:
    if "person" in row and person not in row["person"]:
        return False
    asked = [key for key in ("age_from", "age_below", "age_to") if key in row]
    if not asked:
        return True
    if age is None:
        raise FactsError("key_missing", "age", key="age")
    # Ages are whole years: up to 45 holds until the 46th birthday.
    above = age >= row.get("age_from", age)
    return (
        above
        and ("age_below" not in row or age < row["age_below"])
        and ("age_to" not in row or int(age) <= row["age_to"])
    )


def _credit(
    row: dict[str, Any], person: str, months: int, found: dict[str, Any], rules: Mapping[str, Any]
) -> tuple[Decimal, list[Step]]:
    """What one row credits; a month's credit is rounded to the fen before it is multiplied."""
    times = 1 if row.get("per") == "year" else months
    if "amount" in row:
        credit = row["amount"] * times
        return credit, [("credit_fixed", {"each": row["amount"], "months": times, "amount": credit})]
    base, steps = _base(row, person, found, rules)
    month = to_fen(base * row["rate"])
    kept = min(max(month, row.get("at_least", month)), row.get("at_most", max(month, row.get("at_least", month))))
    credit = kept * times
    said = [
        *steps,
        ("credit_share", {"base": base, "rate": row["rate"], "each": month, "months": times, "amount": credit}),
    ]
    return credit, said if kept == month else [*said, ("credit_bounded", {"each": kept})]


def _base(
    row: dict[str, Any], person: str, found: dict[str, Any], rules: Mapping[str, Any]
) -> tuple[Decimal, tuple[Step, ...]]:
    """What the share is of: the wage of somebody at work, the pension of a retired person, unless the row says otherwise."""
    name = row.get("of", "pension" if person == "retired" else "wage")
    if name == "wage" and "wage" not in found and "base" in found:
        name = "base"
    if name not in found:
        raise FactsError("key_missing", name, key=name)
    return bounded(found[name], found, rules) if name in ("wage", "base") else (found[name], ())
