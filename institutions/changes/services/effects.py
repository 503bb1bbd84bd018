"""What recording an act brings about: a function an effect, in the order the data file says. Each answers the keys it wrote."""

from collections.abc import Callable
from datetime import date, timedelta

from django.db import connection
from django.db.models.functions import Now

from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from institutions.catalogue.services.handing_over import hand_over_waiting, read_now
from institutions.catalogue.services.taking_over import TakingOver, take_over_prices
from institutions.changes.models import DesignationChange
from institutions.changes.rules.acts import CAUSES, SUSPENDS
from institutions.changes.services.followers import tell_followers
from institutions.changes.words import AGAINST
from institutions.designation.models.agreement import AgreementPeriod, DesignationSuspension, Succession
from institutions.designation.queries.designation import current_period, succession_of
from institutions.designation.services import agreements
from institutions.designation.services.agreements import Signing
from institutions.register.models.institution import Institution, Particular


def _write_particulars(move: Move, change: DesignationChange) -> list:
    """Rows from their day on; the register shows those that are newest."""
    written = []
    for item, value in change.particulars.items():
        rows = Particular.objects.known().filter(institution=change.institution, item=item)
        rows.filter(starts_on=change.takes_effect_on).update(superseded_at=Now(), superseded_reason="change")
        later = rows.filter(starts_on__gt=change.takes_effect_on).exists()
        written.append(
            Particular.objects.create(
                institution=change.institution,
                item=item,
                value=value,
                starts_on=change.takes_effect_on,
                case=move.case,
                recorded_by=move.by.user,
            )
        )
        if not later:
            column = int(value) if item == "beds" else value
            Institution.objects.filter(pk=change.institution_id).update(**{item: column})
    return written


def _period(change: DesignationChange, day: date) -> AgreementPeriod:
    period = current_period(change.institution, day)
    if period is None:
        raise Blocked(Reason("not_in_force", AGAINST["not_in_force"]))
    return period


def _supplement(move: Move, change: DesignationChange) -> list:
    agreement = _period(change, change.takes_effect_on).agreement
    return [
        agreements.supplement(
            agreement, change.takes_effect_on, change.services, change.departments, by=move.by.user, case=move.case
        )
    ]


def _renew(move: Move, change: DesignationChange) -> list:
    """Signed by who records; drawn up by who asked. What the old one was about goes on."""
    old = _period(change, change.takes_effect_on - timedelta(days=1)).agreement
    scope = old.scopes.filter(superseded_at=None, starts_on__lte=old.ends_on).order_by("starts_on").last()
    data = Signing(
        number=change.number,
        starts_on=change.takes_effect_on,
        ends_on=change.ends_on or change.takes_effect_on,
        services=tuple(scope.services) if scope else (),
        departments=tuple(scope.departments) if scope else (),
    )
    return [
        agreements.sign(
            change.institution,
            data,
            drawn_by=move.case.opened_by,
            signed_by=move.by.user,
            on=move.on,
            case=move.case,
            renews=old,
        )
    ]


def _suspend(move: Move, change: DesignationChange) -> list:
    return [
        agreements.suspend(
            change.institution,
            by=move.by.user,
            case=move.case,
            kind=SUSPENDS[change.act],
            starts_on=change.takes_effect_on,
            ends_on=change.ends_on,
            services=change.services,
            departments=change.departments,
        )
    ]


def _resume(move: Move, change: DesignationChange) -> list:
    row = suspended_before(change.institution, change.takes_effect_on)
    if row is None:
        raise Blocked(Reason("not_suspended", AGAINST["not_suspended"]))
    return [agreements.rewrite(row, "resumed", by=move.by.user, resumed_on=change.takes_effect_on)]


def suspended_before(institution: Institution, day: date) -> DesignationSuspension | None:
    """The last suspension begun before a day that nobody has resumed. One query."""
    rows = DesignationSuspension.objects.known().filter(institution=institution, resumed_on=None, starts_on__lt=day)
    return rows.order_by("starts_on").last()


def _end(move: Move, change: DesignationChange) -> list:
    return agreements.end_everywhere(
        change.institution,
        change.takes_effect_on,
        change.cause or CAUSES[change.act],
        by=move.by.user,
        case=move.case,
        successor=change.successor,
    )


def _succeed(move: Move, change: DesignationChange) -> list:
    if change.successor is None:
        raise Blocked(Reason("successor_missing", AGAINST["successor_missing"]))
    # One merger after the other: two that are recorded at once make no circle.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('succession'))")
    if (after := succession_of(change.successor)) is not None:
        text = str(AGAINST["successor_gone"]) % {"after": after.successor.code}
        raise Blocked(Reason("successor_gone", text))
    return [
        agreements.succeed(
            change.institution, change.successor, change.takes_effect_on, by=move.by.user, case=move.case
        )
    ]


def _prices_follow(move: Move, change: DesignationChange) -> list:
    if change.successor is None or move.case.opened_by is None:
        raise Blocked(Reason("successor_missing", AGAINST["successor_missing"]))
    data = TakingOver(
        predecessor=change.institution,
        successor=change.successor,
        day=change.takes_effect_on,
        reference=move.case.reference or "",
        asked_by=move.case.opened_by,
        recorded_by=move.by.user,
    )
    waiting = hand_over_waiting(data, move.by)
    edition = take_over_prices(data)
    for one in waiting:
        read_now(one)
    return [*([edition] if edition else []), *waiting]


def _staff_follow(move: Move, change: DesignationChange) -> list:
    row = Succession.objects.known().get(predecessor=change.institution)
    return tell_followers(row, move.by.user)


EFFECTS: dict[str, Callable[[Move, DesignationChange], list]] = {
    "write_particulars": _write_particulars,
    "supplement": _supplement,
    "renew": _renew,
    "suspend": _suspend,
    "resume": _resume,
    "end": _end,
    "succeed": _succeed,
    "prices_follow": _prices_follow,
    "staff_follow": _staff_follow,
}
