"""Price lists that follow to an institution that goes on for another: an edition of its own says whose prices they were."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from casework.evidence.queries import in_each_language
from casework.rulebook.rules.rule_records import weakest
from casework.staff.models.user import User
from institutions.catalogue.models.edition import Edition
from institutions.catalogue.models.lists import ItemPrice
from institutions.catalogue.services.editions import one_at_a_time
from institutions.register.models.institution import Institution

# What holds on the day or later at the one and has no price of the other's own beside it; the days stay as they were.
FOLLOWING = f"""
FROM {ItemPrice._meta.db_table} v WHERE v.superseded_at IS NULL AND v.institution_id = %(before)s
    AND (v.ends_on IS NULL OR v.ends_on >= %(day)s) AND NOT EXISTS (
        SELECT FROM {ItemPrice._meta.db_table} own WHERE own.superseded_at IS NULL AND own.institution_id = %(after)s
        AND own.code = v.code AND (own.ends_on IS NULL OR own.ends_on >= %(day)s)
    )
"""
COUNTED = f"SELECT count(*), array_agg(DISTINCT v.edition_id) {FOLLOWING}"
WRITTEN = f"""
INSERT INTO {ItemPrice._meta.db_table}
    (id, recorded_at, recorded_by_id, edition_id, starts_on, ends_on, institution_id, code, price, unit)
SELECT gen_random_uuid(), %(moment)s, %(user)s, %(edition)s, greatest(v.starts_on, %(day)s::date), v.ends_on, %(after)s,
    v.code, v.price, v.unit {FOLLOWING} ORDER BY v.code, v.starts_on
"""


@dataclass(frozen=True, kw_only=True)
class TakingOver:
    """Who goes on for whom from which day, by which case, asked for by one and recorded by another."""

    predecessor: Institution
    successor: Institution
    day: date
    reference: str
    asked_by: User
    recorded_by: User


def take_over_prices(data: TakingOver) -> Edition | None:
    """Write the prices that follow as versions of the successor; a price of its own list stands before. None where none does.
    Within the transaction of the merger."""
    edition = Edition(
        list_name="prices", institution=data.successor, taken_over_from=data.predecessor, starts_on=data.day
    )
    one_at_a_time(edition)
    values: dict[str, Any] = {"before": data.predecessor.pk, "after": data.successor.pk, "day": data.day}
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, values)
        count, sources = cursor.fetchone()
        if not count:
            return None
        _published(edition, data, count, sources)
        values |= {"moment": edition.published_at, "user": data.recorded_by.pk, "edition": edition.pk}
        cursor.execute(WRITTEN, values)
    return edition


def _published(edition: Edition, data: TakingOver, count: int, sources: list[uuid.UUID]) -> None:
    """The edition as it is published: no surer than the least sure of the lists its prices come from."""
    lists = list(Edition.objects.filter(pk__in=sources))
    moment = timezone.now()
    name = in_each_language(data.predecessor, "name")["zh-hans"]
    with translation.override("zh-hans"):
        edition.title = _("Price list of %(name)s, taken over") % {"name": name[:80]}
        edition.source = _("Merger %(case)s; %(source)s") % {"case": data.reference, "source": lists[0].source[:200]}
    edition.status = weakest(*(one.status for one in lists))
    edition.demonstration = any(one.demonstration for one in lists)
    edition.office = data.successor.office
    edition.drafted_by, edition.published_by = data.asked_by, data.recorded_by
    # No file was sent: what it says stands in the predecessor's versions.
    edition.sha256, edition.form, edition.size = b"", "", 0
    edition.rows_total = edition.rows_new = count
    edition.state, edition.checked_at, edition.published_at = Edition.State.PUBLISHED, moment, moment
    edition.save(force_insert=True)
