"""For how many days a maternity allowance is paid, by what happened. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from claims.maternity.rules.limits import BIRTH, DIFFICULT, ENDED_EARLY, ENDED_LATE, FURTHER_CHILD


@dataclass(frozen=True, kw_only=True)
class Happened:
    """What happened: `kind` of Kind; of a birth whether it was difficult, and how many children."""

    kind: str
    difficult: bool = False
    children: int = 1


def days_for(happened: Happened, value: Callable[[str], int]) -> Mapping[str, int]:
    """The days by what they are for; `value` gives the days of a rule on the day, and raises ValueMissing."""
    if happened.kind == "ended_early":
        return {"ended": value(ENDED_EARLY)}
    if happened.kind == "ended_late":
        return {"ended": value(ENDED_LATE)}
    found = {"birth": value(BIRTH)}
    if happened.difficult:
        found["difficult"] = value(DIFFICULT)
    if happened.children > 1:
        found["further_children"] = value(FURTHER_CHILD) * (happened.children - 1)
    return found
