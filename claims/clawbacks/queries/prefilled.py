"""A notice as a page that leads to it fills it in: settlements that were looked at, or their lines that hit a kind of rule."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import override

from casework.money.rules.amounts import ZERO
from claims.clawbacks.queries.clawback import asked_of_lines, with_free
from claims.clawbacks.rules.items import MOST_ROWS
from claims.months.models import InstitutionMonth
from claims.months.words import finding_text
from claims.reimbursements.choices import Advice
from claims.runs.models.care import DeclaredLine
from claims.runs.models.run import CareResult, Run
from claims.runs.queries.beside import lines_left_out
from claims.runs.rules.natural import natural
from claims.samples.models import SecondReading
from claims.samples.states import Conclusion

# What a finding of a rule is called; what the facts did not tell is no hit.
HIT = "rule_hit"
# Found when it was settled, of the settlement as a whole; and what only the counter asks: an injury somebody else may have to pay.
OVERLAPS, INJURED = "stay_overlaps", "injury_unasked"


def named_by(result: CareResult, kind: str) -> list[dict[str, Any]]:
    """What was found of a result by a kind of rule, of stays that overlap, or of an injury."""
    if kind == INJURED:
        asked = {"weight": "warns", "receipt": 0, "lines": [], "source": "", "status": "assumed"}
        return [asked | {"code": INJURED, "params": {"diagnosis": result.care.diagnosis}}]
    if kind == OVERLAPS:
        return [one for one in result.findings if one["code"] == OVERLAPS]
    return [one for one in result.findings if one["code"] == HIT and one["params"].get("kind") == kind]


def lines_of(results: Iterable[CareResult]) -> dict[Any, list[DeclaredLine]]:
    """The lines of some results, by their settlements. One query."""
    found: dict[Any, list[DeclaredLine]] = {}
    for line in DeclaredLine.objects.filter(care__in=[one.care_id for one in results]):
        found.setdefault(line.care_id, []).append(line)
    return found


def notice_for(month: InstitutionMonth, keys: Sequence[str], kind: str = "") -> dict[str, str]:
    """The fields of a notice for some results of a posted month: rows, and of a kind of rule what was found. Keys that are none are
    passed over, and results that the kind did not hit. Three queries at most."""
    rows = CareResult.objects.filter(run__month=month, run__mode=Run.Mode.POST, paid__gt=0, pk__in=_read(keys))
    results = list(with_free(rows).select_related("care").defer("record").order_by("pk"))
    if not kind:
        return {"items": "\n".join(one.care.number for one in results)}
    lines, written, standing = lines_of(results), [], asked_of_lines(results)
    said: dict[str, None] = {}
    for one in results:
        found = named_by(one, kind)
        if not found:
            continue
        numbers = {str(number) for row in found for number in row["lines"]}
        written += _rows(one, numbers, lines.get(one.care_id, []), standing) if numbers else [one.care.number]
        with override("zh-hans"):
            said |= dict.fromkeys(f"{one.care.number}：{finding_text(row)}" for row in found)
    return {"items": "\n".join(written), "words": "\n".join(said)}


def notice_of_reading(month: InstitutionMonth, key: str) -> dict[str, str]:
    """The fields of a notice for what a second reading of a settlement of a month found not to be due: its lines, or all of it; the
    case of the reading as the one that found it. Nothing for a reading that concluded otherwise. Four queries at most."""
    rows = SecondReading.objects.filter(pk__in=_read([key]), conclusion=Conclusion.RECOVER, result__run__month=month)
    reading = rows.select_related("case").first()
    if reading is None:
        return {}
    found = with_free(CareResult.objects.filter(second_readings=reading))
    result = found.select_related("care").defer("record").get()
    told = {"origin": reading.case.reference or "", "words": reading.words.open_for_work()}
    if reading.advice == Advice.REFUSE:
        return told | {"items": result.care.number}
    numbers = {str(one["key"]) for one in reading.rulings} - lines_left_out(result.findings)
    rows_of = _rows(result, numbers, lines_of([result]).get(result.care_id, []), asked_of_lines([result]))
    return told | {"items": "\n".join(rows_of)}


def _read(keys: Sequence[str]) -> list[uuid.UUID]:
    found = []
    for key in keys[:MOST_ROWS]:
        try:
            found.append(uuid.UUID(key))
        except ValueError:
            continue
    return found


def _rows(result: CareResult, numbers: set[str], lines: Iterable[DeclaredLine], standing: dict) -> list[str]:
    """A row a line, with what of its amount is not asked back already, or what is left of the settlement where that is less."""
    left, rows = getattr(result, "free", ZERO), []
    for line in sorted(lines, key=lambda one: natural(one.number)):
        free = line.amount - standing.get((result.care_id, line.number), ZERO)
        amount = min(free, left) if line.number in numbers else ZERO
        if amount > 0:
            rows.append(f"{result.care.number} {line.number} {amount}")
            left -= amount
    return rows
