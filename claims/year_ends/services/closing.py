"""Closing a year of claims of a scheme in a pooling area: proposed by one, closed by another as shown. The accumulators are kept as
they stand, the next year is opened, who had no payment is rewarded where a source says so; later claims of the year are late."""

import uuid
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from casework.desk.services.opening import open_numbered_case
from casework.engine import transitions
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.rulebook.rules.parameters import ValueMissing, rule_by_id
from casework.rulebook.rules.rule_records import Value
from casework.staff.models.place import Place
from casework.staff.officer import Officer
from claims.reimbursements.models.closed_year import ClosedYear, FrozenYear, YearReward
from claims.reimbursements.models.settlement import PersonYear
from claims.year_ends.models import YearEnd
from claims.year_ends.queries.year_end import (
    areas_of,
    figures_of,
    open_year_before,
    places_in,
    postings_of,
    year_end_of,
)
from claims.year_ends.workflow import WORKFLOW
from enrolment.contributions.models.paid_time import PaidTime
from enrolment.persons.models.person import Person
from enrolment.persons.queries.files import humans_of

REWARD, REWARD_FROM = "enrolment.reward_no_claim", "enrolment.reward_from"
# The rule is one of the residents' scheme.
REWARDED = "urrbmi"
NOT_OVER = _("This year is not over.")
EARLIER_OPEN = _("Close %(year)s first: something was posted to it.")
EXISTS = _("This year is closed, or somebody proposes to close it.")
FIGURES_CHANGED = _("The year is not as it was shown: something was posted since. Its figures stand here anew.")


@transaction.atomic
def open_year_end(place: str, scheme: str, year: int, *, by: Officer, on: date) -> CaseFile:
    """Propose to close a year. Raises Blocked while it is not over, an earlier one is open or it is closed already;
    PermissionDenied, Place.DoesNotExist for an area that is not hers."""
    by.must("open_year_end")
    area = next((one for one in areas_of(by) if one.pk == place), None)
    if area is None:
        raise Place.DoesNotExist
    if year >= on.year:
        raise Blocked(Reason("not_over", NOT_OVER, "year"))
    before = open_year_before(area, scheme, year)
    if before is not None:
        raise Blocked(Reason("earlier_open", EARLIER_OPEN % {"year": before}, "year"))
    figures = figures_of(area, scheme, year)

    def make_row(case: CaseFile) -> None:
        YearEnd.objects.create(
            case=case, place=area, scheme=scheme, year=year, proposed=figures.as_kept(), proposed_by=by.user
        )

    return open_numbered_case(
        "open_year_end",
        WORKFLOW,
        make_row,
        subject=None,
        language="zh-hans",
        by=by,
        on=on,
        exists=Reason("exists", EXISTS, "year"),
        facts={"place": area.pk, "scheme": scheme, "year": year},
    )


def close_year(case_id: uuid.UUID, shown: str, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Close a year that somebody else proposed, as it was shown (`shown`: the digest of its figures). Postings under way are waited
    for. Raises Blocked when the year changed, and then closes nothing."""

    def effect(move: Move) -> None:
        row = year_end_of(move.case)
        closing = _closed(row, move)
        figures = figures_of(row.place, row.scheme, row.year)
        if figures.digest != shown:
            raise Blocked(Reason("figures_changed", FIGURES_CHANGED))
        _freeze(closing)
        rewarded = _reward(closing)
        row.figures = figures.as_kept() | rewarded
        row.digest, row.closed_by, row.closed_on = figures.digest, move.by.user, move.on
        row.save(update_fields=["figures", "digest", "closed_by", "closed_on"])
        move.facts.update(place=row.place_id, scheme=row.scheme, year=row.year, people=figures.people)

    body = {"shown": shown}
    return transitions.perform(case_id, "close_year", by=by, on=on, seen=seen, op=op, body=body, effect=effect)


def _closed(row: YearEnd, move: Move) -> ClosedYear:
    try:
        with transaction.atomic():
            # Its trigger waits for postings under way; those that come later are late.
            return ClosedYear.objects.create(
                case=move.case, place=row.place, scheme=row.scheme, year=row.year, closed_on=move.on
            )
    except IntegrityError as problem:
        raise Blocked(Reason("exists", EXISTS)) from problem


def _freeze(closing: ClosedYear) -> None:
    """Keep every person's year as it stands, and open the next one, in two statements however many."""
    rows = postings_of(places_in(closing.place), closing.scheme).filter(year__year=closing.year)
    years = PersonYear.objects.filter(pk__in=rows.values("year"), frozen__isnull=True).order_by().values("pk")
    chosen, params = years.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {FrozenYear._meta.db_table} (closing_id, year_id, accumulators, posted)"
            f" SELECT %s, y.id, y.accumulators, y.posted FROM {PersonYear._meta.db_table} y WHERE y.id IN ({chosen})",
            [closing.pk, *params],
        )
        cursor.execute(
            f"INSERT INTO {PersonYear._meta.db_table} (person_id, policy_code, year, accumulators, posted)"
            f" SELECT y.person_id, y.policy_code, y.year + 1, '{{}}'::jsonb, 0 FROM {PersonYear._meta.db_table} y"
            f" JOIN {FrozenYear._meta.db_table} f ON f.year_id = y.id WHERE f.closing_id = %s ON CONFLICT DO NOTHING",
            [closing.pk],
        )


def reward_value(place: Place, scheme: str, year: int) -> Value | None:
    """What a year without a payment adds to the cap by the rule of the place, in yuan, with its source; None where no source says
    it, or the year does not count yet. No query."""
    on = date(year, 12, 31)
    try:
        first = rule_by_id(REWARD_FROM).value_for(on=on, place=place.pk).number
        value = rule_by_id(REWARD).value_for(on=on, place=place.pk)
    except ValueMissing:
        return None
    return value if scheme == REWARDED and year >= first else None


def _reward(closing: ClosedYear) -> dict:
    """Everybody whose time of the year was paid for until its last day (assumed), and for whom the fund paid nothing of it."""
    value = reward_value(closing.place, closing.scheme, closing.year)
    if value is None:
        return {}
    places = places_in(closing.place)
    insured = PaidTime.objects.known().filter(
        scheme=closing.scheme,
        place__in=places,
        ends_on__gte=date(closing.year, 12, 31),
        starts_on__year__lte=closing.year,
    )
    postings = postings_of(places, closing.scheme).filter(year__year=closing.year)
    paid = (
        postings.filter(result__paid__gt=0)
        .values("year__person")
        .union(
            postings.filter(settlement__paid__gt=0).exclude(settlement__claim__state="reversed").values("year__person")
        )
    )
    amount = Decimal(str(value.value))
    # Of somebody with several files, what was paid under any of them counts.
    whose = humans_of(Person.objects.filter(merged_into__isnull=False).values_list("pk", flat=True))
    people = dict.fromkeys(
        whose.get(key, key) for key in insured.order_by().values_list("person", flat=True).distinct()
    )
    spent = {whose.get(row["year__person"], row["year__person"]) for row in paid}
    made = [YearReward(closing=closing, person_id=key, amount=amount) for key in people if key not in spent]
    YearReward.objects.bulk_create(made, batch_size=5000)
    return {"rewarded": len(made), "reward": str(amount), "source": value.source, "status": value.status}


def decline_year_end(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """The year stays open. Raises Blocked for one's own proposal."""
    return transitions.perform(case_id, "decline_year_end", by=by, on=on, seen=seen, op=op)


def withdraw_year_end(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Take the proposal back before it is decided on."""
    return transitions.perform(case_id, "withdraw_year_end", by=by, on=on, seen=seen, op=op)
