"""What a panel's score sheets come to: pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

RULE_ID, MEMBERS_RULE_ID = "institutions.pass_mark", "institutions.panel_members"
TENTH = Decimal("0.1")


@dataclass(frozen=True, kw_only=True)
class Result:
    """Members whose sheet is whole, those whose is not; the mean of the whole ones with one decimal, None without one."""

    whole: tuple[str, ...]
    partial: tuple[str, ...]
    mean: Decimal | None
    most: int


def result(scores: Iterable[tuple[str, str, int]], items: Mapping[str, int]) -> Result:
    """`scores`: member, item, points; `items`: the items of the evaluation with the most points of each."""
    sheets: dict[str, dict[str, int]] = {}
    for member, item, points in scores:
        sheets.setdefault(member, {})[item] = points
    whole = tuple(member for member, sheet in sheets.items() if sheet.keys() >= items.keys())
    partial = tuple(member for member in sheets if member not in whole)
    totals = [sum(sheets[member][item] for item in items) for member in whole]
    mean = (Decimal(sum(totals)) / len(totals)).quantize(TENTH, ROUND_HALF_UP) if totals else None
    return Result(whole=whole, partial=partial, mean=mean, most=sum(items.values()))
