"""What stands against ending an employer in a way: pure, asked when it is asked for and again when it is recorded."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from enrolment.endings.rules.acts import Act

# After these nothing is asked for any more.
GONE = frozenset({"cancelled", "merged"})
# Every code `against` answers with, and the field of the form it stands beside.
FIELDS = {
    "in_the_future": "takes_effect_on",
    "before_founded": "takes_effect_on",
    "gone_already": "",
    "stands_already": "",
    "not_lost": "",
    "owed": "",
    "hires_open": "",
    "applications_open": "",
    "no_successor": "successor",
    "successor_itself": "successor",
    "successor_gone": "successor",
    "nothing_chosen": "chosen",
    "reported_there": "",
}


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of an employer: which states hold, what is owed in all, how many hires and applications are open, what stands
    on the successor, and how many of the hires that go over the successor has reported itself."""

    founded_on: date | None
    standing: Collection[str]
    owed: Decimal
    hires: int = 0
    applications: int = 0
    successor: str = ""
    successor_standing: Collection[str] = ()
    twice: int = 0


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked for: the act, its day, the key of the employer and how many hires were chosen."""

    act: Act
    day: date
    employer: str
    chosen: int = 0


@dataclass(frozen=True)
class Against:
    """One reason, as a code with the numbers its sentence names."""

    code: str
    number: str = ""


def against(facts: Facts, asked: Asked, on: date) -> list[Against]:
    """Everything that stands against it, in the order of the table."""
    act = asked.act
    found = {
        "in_the_future": asked.day > on,
        "before_founded": facts.founded_on is not None and asked.day < facts.founded_on,
        "gone_already": bool(GONE & set(facts.standing)),
        "stands_already": bool(act.standing) and act.standing != "split" and act.standing in facts.standing,
        "not_lost": act.code == "find" and "unreachable" not in facts.standing,
        "owed": act.clear and facts.owed > 0,
        "hires_open": act.hires == "decided" and facts.hires > 0,
        "applications_open": act.hires == "decided" and facts.applications > 0,
        "no_successor": act.successor and not facts.successor,
        "successor_itself": act.successor and facts.successor == asked.employer,
        "successor_gone": act.successor and bool(GONE & set(facts.successor_standing)),
        "nothing_chosen": act.hires == "chosen" and asked.chosen == 0,
        "reported_there": act.successor and facts.twice > 0,
    }
    numbers = {
        "owed": f"{facts.owed:.2f}",
        "hires_open": str(facts.hires),
        "applications_open": str(facts.applications),
        "reported_there": str(facts.twice),
    }
    return [Against(code, numbers.get(code, "")) for code in FIELDS if found[code]]
