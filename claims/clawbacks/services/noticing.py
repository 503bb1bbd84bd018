"""Giving an institution notice of what is recovered of a month that is posted, and taking down what it replies."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.clocks.queries import due_from
from casework.desk.services.opening import open_numbered_case
from casework.engine import transitions
from casework.engine.access import visible_or_404
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.money.rules.amounts import ZERO
from casework.staff.officer import Officer
from claims.clawbacks.models import Clawback, ClawbackItem
from claims.clawbacks.queries.clawback import asked_of_lines, clawback_of, hold_results, month_visible, paid_results
from claims.clawbacks.rules.items import REPLY, Asked, ItemsUnread, read_items
from claims.clawbacks.table import about, is_origin
from claims.clawbacks.words import ITEMS
from claims.clawbacks.workflow import WORKFLOW
from claims.months.models import InstitutionMonth
from claims.runs.models.care import DeclaredLine
from claims.runs.models.run import CareResult
from institutions.designation.queries.designation import all_of_a_chain

NOT_POSTED = _("Only what was posted is recovered. Before that the month itself is objected to or withdrawn.")
NO_WORDS = _("Write why it was not due.")
NO_ORIGIN = _("No inspection, reversal or reading of this institution that found something has this reference.")
REPLY_DAY = _("This day lies ahead, or before the notice.")
EXISTS = _("More is asked back than was paid. Load the page again.")


@dataclass(frozen=True, kw_only=True)
class NoticeData:
    """What is asked back, by rows; why, as the notice says it; the reference of the case that found it, or ""."""

    items: str
    words: str
    origin: str = ""


@dataclass(frozen=True, kw_only=True)
class Named:
    """A row of a notice: of which result, which line, how much in yuan."""

    result: CareResult
    line: str
    amount: Decimal


@transaction.atomic
def open_clawback(month_id: uuid.UUID, data: NoticeData, *, by: Officer, on: date) -> CaseFile:
    """Give notice of what is recovered of a posted month and why; the days of reply begin. Raises Blocked with what cannot be asked
    back, PermissionDenied, CaseFile.DoesNotExist (not visible)."""
    by.must("open_clawback")
    case = visible_or_404(month_id, by)
    month = month_visible(by, case)
    if month is None:
        raise Blocked(Reason("not_posted", NOT_POSTED))
    if not data.words.strip():
        raise Blocked(Reason("no_words", NO_WORDS, "words"))
    found, origin = named(month, data.items, held=True), origin_of(month, data.origin.strip(), by)

    def make_row(made: CaseFile) -> None:
        row = Clawback(case=made, month=month, institution=month.institution, origin=origin, notified_by=by.user)
        row.words, row.notified_on = data.words.strip(), on
        row.reply_until = due_from(REPLY, on, place=made.office.place_id).legal_on
        row.save(force_insert=True)
        ClawbackItem.objects.bulk_create(
            ClawbackItem(clawback=row, position=at, result=one.result, line=one.line, asked=one.amount)
            for at, one in enumerate(found, 1)
        )

    return open_numbered_case(
        "open_clawback",
        WORKFLOW,
        make_row,
        subject=None,
        language="zh-hans",
        by=by,
        on=on,
        # Somebody else asked it back, or a correction took it back, since it was looked up.
        exists=Reason("exists", EXISTS, "items"),
        office=month.case.office,
        facts={
            "institution": month.institution.code,
            "month": case.reference,
            "amount": str(sum((one.amount for one in found), ZERO)),
        },
    )


def named(month: InstitutionMonth, text: str, *, held: bool = False) -> list[Named]:
    """What the rows name, with what of it may be asked back; locked where it is `held`. Raises Blocked naming the row. Five queries
    at most."""
    try:
        asked = read_items(text)
        if held:
            hold_results(month, {one.number for one in asked})
        results = paid_results(month, {one.number for one in asked})
        lines, standing = _lines(results.values()), asked_of_lines(results.values())
        left = {key: getattr(one, "free", ZERO) for key, one in results.items()}
        return [_one(row, results, lines, standing, left) for row in asked]
    except ItemsUnread as problem:
        raise Blocked(Reason(problem.code, ITEMS[problem.code] % problem.params, "items")) from problem


def _lines(results: Iterable[CareResult]) -> dict[tuple, Decimal]:
    """What each line of some settlements was charged with, in yuan. One query."""
    rows = DeclaredLine.objects.filter(care__in=[one.care_id for one in results])
    return {(care, number): amount for care, number, amount in rows.values_list("care", "number", "amount")}


def _one(row: Asked, results: dict, lines: dict, standing: dict, left: dict[str, Decimal]) -> Named:
    result = results.get(row.number)
    if result is None:
        raise ItemsUnread("unknown", row.row)
    if row.line:
        charged = lines.get((result.care_id, row.line))
        if charged is None:
            raise ItemsUnread("line_unknown", row.row)
        if row.amount is None:
            raise ItemsUnread("line_needs_amount", row.row)
        if row.amount > charged:
            raise ItemsUnread("more_than_line", row.row, charged)
        if row.amount > (free := charged - standing.get((result.care_id, row.line), ZERO)):
            raise ItemsUnread("more_than_line_left", row.row, max(free, ZERO))
    free = left[row.number]
    amount = free if row.amount is None else row.amount
    if not ZERO < amount <= free:
        raise ItemsUnread("more_than_paid", row.row, max(free, ZERO))
    left[row.number] = free - amount
    return Named(result=result, line=row.line, amount=amount)


def origin_of(month: InstitutionMonth, reference: str, by: Officer) -> CaseFile | None:
    """The case that found it. Raises Blocked for one that did not, is about another institution, or that she may not see."""
    if not reference:
        return None
    case = CaseFile.objects.visible_to(by).filter(reference=reference).first()
    if case is None or not is_origin(case) or about(case) not in all_of_a_chain(month.institution):
        raise Blocked(Reason("no_origin", NO_ORIGIN, "origin"))
    return case


def reply_clawback(
    case_id: uuid.UUID, words: str, replied_on: date, *, by: Officer, on: date, seen: int, op: uuid.UUID
) -> CaseFile:
    """Take down what the institution replied, and on which day. Raises Blocked for a day ahead or before the notice."""

    def effect(move: Move) -> None:
        row = clawback_of(move.case)
        if not row.notified_on <= replied_on <= move.on:
            raise Blocked(Reason("reply_day", REPLY_DAY, "replied_on"))
        row.reply, row.replied_on = words, replied_on
        row.save(update_fields=["reply", "replied_on"])

    body = {"words": words, "replied_on": replied_on}
    return transitions.perform(case_id, "reply_clawback", by=by, on=on, seen=seen, op=op, body=body, effect=effect)
