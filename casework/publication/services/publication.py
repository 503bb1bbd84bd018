"""Publishing a drafted version of a rule: by a second person, once, and what she is shown before she does it."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.engine.refusals import Blocked, Reason
from casework.staff.models.place import Place
from casework.staff.officer import Officer
from casework.tables.models.bases import LANGUAGE_COLUMNS, PublishedModel

PUBLISHED = _("It has been published already.")
OWN = _("You drafted it yourself. A colleague with the right to publish must do it.")
ELSEWHERE = _("It is a rule of another office; that office, or one above it, publishes it.")
CHANGED = _("The draft was changed after you opened this page. Read it again.")
# What is not part of the rule itself.
_ENVELOPE = {"id", "drafted_by", "published_by", "published_at"}


@dataclass(frozen=True, kw_only=True)
class Kind:
    """How versions of one table are published: which columns name the rule, and what is told of a draft."""

    model: type[PublishedModel]
    keys: tuple[str, ...]
    # What it will touch, what stands against it, and how it will look, each for a draft and a day.
    touches: tuple[Callable[[PublishedModel], Iterable[object]], ...] = ()
    problems: Callable[[PublishedModel], Iterable[object]] = lambda _row: ()
    samples: Callable[[PublishedModel], dict[str, tuple[str, str]]] = lambda _row: {}


@dataclass(frozen=True)
class Difference:
    """One column of a draft beside the version it follows."""

    label: object
    old: object
    new: object
    changed: bool = field(default=False)


_kinds: dict[str, Kind] = {}


def register_published(kind: Kind) -> None:
    """Make a table of versions publishable; called from an app's `ready`. A table has one owner."""
    label = kind.model._meta.label_lower
    if label in _kinds:
        raise RuntimeError(f"{label} is registered twice")
    _kinds[label] = kind


def add_touches(model: type[PublishedModel], touches: Callable[[PublishedModel], Iterable[object]]) -> None:
    """Let an app above say what a draft of a table below touches in it."""
    known = _kinds[model._meta.label_lower]
    _kinds[model._meta.label_lower] = replace(known, touches=(*known.touches, touches))


def kinds() -> dict[str, Kind]:
    """Every publishable table by its label."""
    return dict(_kinds)


def kind_of(row: PublishedModel) -> Kind:
    return _kinds[row._meta.label_lower]


def speaks_for_the_province(by: Officer) -> bool:
    """Whether what holds everywhere is hers to write: the calendar, texts, checklists, kinds of documents."""
    return by.office.place.kind == Place.Kind.PROVINCE


def within_reach(place: Place | None, by: Officer) -> bool:
    """Whether a rule for this place is her office's to write; without a place it holds for the whole province."""
    if place is None or not place.prefix:
        return speaks_for_the_province(by)
    return place.prefix.startswith(by.office.place.prefix)


def predecessor_of(row: PublishedModel) -> PublishedModel | None:
    """The published version in force when this one begins, or None for a rule that is new. One query."""
    same = {key: getattr(row, key) for key in kind_of(row).keys}
    earlier = type(row).objects.filter(**same, published_at__isnull=False, starts_on__lte=row.starts_on)
    return earlier.exclude(pk=row.pk).order_by("-starts_on").first()


def differences(row: PublishedModel, before: PublishedModel | None) -> list[Difference]:
    """Every column of the draft, with what stood there before; a text in three languages is three lines."""
    found = []
    for column in _columns(type(row)):
        old, new = (_shown(version, column) if version else "" for version in (before, row))
        found.append(Difference(_label(column), old, new, before is not None and old != new))
    return found


def _columns(model) -> list:
    """The columns of the rule; of a translated one its three languages stand for it."""
    names = {column.name for column in model._meta.concrete_fields}
    bases = {name for name in names if all(f"{name}_{language}" in names for language in LANGUAGE_COLUMNS)}
    return [column for column in model._meta.concrete_fields if column.name not in _ENVELOPE | bases]


def _label(column) -> str:
    language = getattr(column, "language", None)
    if language is None:
        return str(column.verbose_name)
    return f"{column.translated_field.verbose_name} ({dict(settings.LANGUAGES)[language]})"


def _shown(row: PublishedModel, column) -> object:
    if column.choices:
        return str(getattr(row, f"get_{column.name}_display")())
    value = getattr(row, column.name)
    if column.name == "source" and value:
        return gettext(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "—" if value in (None, "") else value


def version_of(row: PublishedModel) -> str:
    """Tells one state of a draft from the next, so that what is published is what was read."""
    facts = {column.attname: str(getattr(row, column.attname)) for column in _columns(type(row))}
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:32]


def drafts(by: Officer) -> list[PublishedModel]:
    """Every draft this officer could write or publish, oldest first. One query for each table."""
    rows = [row for kind in _kinds.values() for row in _drafts_of(kind)]
    return sorted((row for row in rows if within_reach(getattr(row, "place", None), by)), key=lambda row: row.starts_on)


def _drafts_of(kind: Kind):
    related = ["drafted_by", *(["place"] if "place" in kind.keys else [])]
    return kind.model.objects.filter(published_at=None).select_related(*related)


def against(row: PublishedModel, by: Officer) -> Reason | None:
    """The one reason that stands against this officer's publishing it now, or None."""
    if not within_reach(getattr(row, "place", None), by):
        return Reason("another_offices_rule", ELSEWHERE)
    if row.published_at:
        return Reason("published_already", PUBLISHED)
    if row.drafted_by_id == by.user.pk:
        return Reason("drafted_by_the_same_person", OWN)
    problem = next(iter(kind_of(row).problems(row)), None)
    return Reason("incomplete", problem) if problem else None


@transaction.atomic
def publish(row: PublishedModel, *, by: Officer, seen: str | None = None) -> None:
    """Publish a drafted version; `seen` is the state of the draft that was shown.

    Raises PermissionDenied without the right, Blocked with the one reason that holds: another office's rule, published
    already, drafted by the same person, something missing, changed since it was read.
    """
    by.must("publish_rules")
    locked = type(row).objects.select_for_update().get(pk=row.pk)
    reason = against(locked, by)
    if reason is None and seen is not None and seen != version_of(locked):
        reason = Reason("changed_since", CHANGED)
    if reason:
        raise Blocked(reason)
    locked.published_by, locked.published_at = by.user, timezone.now()
    locked.save()
    record("publish_rule", by=by, facts={"table": row._meta.label_lower, "row": str(row.pk)})
