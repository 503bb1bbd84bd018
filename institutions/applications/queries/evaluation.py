"""Conditions and scores of an application, as they stand."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.rulebook.rules.parameters import rule_by_id
from institutions.applications.models import ConditionCheck, DesignationApplication, PanelScore
from institutions.applications.rules.panel import MEMBERS_RULE_ID, RULE_ID, Result, result
from institutions.designation.models.entry import DesignationEntry
from institutions.designation.queries.entries import entries_on


@dataclass(frozen=True)
class Condition:
    """A condition with the newest check of it, None before it was looked at."""

    entry: DesignationEntry
    check: ConditionCheck | None

    @property
    def met(self) -> bool:
        return self.check is not None and self.check.met


def _once(application: DesignationApplication, what: tuple, ask: Callable[[], Any]) -> Any:
    """Guards and page ask the same of one application: it is read once for the row they have in hand. A step reads its row anew."""
    kept = application.__dict__.setdefault("_evaluation", {})
    if what not in kept:
        kept[what] = ask()
    return kept[what]


def conditions_of(application: DesignationApplication) -> list[Condition]:
    """The conditions for its kind on the day it was received, each with its newest check. Two queries, once a row in hand."""
    return _once(application, ("conditions",), lambda: _conditions(application))


def _conditions(application: DesignationApplication) -> list[Condition]:
    entries = entries_on("condition", application.applied_on, application.institution.kind)
    rows = ConditionCheck.objects.filter(case_id=application.case_id).select_related("condition", "checked_by")
    newest = {row.condition.code: row for row in rows.order_by("pk")}
    return [Condition(entry, newest.get(entry.code)) for entry in entries]


def items_of(application: DesignationApplication) -> list[DesignationEntry]:
    """The items its panel scores: those of the day it was accepted, so that both rounds use one sheet. One query."""
    return entries_on("evaluation", application.accepted_on or application.applied_on, application.institution.kind)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What the sheets of this round come to, and what they have to."""

    result: Result
    pass_mark: int
    members: int
    source: str
    status: str

    @property
    def enough(self) -> bool:
        return len(self.result.whole) >= self.members and not self.result.partial

    @property
    def passed(self) -> bool:
        return self.enough and self.result.mean is not None and self.result.mean >= self.pass_mark


def standing_of(application: DesignationApplication, on: date) -> Standing:
    """The sheets of this round. Two queries, once a row in hand."""
    return _once(application, ("standing", application.round, on), lambda: _standing(application, on))


def _standing(application: DesignationApplication, on: date) -> Standing:
    items = {item.code: item.points for item in items_of(application)}
    rows = PanelScore.objects.filter(case_id=application.case_id, round=application.round).order_by("pk")
    scores = list(rows.values_list("member", "item__code", "points"))
    place = application.institution.place_id[:6]
    mark, members = (rule_by_id(rule).value_for(on=on, place=place) for rule in (RULE_ID, MEMBERS_RULE_ID))
    return Standing(
        result=result(scores, items),
        pass_mark=mark.number,
        members=members.number,
        source=mark.source,
        status=mark.status,
    )


def sheets_of(application: DesignationApplication) -> list[tuple[str, int]]:
    """Each member of this round with her total. One query."""
    totals: dict[str, int] = {}
    rows = PanelScore.objects.filter(case_id=application.case_id, round=application.round).order_by("pk")
    for member, points in rows.values_list("member", "points"):
        totals[member] = totals.get(member, 0) + points
    return list(totals.items())
