"""What continuous cover and years without a claim add to the cap of the critical-illness insurance."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from casework.questions.rules.mistakes import FactsError
from casework.questions.rules.reading import Reader, read_object
from enrolment.contributions.rules.records import Amount, Step, to_fen
from enrolment.contributions.rules.terms import readers, terms_on
from enrolment.coverage.rules.reading.values import list_of, one_way, read_money, read_whole, read_year

TERMS = ("reward_after_years", "reward_per_year", "reward_no_claim", "reward_ceiling", "reward_from")


_listed = list_of(read_year, least=0)


def _read_years(value: object) -> int | tuple[int, ...]:
    """How many, or which."""
    return tuple(sorted(set(_listed(value)))) if type(value) is list else read_whole(value)


READERS: Mapping[str, Reader] = {
    "year": read_year,
    "continuous_years": _read_years,
    "years": _read_years,
    "claim_free_years": _read_years,
    "original_cap": read_money,
    "rules": lambda value: read_object(value, {name: readers()[name] for name in TERMS}),
}


def answer(found: dict[str, Any], place: str) -> Amount:
    """What is added to the cap, both rewards together and not above their ceiling. Raises FactsError, NoSource."""
    one_way(found, "continuous_years", "years")
    held = found.get("continuous_years", found.get("years"))
    free = found.get("claim_free_years", 0)
    if held is None and not free:
        raise FactsError("key_missing", "continuous_years", key="continuous_years")
    terms = terms_on(place, date(_year(found, held), 1, 1), found.get("rules"))
    first = terms.need("reward_from") if type(held) is tuple or type(free) is tuple else 0
    years = _in_a_row(held or 0, first)
    used: tuple[str, ...] = ("reward_from",) if first else ()
    after, each = terms.need("reward_after_years"), terms.need("reward_per_year")
    steps_up = max(0, years - after)
    amount = each * steps_up
    steps: list[Step] = [
        ("reward_continuous", {"years": years, "after": after, "steps": steps_up, "each": each, "amount": amount})
    ]
    used += ("reward_after_years", "reward_per_year")
    claim_free = len([year for year in free if year >= first]) if type(free) is tuple else free
    if claim_free:
        bonus = terms.need("reward_no_claim") * claim_free
        steps.append(("reward_no_claim", {"years": claim_free, "each": terms.need("reward_no_claim"), "amount": bonus}))
        amount, used = amount + bonus, (*used, "reward_no_claim")
    amount, said, more = _under_ceiling(to_fen(amount), found.get("original_cap"), terms.get("reward_ceiling"))
    if said:
        steps.append(said)
        used += ("reward_ceiling",)
    return Amount(amount=amount, steps=tuple(steps), used=used, more=more, terms=terms)


def _year(found: dict[str, Any], held: int | tuple[int, ...] | None) -> int:
    if "year" in found:
        return found["year"]
    return held[-1] if isinstance(held, tuple) and held else 2026


def _in_a_row(held: int | tuple[int, ...], first: int) -> int:
    """Years without a break up to the last one; a break begins the count anew, and years before the first do not count."""
    if isinstance(held, int):
        return held
    count = 0
    for year in reversed(held):
        if year < first or year != held[-1] - count:
            break
        count += 1
    return count


def _under_ceiling(
    amount: Decimal, cap: Decimal | None, share: Decimal | None
) -> tuple[Decimal, Step | None, dict[str, Any]]:
    """The reward not above its share of the original cap; without that cap, or without a ceiling, the step says so."""
    if cap is None:
        return amount, (("reward_ceiling_open", {"share": share}) if share is not None else None), {}
    if share is None:
        return amount, ("reward_no_ceiling", {}), {"cap_after": cap + amount}
    ceiling = to_fen(cap * share)
    kept = min(amount, ceiling)
    code = "reward_ceiling_reached" if kept < amount else "reward_ceiling"
    return kept, (code, {"cap": cap, "share": share, "amount": ceiling}), {"cap_after": cap + kept}
