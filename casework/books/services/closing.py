"""Closing a month of a fund's books: proposed by one with what the ledger held, closed by another while it holds the same. From
then on nothing is booked into it; what was wrong is reversed in a month that is open."""

import hashlib
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from casework.books.models import MonthProposed
from casework.books.queries.checks import checked
from casework.books.queries.trial import balances, funds_of, month_state, open_month_before
from casework.casefile.services.events import record
from casework.engine.refusals import Blocked, Reason
from casework.money.models.ledger import ClosedMonth
from casework.rulebook.rules.months import first_day_of, last_day_of
from casework.staff.models.place import Place
from casework.staff.officer import Officer

NOT_OVER = _("This month is not over.")
CLOSED = _("This month is closed already.")
EARLIER_OPEN = _("Close %(month)s first.")
DISAGREES = _("The ledger does not agree with itself (%(facts)s). Have it checked before the month is closed.")
NOT_PROPOSED = _("Nobody has proposed to close this month.")
OWN_PROPOSAL = _("You proposed it yourself. A colleague must close the month.")
CHANGED = _("Something was booked since it was proposed. Have it proposed anew.")


def fund_for(code: str, by: Officer) -> Place:
    """The fund whose books she keeps. Raises Place.DoesNotExist for another."""
    place = next((one for one in funds_of(by) if one.pk == code), None)
    if place is None:
        raise Place.DoesNotExist
    return place


def _digest(place: Place, month: date) -> str:
    rows = balances(place, month, last_day_of(month))
    text = ";".join(f"{row.kind},{row.scheme},{row.taken},{row.given},{row.held}" for row in rows)
    return hashlib.sha256(text.encode()).hexdigest()


def _against(place: Place, month: date, on: date) -> list[Reason]:
    if month >= first_day_of(on):
        return [Reason("not_over", NOT_OVER)]
    if month_state(place, month).closed is not None:
        return [Reason("closed", CLOSED)]
    earlier = open_month_before(place, month)
    if earlier is not None:
        return [Reason("earlier_open", EARLIER_OPEN % {"month": f"{earlier:%Y-%m}"})]
    broken = [name for name, number in checked().items() if number]
    return [Reason("disagrees", DISAGREES % {"facts": ", ".join(broken)})] if broken else []


@transaction.atomic
def propose_month(code: str, month: date, *, by: Officer) -> MonthProposed:
    """Propose to close a month. Raises Blocked while it is not over, when it is closed, an earlier one is open or the ledger
    disagrees; Place.DoesNotExist, PermissionDenied."""
    by.must("propose_month")
    place, month = fund_for(code, by), first_day_of(month)
    reasons = _against(place, month, by.on)
    if reasons:
        raise Blocked(*reasons)
    row = MonthProposed.objects.create(place=place, month=month, digest=_digest(place, month), proposed_by=by.user)
    record("propose_month", by=by, facts={"place": place.pk, "month": f"{month:%Y-%m}"})
    return row


@transaction.atomic
def close_month(code: str, month: date, *, by: Officer) -> ClosedMonth:
    """Close a month that somebody else proposed. Raises as proposing it, Blocked also for one's own proposal and when something was
    booked since."""
    by.must("close_month")
    place, month = fund_for(code, by), first_day_of(month)
    proposed = month_state(place, month).proposed
    if proposed is None:
        raise Blocked(Reason("not_proposed", NOT_PROPOSED))
    if proposed.proposed_by_id == by.user.pk:
        raise Blocked(Reason("own_proposal", OWN_PROPOSAL))
    reasons = _against(place, month, by.on)
    if reasons:
        raise Blocked(*reasons)
    try:
        with transaction.atomic():
            # Its trigger waits for bookings under way and keeps new ones out.
            row = ClosedMonth.objects.create(
                place=place, month=month, closed_by=proposed.proposed_by, confirmed_by=by.user
            )
    except IntegrityError as problem:
        raise Blocked(Reason("closed", CLOSED)) from problem
    if _digest(place, month) != proposed.digest:
        raise Blocked(Reason("changed", CHANGED))
    record("close_month", by=by, facts={"place": place.pk, "month": f"{month:%Y-%m}"})
    return row
