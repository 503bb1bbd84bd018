"""Price lists that still wait when another institution goes on for theirs: sent on to it as they were sent, to be read beside what
stands there and confirmed by a second person."""

from django.db import connection

from casework.casefile.services.events import record
from casework.staff.officer import Officer
from institutions.catalogue.models.edition import PENDING, Edition, EditionPart
from institutions.catalogue.services import staging
from institutions.catalogue.services.editions import LARGE, State, one_at_a_time, read_edition
from institutions.catalogue.services.taking_over import TakingOver

COPIED = f"""
INSERT INTO {EditionPart._meta.db_table} (edition_id, number, content)
SELECT %(to)s, number, content FROM {EditionPart._meta.db_table} WHERE edition_id = %(of)s
"""
# What was said with the file; the list of the one is never the whole list of the other.
KEPT = ("title", "source", "status", "demonstration", "sha256", "form", "size", "drafted_by")


def hand_over_waiting(data: TakingOver, by: Officer) -> list[Edition]:
    """Send the lists that wait on to the successor, from the day of the merger on at the earliest. One that holds from that day or
    later is withdrawn where it was; one that holds before it waits there as well. What the successor sent itself is not sent again.
    Within the transaction of the merger, before its prices follow: a list that is being entered is waited for."""
    found = Edition.objects.filter(list_name="prices", institution=data.predecessor, state__in=PENDING)
    waiting = list(found.select_for_update(of=("self",)).order_by("created_at", "pk"))
    return [edition for edition in (_hand_over(one, data, by) for one in waiting) if edition is not None]


def _hand_over(one: Edition, data: TakingOver, by: Officer) -> Edition | None:
    starts_on = max(one.starts_on, data.day)
    same = Edition.objects.filter(list_name="prices", institution=data.successor, sha256=one.sha256, state__in=PENDING)
    edition = None
    if not same.filter(starts_on=starts_on, whole=False).exists():
        edition = _sent_on(one, data, starts_on)
        record("send_edition", by=by, facts=_facts(edition) | {"bytes": edition.size, "instead": str(one.pk)})
    if one.starts_on >= data.day:
        one_at_a_time(one)
        staging.forget(one)
        one.state, one.published_by = State.WITHDRAWN, None
        one.save()
        EditionPart.objects.filter(edition=one).update(content=b"")
        record("withdraw_edition", by=by, facts=_facts(one))
    return edition


def _sent_on(one: Edition, data: TakingOver, starts_on) -> Edition:
    edition = Edition(
        list_name="prices",
        institution=data.successor,
        taken_over_from=data.predecessor,
        starts_on=starts_on,
        office=data.successor.office,
        **{name: getattr(one, name) for name in KEPT},
    )
    edition.save(force_insert=True)
    with connection.cursor() as cursor:
        cursor.execute(COPIED, {"to": edition.pk, "of": one.pk})
    return edition


def read_now(edition: Edition) -> None:
    """A small one is read at once, beside the prices that followed; a large one is the worker's."""
    if edition.size <= LARGE and edition.form == "csv":
        read_edition(edition.pk)


def _facts(edition: Edition) -> dict:
    about = edition.institution.code if edition.institution else ""
    return {"edition": str(edition.pk), "list": edition.list_name, "about": about}
