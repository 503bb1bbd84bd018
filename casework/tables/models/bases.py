"""What several tables share: client-made keys, refusal of deletion, translated columns, publication by two people."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

LANGUAGE_COLUMNS = ("zh_hans", "zh_hant", "en")


class KeyedModel(models.Model):
    """A row whose key the application makes, so that sealed fields can be bound to it before it is stored."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


def kept() -> pgtrigger.Protect:
    """The row is never deleted, by anyone."""
    return pgtrigger.Protect(name="kept", operation=pgtrigger.Delete)


def append_only() -> pgtrigger.Protect:
    """The row is never changed or deleted, by anyone. (No TRUNCATE trigger: it would break the tests' flush.)"""
    return pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


def all_languages(table: str, *fields: str) -> models.CheckConstraint:
    """A check that every translated column of `fields` is filled, whoever writes the row."""
    condition = Q()
    for field in fields:
        for language in LANGUAGE_COLUMNS:
            column = f"{field}_{language}"
            condition &= Q(**{f"{column}__isnull": False}) & ~Q(**{column: ""})
    return models.CheckConstraint(name=f"{table}_in_all_languages", condition=condition)


class Status(models.TextChoices):
    """How sure a rule's value is; shown beside every date or amount it gives."""

    STATED = "stated", _("stated")
    REPORTED = "reported", _("reported")
    INFERRED = "inferred", _("inferred")
    ASSUMED = "assumed", _("assumed")


class PublishedModel(models.Model):
    """A dated version of a rule that officers change: drafted by one person, published by another, then immutable."""

    starts_on = models.DateField(_("in force from"))
    source = models.CharField(_("source"), max_length=300)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices)
    checked_on = models.DateField(_("last checked on"), null=True, blank=True)
    drafted_by = models.ForeignKey(
        "casework.User", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("drafted by")
    )
    published_by = models.ForeignKey(
        "casework.User", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("published by")
    )
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)

    class Meta:
        abstract = True


def two_people(table: str) -> models.CheckConstraint:
    """What an officer drafted is published by somebody else; rows loaded from the project's files have neither."""
    return models.CheckConstraint(
        name=f"{table}_published_by_second_person",
        condition=Q(published_by__isnull=True) | (Q(drafted_by__isnull=False) & ~Q(published_by=F("drafted_by"))),
    )


def immutable_once_published() -> pgtrigger.Protect:
    """A published version never changes; a newer one with a later first day takes over."""
    return pgtrigger.Protect(
        name="immutable_once_published",
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(old__published_at__isnull=False),
    )


def append_only_but(*sealed: str) -> pgtrigger.Trigger:
    """Append-only, except that `sealed` columns are written anew when the key ring rotates."""
    return pgtrigger.Trigger(
        name="append_only",
        operation=pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        declare=[],
        func=pgtrigger.Func(
            "IF TG_OP = 'UPDATE' AND (to_jsonb(OLD) - ARRAY[" + ", ".join(f"'{name}'" for name in sealed) + "])"
            " = (to_jsonb(NEW) - ARRAY[" + ", ".join(f"'{name}'" for name in sealed) + "]) THEN RETURN NEW; END IF;"
            " RAISE EXCEPTION 'pgtrigger: Cannot % rows from % table', lower(TG_OP), TG_TABLE_NAME;"
        ),
    )
