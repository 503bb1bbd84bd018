"""A limit on what one officer looks up in an hour, and word to her supervisor: a counter serves people one by one, who
tries numbers does not."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from casework.casefile.models.event import Event
from casework.casefile.services.events import record
from casework.look_ups.models import LookUpAlert
from casework.staff.officer import Officer

HOUR = timedelta(hours=1)
# The acts that tell something about a number or a code somebody types, and which of their events found nothing.
COUNTED = ("look_up_identity", "verify_paper", "search")
# Searches by a number or by the end of one: the end is the easier to guess.
COUNTED_SEARCHES = ("number", "tail")


class Braked(Exception):
    """The limit of an hour is reached; `until` is when the next one is possible."""

    def __init__(self, until: datetime):
        super().__init__("braked")
        self.until = until


def brake(by: Officer) -> None:
    """Raises Braked when this officer has looked up as much as an hour allows, in all or in vain. Two queries."""
    since = timezone.now() - HOUR
    rows = list(
        Event.objects.filter(actor=by.user, verb__in=COUNTED, at__gt=since)
        .order_by("at")
        .values_list("at", "verb", "facts")
    )
    asked = [row for row in rows if row[1] != "search" or row[2].get("kind") in COUNTED_SEARCHES]
    missed = [row for row in asked if _found_nothing(row[1], row[2])]
    for kind, found, most in (
        (LookUpAlert.Kind.MANY, asked, settings.LOOK_UPS_PER_HOUR),
        (LookUpAlert.Kind.MISSES, missed, settings.MISSES_PER_HOUR),
    ):
        if len(found) >= most:
            _tell(kind, len(found), by)
            raise Braked(found[len(found) - most][0] + HOUR)


def _found_nothing(verb: str, facts: dict) -> bool:
    return facts.get("result", "genuine") != "genuine" if verb == "verify_paper" else not facts.get("found")


def _tell(kind: str, count: int, by: Officer) -> None:
    """One alert an hour for the supervisors of the officer's office."""
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    facts = {"office": by.office.handles_cases_as, "count": count}
    _alert, made = LookUpAlert.objects.get_or_create(user=by.user, kind=kind, hour=hour, defaults=facts)
    if made:
        record("alert_look_ups", by=by, facts={"kind": kind, "count": count})


def alerts_for(by: Officer):
    """The alerts of the area nobody has looked into, newest first; none for whoever does not supervise."""
    if not by.may("see_look_up_alert"):
        return LookUpAlert.objects.none()
    return _alerts_of(by).filter(seen_at=None).select_related("user", "office")


def _alerts_of(by: Officer):
    return LookUpAlert.objects.filter(office__path__startswith=by.office.path).exclude(user=by.user)


def see_alert(alert_id: int, *, by: Officer) -> bool:
    """Note that a supervisor looked into it; False when somebody had. Raises PermissionDenied for her own and another area's."""
    by.must("see_look_up_alert")
    if not _alerts_of(by).filter(pk=alert_id).exists():
        raise PermissionDenied("not hers to see")
    seen = alerts_for(by).filter(pk=alert_id).update(seen_by=by.user, seen_at=timezone.now())
    if seen:
        record("see_look_up_alert", by=by, facts={"alert": alert_id})
    return bool(seen)
