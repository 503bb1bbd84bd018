"""What a posted month paid though it hits a published rule: by kind, and the settlements of one kind with their lines. A hit
is a question to the institution; nothing is refused or recovered by it. Nothing is stored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from casework.money.rules.amounts import ZERO
from casework.tables.queries.pages import Page, page_behind
from claims.clawbacks.queries.clawback import with_free
from claims.clawbacks.queries.prefilled import HIT, INJURED, OVERLAPS, lines_of, named_by
from claims.months.models import InstitutionMonth
from claims.runs.models.care import DeclaredLine
from claims.runs.models.run import CareResult, Run
from claims.runs.rules.consequences import leaving_out
from claims.runs.rules.natural import natural

PAGE = 50
IS_INJURY = Q(care__diagnosis__istartswith="S") | Q(care__diagnosis__istartswith="T")
# All kinds in one question, however many settlements the month has: what was found stands with each result since it was posted.
COUNTED = f"""
SELECT CASE WHEN found->>'code' = %(hit)s THEN found->'params'->>'kind' ELSE found->>'code' END,
    count(DISTINCT r.id), sum(jsonb_array_length(found->'lines'))
FROM {CareResult._meta.db_table} r
JOIN {Run._meta.db_table} u ON u.id = r.run_id AND u.month_id = %(month)s AND u.mode = %(post)s
CROSS JOIN LATERAL jsonb_array_elements(r.findings) found
WHERE r.paid > 0 AND (
    found->>'code' = %(overlaps)s OR found->>'code' = %(hit)s AND found->'params'->>'kind' <> ALL(%(left_out)s)
)
GROUP BY 1 ORDER BY 2 DESC, 1
"""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of rule with how many settlements that were paid hit it, on how many lines."""

    code: str
    cares: int
    lines: int


@dataclass(frozen=True, kw_only=True)
class Suspicion:
    """A settlement that hits a kind of rule: what was found, the lines it is about, what may still be asked back of it and what is
    asked back, in yuan."""

    result: CareResult
    found: tuple[Mapping[str, Any], ...]
    lines: tuple[DeclaredLine, ...]
    free: Decimal

    @property
    def asked(self) -> Decimal:
        return self.result.paid - self.free


def kinds_of(month: InstitutionMonth) -> list[Kind]:
    """The kinds of rules that settlements of a posted month hit, but for those whose lines were left out; stays that overlap;
    injuries, which only the counter asks about. Two queries."""
    left_out = [kind for code, kind in leaving_out() if code == HIT]
    told = {"month": month.pk, "post": Run.Mode.POST, "hit": HIT, "overlaps": OVERLAPS, "left_out": left_out}
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, told)
        found = [Kind(code=code, cares=cares, lines=lines) for code, cares, lines in cursor.fetchall()]
    injured = _paid(month).filter(IS_INJURY).count()
    return [*found, Kind(code=INJURED, cares=injured, lines=0)] if injured else found


def _paid(month: InstitutionMonth) -> QuerySet[CareResult]:
    return CareResult.objects.filter(run__month=month, run__mode=Run.Mode.POST, paid__gt=0)


def _of_kind(kind: str) -> Q:
    if kind == INJURED:
        return IS_INJURY
    if kind == OVERLAPS:
        return Q(findings__contains=[{"code": OVERLAPS}])
    return Q(findings__contains=[{"code": HIT, "params": {"kind": kind}}])


def suspicions(month: InstitutionMonth, kind: str, after: str = "") -> Page:
    """One page of the settlements of a posted month that hit a kind of rule. Two queries."""
    rows = _paid(month).filter(_of_kind(kind)).defer("record")
    page = page_behind(with_free(rows).select_related("care"), ("id",), after, PAGE)
    return Page(_with_lines(page.rows, kind), page.following)


def _with_lines(results: Iterable[CareResult], kind: str) -> list[Suspicion]:
    lines = lines_of(results)
    return [_suspicion(one, kind, lines.get(one.care_id, [])) for one in results]


def _suspicion(result: CareResult, kind: str, lines: Iterable[DeclaredLine]) -> Suspicion:
    found = named_by(result, kind)
    named = {str(number) for one in found for number in one["lines"]}
    hers = sorted((line for line in lines if line.number in named), key=lambda line: natural(line.number))
    return Suspicion(result=result, found=tuple(found), lines=tuple(hers), free=getattr(result, "free", ZERO))
