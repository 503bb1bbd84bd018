"""Putting an order on record that suspends somebody's networked settlement: entered, confirmed by another, ended early."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from casework.clocks.queries import plain_from
from casework.desk.services.opening import open_numbered_case
from casework.engine import transitions
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.staff.officer import Officer
from claims.suspensions.models import NetworkSuspension
from claims.suspensions.queries.suspensions import suspension_of
from claims.suspensions.rules.limits import LEAST, MOST
from claims.suspensions.workflow import WORKFLOW
from enrolment.persons.models.person import Person
from enrolment.persons.words import FILE_MERGED

BEFORE_ORDER = _("It begins on the day of the order, or later.")
TOO_SHORT = _("The law says from three months on: until %(day)s at the earliest.")
TOO_LONG = _("The law says up to twelve months: until %(day)s at the latest.")
EXISTS = _("This order is on record for her already.")
OVERLAPS = _("Another suspension holds on some of these days.")
NOT_WITHIN = _("The last day lies within the suspension: from %(first)s to %(last)s.")
NO_WORDS = _("Write by what it is ended: kind and number of the decision.")


@dataclass(frozen=True, kw_only=True)
class OrderData:
    """What the order says: by whom, its number and day, from when to when."""

    ordered_by: str
    order_number: str
    ordered_on: date
    starts_on: date
    ordered_until: date


def open_suspension(person: Person, data: OrderData, *, by: Officer, on: date) -> CaseFile:
    """Enter an order about somebody of this officer's area. Raises Blocked with everything that stands against it,
    PermissionDenied, Person.DoesNotExist outside her area."""
    by.must("open_suspension")
    _not_about_oneself(person.pk, by)
    with transaction.atomic():
        people = Person.objects.visible_to(by).select_related("home_office")
        person = people.select_for_update(of=("self",)).get(pk=person.pk)
        if reasons := _against(person, data):
            raise Blocked(*reasons)
        columns = {name: getattr(data, name) for name in OrderData.__dataclass_fields__}
        row = NetworkSuspension(person=person, ends_on=data.ordered_until, **columns)

        def make_row(case: CaseFile) -> None:
            row.case = case
            row.save(force_insert=True)

        return open_numbered_case(
            "open_suspension",
            WORKFLOW,
            make_row,
            subject=person.pk,
            language=person.language,
            by=by,
            on=on,
            exists=Reason("exists", EXISTS, "order_number"),
            office=person.home_office,
        )


def _against(person: Person, data: OrderData) -> list[Reason]:
    """Everything against what was entered. Article 41 says how long."""
    found: list[Reason] = []
    if person.merged_into_id is not None:
        found.append(Reason("file_merged", FILE_MERGED))
    if data.starts_on < data.ordered_on:
        found.append(Reason("before_order", BEFORE_ORDER, "starts_on"))
    least, most = plain_from(LEAST, data.starts_on), plain_from(MOST, data.starts_on)
    if data.ordered_until < least:
        found.append(Reason("too_short", TOO_SHORT % {"day": least}, "ordered_until"))
    if data.ordered_until > most:
        found.append(Reason("too_long", TOO_LONG % {"day": most}, "ordered_until"))
    return found


def _not_about_oneself(subject: uuid.UUID | None, by: Officer) -> None:
    """Nobody handles an order about herself. Raises PermissionDenied."""
    if by.user.own_subject and by.user.own_subject == subject:
        raise PermissionDenied("an order about oneself")


def confirm_suspension(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Confirm what a colleague entered from the order: from its first day on it holds. Raises Blocked for one's own entry, without
    the scan of the order, or where another holds on its days."""

    def effect(move: Move) -> None:
        row = suspension_of(move.case)
        row.confirmed_by, row.confirmed_on = move.by.user, move.on
        row.save(update_fields=["confirmed_by", "confirmed_on"])

    try:
        with transaction.atomic():
            return transitions.perform(case_id, "confirm_suspension", by=by, on=on, seen=seen, op=op, effect=effect)
    except IntegrityError as problem:
        raise Blocked(Reason("overlaps", OVERLAPS)) from problem


def withdraw_suspension(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Take back what was entered, before it is confirmed. Raises PermissionDenied about herself."""
    return transitions.perform(case_id, "withdraw_suspension", by=by, on=on, seen=seen, op=op)


def end_suspension(
    case_id: uuid.UUID, ends_on: date, words: str, *, by: Officer, on: date, seen: int, op: uuid.UUID
) -> CaseFile:
    """End it before its day; `ends_on` is its last day, `words` by which decision. Raises Blocked for a day outside it or without
    words, PermissionDenied about herself."""

    def effect(move: Move) -> None:
        _not_about_oneself(move.case.subject, move.by)
        row = suspension_of(move.case)
        if not row.starts_on <= ends_on <= row.ends_on:
            said = {"first": row.starts_on, "last": row.ends_on}
            raise Blocked(Reason("not_within", NOT_WITHIN % said, "ends_on"))
        if not words:
            raise Blocked(Reason("no_words", NO_WORDS, "words"))
        row.ends_on, row.words = ends_on, words
        row.save(update_fields=["ends_on", "words"])

    body, facts = {"ends_on": ends_on, "words": words}, {"ends_on": ends_on.isoformat()}
    return transitions.perform(
        case_id, "end_suspension", by=by, on=on, seen=seen, op=op, body=body, facts=facts, effect=effect
    )
