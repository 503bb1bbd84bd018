"""Deciding what an institution owes back: booked from an account of the case to the layers that bore it, each its part."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from django.utils.translation import gettext_lazy as _

from casework.engine import transitions
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.money.models.ledger import LedgerAccount
from casework.money.queries import pooling_area_of, pooling_areas_of
from casework.money.rules.amounts import ZERO
from casework.money.services.ledger import account_of, book
from casework.staff.models.place import Place
from casework.staff.officer import Officer
from claims.clawbacks.models import Clawback, ClawbackItem, ClawbackPart
from claims.clawbacks.queries.clawback import clawback_of, items_of, layers_left
from claims.clawbacks.rules.items import by_layer
from claims.clawbacks.states import CLAWBACK_KIND
from claims.clawbacks.words import CLAWBACK, CLEARED
from claims.months.services.posting import clearing_of
from claims.reimbursements.services.bearing import account_of_layer
from claims.runs.models.run import CareResult

NOT_SO_MUCH = _("From 0 to %(most)s yuan, as the notice says.")
NOTHING = _("Nothing is left of it. Drop the recovery instead.")
NO_WHY = _("Write why it is decided so, and what became of the reply.")
# (area that bears it, scheme, layer)
Borne = tuple[str, str, str]


def decide_clawback(
    case_id: uuid.UUID, amounts: Mapping[int, Decimal], why: str, *, by: Officer, on: date, seen: int, op: uuid.UUID
) -> CaseFile:
    """Decide how much is recovered of each row (number of the row → yuan, 0 for none): from now on the institution, or whoever goes
    on for it, owes it. Raises Blocked for more than the notice says, nothing at all, no reason; IntegrityError for a closed
    month."""

    def effect(move: Move) -> None:
        row = clawback_of(move.case)
        items = items_of(row)
        reasons = against_amounts(items, amounts)
        if not why.strip():
            reasons.append(Reason("no_why", NO_WHY, "why"))
        if reasons:
            raise Blocked(*reasons)
        borne = _divided(items, amounts)
        row.account = _booked(row, borne, move)
        row.amount = sum(borne.values(), ZERO)
        _decided(row, why, move)
        move.facts["amount"] = str(row.amount)

    body = {"amounts": {str(key): str(amount) for key, amount in amounts.items()}, "why": why}
    return transitions.perform(case_id, "decide_clawback", by=by, on=on, seen=seen, op=op, body=body, effect=effect)


def against_amounts(items: Sequence[ClawbackItem], amounts: Mapping[int, Decimal]) -> list[Reason]:
    """What stands against deciding so much of each row: more than the notice says, or nothing at all. No query."""
    reasons = [
        Reason("not_so_much", NOT_SO_MUCH % {"most": one.asked}, f"amount-{one.position}")
        for one in items
        if not ZERO <= amounts.get(one.position, ZERO) <= one.asked
    ]
    if not reasons and not any(amounts.get(one.position) for one in items):
        reasons.append(Reason("nothing", NOTHING, f"amount-{items[0].position}"))
    return reasons


def _divided(items: Sequence[ClawbackItem], amounts: Mapping[int, Decimal]) -> dict[Borne, Decimal]:
    """Write what was decided of each row and which layer gets how much of it back. Returns the sums, in yuan."""
    # Of two recoveries of one settlement that are decided at once one waits.
    results = CareResult.objects.filter(pk__in={one.result_id for one in items}).order_by("pk")
    locked = {one.pk: one for one in results.defer("record", "findings").select_for_update(of=("self",))}
    left = layers_left(locked.values())
    areas = pooling_areas_of({one.place for one in locked.values()})
    found: dict[Borne, Decimal] = defaultdict(lambda: ZERO)
    for item in items:
        item.decided = amounts.get(item.position, ZERO)
        result = locked[item.result_id]
        parts = by_layer(item.decided, left[result.pk])
        for layer, amount in parts.items():
            left[result.pk][layer] -= amount
            found[areas[result.place].pk, result.scheme, layer] += amount
        item.save(update_fields=["decided"])
        ClawbackPart.objects.bulk_create(
            ClawbackPart(item=item, layer=layer, amount=amount) for layer, amount in parts.items()
        )
    return found


def _booked(row: Clawback, borne: Mapping[Borne, Decimal], move: Move) -> LedgerAccount:
    """What each fund gets back, from the account of the case; the fund of another area by the clearing with it."""
    area = pooling_area_of(row.institution.place_id)
    account = account_of("receivable", area, holder=(CLAWBACK_KIND, str(move.case.pk)))
    places = Place.objects.in_bulk({key for key, _scheme, _layer in borne})
    for (key, scheme, layer), amount in sorted(borne.items()):
        bearer = account_of_layer(layer, places[key], scheme)
        name = f"{CLAWBACK} {move.case.pk} {scheme} {layer} {key}"
        booked = partial(book, amount=amount, on=move.on, case=move.case, by=move.by)
        if key == area.pk:
            booked(name, account, bearer, purpose=CLAWBACK)
            continue
        other = places[key]
        booked(name, account, clearing_of(area, other), purpose=CLAWBACK)
        booked(f"{CLEARED} {name}", clearing_of(other, area), bearer, purpose=CLEARED)
    return account


def _decided(row: Clawback, why: str, move: Move) -> None:
    row.why, row.decided_by, row.decided_on = why.strip(), move.by.user, move.on
    row.save(update_fields=["why", "decided_by", "decided_on", "amount", "account"])


def drop_clawback(case_id: uuid.UUID, why: str, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Nothing is recovered; why is kept. Raises Blocked for one's own notice, or without a reason."""

    def effect(move: Move) -> None:
        if not why.strip():
            raise Blocked(Reason("no_why", NO_WHY, "why"))
        _decided(clawback_of(move.case), why, move)

    return transitions.perform(
        case_id, "drop_clawback", by=by, on=on, seen=seen, op=op, body={"why": why}, effect=effect
    )
