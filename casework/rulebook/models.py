from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import (
    PublishedModel,
    Status,
    all_languages,
    immutable_once_published,
    kept,
    two_people,
)


class CalendarYear(models.Model):
    """The working-day calendar of one year. Until a second person publishes it, dates that need it are provisional."""

    RETENTION = "reference"

    year = models.PositiveSmallIntegerField(_("year"), primary_key=True)
    published = models.BooleanField(_("published"), default=False, editable=False)
    source = models.CharField(_("source"), max_length=300)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices)
    drafted_by = models.ForeignKey(
        "casework.User", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("drafted by")
    )
    published_by = models.ForeignKey(
        "casework.User", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("published by")
    )
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)

    class Meta:
        verbose_name = _("calendar year")
        verbose_name_plural = _("working-day calendar")
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                name="calendar_published_by_second_person",
                condition=Q(published_by__isnull=True)
                | (Q(drafted_by__isnull=False) & ~Q(published_by=F("drafted_by"))),
            ),
        ]
        triggers = [kept()]

    def __str__(self):
        return str(self.year)


class CalendarDay(models.Model):
    """A day that is not what its weekday says, or a statutory holiday."""

    RETENTION = "reference"

    class Kind(models.TextChoices):
        STATUTORY = "statutory", _("statutory holiday")
        SWAPPED_REST = "swapped_rest", _("swapped rest day")
        WORKING_WEEKEND = "working_weekend", _("working weekend day")
        ORDINARY = "ordinary", _("ordinary day (entered in error)")

    year = models.ForeignKey("casework.CalendarYear", models.PROTECT, related_name="days", verbose_name=_("year"))
    day = models.DateField(_("day"), unique=True)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")
        ordering = ["day"]
        constraints = [models.CheckConstraint(name="calendar_day_in_year", condition=Q(day__year=F("year_id")))]

    def __str__(self):
        return self.day.isoformat() if self.day else ""


class RuleValue(PublishedModel):
    """A value of a rule that an office entered for a place, from a day on, beside those of the project's files."""

    RETENTION = "reference"

    rule = models.CharField(_("rule"), max_length=80)
    # Where the rule tells kinds of people apart.
    person = models.CharField(_("for whom"), max_length=20, blank=True)
    place = models.ForeignKey("casework.Place", models.PROTECT, related_name="+", verbose_name=_("place"))
    value = models.CharField(_("value"), max_length=40)
    until = models.DateField(_("last day in force"), null=True, blank=True)

    class Meta:
        verbose_name = _("value of a rule")
        verbose_name_plural = _("values of rules by place")
        ordering = ["rule", "place", "person", "starts_on"]
        constraints = [
            two_people("rule_value"),
            models.UniqueConstraint(fields=["rule", "person", "place", "starts_on"], name="rule_value_version"),
            models.CheckConstraint(
                name="rule_value_ends_later", condition=Q(until__isnull=True) | Q(until__gte=F("starts_on"))
            ),
        ]
        triggers = [kept(), immutable_once_published()]

    def __str__(self):
        return f"{self.rule.partition('.')[2]} {self.place_id} {self.starts_on}"


class TableEntry(PublishedModel):
    """A line of a table that an office enters for a place, from a day on, beside those of the project's files: a code, its words
    and details. Drafted by one person and published by another."""

    RETENTION = "reference"
    objects: ClassVar[models.Manager["TableEntry"]]

    table = models.CharField(_("table"), max_length=30)
    code = models.CharField(_("code"), max_length=40)
    place = models.ForeignKey("casework.Place", models.PROTECT, related_name="+", verbose_name=_("place"))
    name = models.CharField(_("words"), max_length=300)
    details = models.TextField(_("details"), blank=True, max_length=2000)
    withdrawn = models.BooleanField(_("no longer used from this day"), default=False)

    class Meta:
        verbose_name = _("line of a table")
        verbose_name_plural = _("tables by place")
        ordering = ["table", "code", "place", "starts_on"]
        constraints = [
            all_languages("table_entry", "name"),
            two_people("table_entry"),
            models.UniqueConstraint(fields=["table", "code", "place", "starts_on"], name="table_entry_version"),
            models.CheckConstraint(name="table_entry_code", condition=Q(code__regex=r"^[a-z0-9][a-z0-9_]{0,39}$")),
        ]
        triggers = [kept(), immutable_once_published()]

    def __str__(self):
        return f"{self.table} {self.code} {self.place_id}"
