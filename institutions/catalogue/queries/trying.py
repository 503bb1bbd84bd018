"""What lines would hit of the supervision rules and of the limits of their items at an institution: nothing is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from institutions.catalogue.queries.pricing import prices_on, rules_on
from institutions.catalogue.rules.findings import findings
from institutions.catalogue.rules.pricing import rules_of
from institutions.catalogue.rules.supervision import LEVELS, BilledLine, BillFacts, Finding
from institutions.register.models.institution import Institution


@dataclass(frozen=True, kw_only=True)
class Tried:
    """The day the rules were asked for, how many there are about the lines, the lines that stand in no list, what is found."""

    on: date
    asked: int
    unlisted: tuple[int, ...]
    found: list[Finding]


def try_lines(at: Institution, facts: BillFacts, on: date) -> Tried:
    """Ask every rule of a bill's lines, by the rules of the last day among them, else of `on`. Three queries."""
    day = max((line.on for line in facts.lines if line.on is not None), default=on)
    codes = [line.code for line in facts.lines]
    priced = dict(zip(codes, prices_on(at, codes, day), strict=True))
    rules = [*rules_on(at, codes, day), *(rule for item in priced.values() for rule in rules_of(item))]
    return Tried(on=day, asked=len(rules), unlisted=_unlisted(facts.lines, priced), found=findings(facts, rules))


def _unlisted(lines: Sequence[BilledLine], priced: dict) -> tuple[int, ...]:
    return tuple(line.number for line in lines if priced[line.code].why_not == "unknown")


def level_of(at: Institution) -> str:
    """The level an institution has for a rule about levels; "" where it has none that rules know."""
    return at.hospital_level if at.hospital_level in LEVELS else ""
