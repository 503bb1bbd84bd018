"""What a bill hits of the supervision rules: facts and rules → findings. A finding is a question to the institution; nothing is
refused by it. What the facts do not tell is a finding of its own, never a rule that is passed.

Assumed, since the published files give a window and no way to count it: a day, week (Monday to Sunday), month and year are those of
the calendar; hours are counted from moment to moment, the last one included; what was taken back counts with its sign.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from institutions.catalogue.rules.codes import generic_of
from institutions.catalogue.rules.supervision import LEVELS, BilledLine, BillFacts, Finding, Rule

INPATIENT = frozenset({"inpatient", "childbirth", "day_surgery"})
_HOURS = {"hour": timedelta(hours=1), "six_hours": timedelta(hours=6)}


def findings(facts: BillFacts, rules: Iterable[Rule]) -> list[Finding]:
    """Every finding of a bill, in the order of the rules; lines by their numbers."""
    by_code: dict[str, list[BilledLine]] = defaultdict(list)
    for line in facts.lines:
        by_code[line.code].append(line)
        if (generic := generic_of(line.code)) != line.code:
            by_code[generic].append(line)
    found = []
    for rule in rules:
        lines = by_code.get(rule.code)
        if lines:
            found += CHECKS[rule.kind](facts, rule, lines)
    return found


def _about(rule: Rule, lines: Iterable[BilledLine], *, hit: bool = True, **params: object) -> Finding:
    numbers = tuple(sorted({line.number for line in lines}))
    return Finding(rule=rule, hit=hit, lines=numbers, params={key: str(value) for key, value in params.items()})


def _of_fact(rule: Rule, lines: Sequence[BilledLine], told: str, allowed: Callable[[str], bool]) -> list[Finding]:
    """A rule about one fact of the whole bill: not told, or not one of those allowed."""
    if not told:
        return [_about(rule, lines, hit=False)]
    return [] if allowed(told) else [_about(rule, lines, found=told)]


def _sex(facts: BillFacts, rule: Rule, lines: Sequence[BilledLine]) -> list[Finding]:
    return _of_fact(rule, lines, facts.sex, lambda told: told == rule.value)


def _insurance(facts: BillFacts, rule: Rule, lines: Sequence[BilledLine]) -> list[Finding]:
    return _of_fact(rule, lines, facts.scheme, lambda told: told == rule.value)


def _inpatient_only(facts: BillFacts, rule: Rule, lines: Sequence[BilledLine]) -> list[Finding]:
    return _of_fact(rule, lines, facts.setting, lambda told: told in INPATIENT)


def _setting(facts: BillFacts, rule: Rule, lines: Sequence[BilledLine]) -> list[Finding]:
    return _of_fact(rule, lines, facts.setting, lambda told: told in rule.value.split(","))


def _level(facts: BillFacts, rule: Rule, lines: Sequence[BilledLine]) -> list[Finding]:
    return _of_fact(rule, lines, facts.level, lambda told: LEVELS.index(told) >= LEVELS.index(rule.value))


def _diagnosis(facts: BillFacts, rule: Rule, lines: Sequence[BilledLine]) -> list[Finding]:
    """One of the diagnoses begins with one that is allowed: I10 allows I10.x00x002."""
    if facts.diagnoses is None:
        return [_about(rule, lines, hit=False)]
    allowed = tuple(rule.value.split(","))
    return [] if any(code.startswith(allowed) for code in facts.diagnoses) else [_about(rule, lines)]


def age_in(unit: str, born_on: date, on: date) -> int:
    """How old somebody is on a day, in whole years, months or days."""
    if unit == "days":
        return (on - born_on).days
    months = (on.year - born_on.year) * 12 + on.month - born_on.month - (on.day < born_on.day)
    return months // 12 if unit == "years" else months


def _age(facts: BillFacts, rule: Rule, lines: Sequence[BilledLine]) -> list[Finding]:
    """By the day of each line; both ends of the span are in it."""
    first, _dash, last = rule.value.partition("-")
    untold, hit, found = [], [], ""
    for line in lines:
        if facts.born_on is None or line.on is None:
            untold.append(line)
            continue
        age = age_in(rule.unit, facts.born_on, line.on)
        if (first and age < int(first)) or (last and age > int(last)):
            hit.append(line)
            found = str(age)
    return _both(rule, hit, untold, found)


def _both(rule: Rule, hit: list[BilledLine], untold: list[BilledLine], said: str = "") -> list[Finding]:
    found = [_about(rule, hit, found=said)] if hit else []
    return found + ([_about(rule, untold, hit=False)] if untold else [])


def _window(period: str, line: BilledLine) -> Hashable | None:
    """The window of the calendar a line lies in; None where its day is not told. A visit is the bill itself."""
    if period == "visit":
        return "visit"
    if line.on is None:
        return None
    return {
        "day": line.on,
        "week": line.on.isocalendar()[:2],
        "month": (line.on.year, line.on.month),
        "year": line.on.year,
    }[period]


def _by_window(
    facts: BillFacts, rule: Rule, lines: Sequence[BilledLine]
) -> tuple[Mapping[Hashable, list[BilledLine]], list[BilledLine], list[BilledLine]]:
    """The lines of the bill and the earlier ones by window, the bill's own, and those without a day. What lies behind the last
    day of the bill in a window counts nothing: a later bill never makes an earlier one wrong."""
    untold = [line for line in lines if _window(rule.period, line) is None]
    windows: dict[Hashable, list[BilledLine]] = defaultdict(list)
    own = [line for line in lines if line not in untold]
    for line in own:
        windows[_window(rule.period, line)].append(line)
    if rule.period == "visit":
        return windows, own, untold
    for line in facts.earlier:
        if rule.code not in (line.code, generic_of(line.code)) or line.on is None:
            continue
        mine = windows.get(_window(rule.period, line))
        if mine and line.on <= max(one.on for one in mine if one.on is not None):
            mine.append(line)
    return windows, own, untold


def _frequency(facts: BillFacts, rule: Rule, lines: Sequence[BilledLine]) -> list[Finding]:
    windows, own, untold = _by_window(facts, rule, lines)
    found = []
    for held in windows.values():
        times = sum((line.quantity for line in held), Decimal(0))
        if times > int(rule.value):
            found.append(_about(rule, [line for line in held if line in own], found=times, most=rule.value))
    return found + ([_about(rule, untold, hit=False)] if untold else [])


def _course(facts: BillFacts, rule: Rule, lines: Sequence[BilledLine]) -> list[Finding]:
    """Days paid for: those a line supplies, otherwise the different days it was given on."""
    windows, own, untold = _by_window(facts, rule, lines)
    if rule.period == "visit":
        untold = [line for line in lines if line.on is None and line.days is None]
    found = []
    for held in windows.values():
        supplied = sum(line.days for line in held if line.days is not None)
        days = supplied + len({line.on for line in held if line.days is None and line.on is not None})
        if days > int(rule.value):
            found.append(_about(rule, [line for line in held if line in own], found=days, most=rule.value))
    return found + ([_about(rule, untold, hit=False)] if untold else [])


def _pair(facts: BillFacts, rule: Rule, lines: Sequence[BilledLine]) -> list[Finding]:
    """Two codes that exclude each other within a window; of the same day and hours also across the person's bills."""
    others = [*facts.lines] if rule.period == "visit" else [*facts.lines, *facts.earlier]
    seconds = [line for line in others if rule.second_code in (line.code, generic_of(line.code))]
    mine = {id(line) for line in facts.lines}
    hit: list[BilledLine] = []
    untold: list[BilledLine] = []
    for first in lines:
        for second in seconds:
            together = _within(rule.period, first, second)
            if together is not False:
                (hit if together else untold).extend(line for line in (first, second) if id(line) in mine)
    return _both(rule, hit, untold)


def _within(period: str, first: BilledLine, second: BilledLine) -> bool | None:
    """Whether two lines lie within a window of each other; None where it is not told."""
    if period == "visit":
        return True
    if period in _HOURS and first.at is not None and second.at is not None:
        return abs(first.at - second.at) <= _HOURS[period]
    if first.on is None or second.on is None:
        return None
    if period == "day":
        return first.on == second.on
    # Without the hour: more than a day apart is never within hours, nearer may be.
    return None if abs(first.on - second.on) <= timedelta(days=1) else False


CHECKS: Mapping[str, Callable[[BillFacts, Rule, Sequence[BilledLine]], list[Finding]]] = {
    "sex": _sex,
    "age": _age,
    "insurance": _insurance,
    "inpatient_only": _inpatient_only,
    "level": _level,
    "course": _course,
    "pair": _pair,
    "frequency": _frequency,
    "setting": _setting,
    "diagnosis": _diagnosis,
}
