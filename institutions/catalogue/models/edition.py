import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import (
    KeyedModel,
    PublishedModel,
    append_only,
    immutable_once_published,
    kept,
    two_people,
)
from institutions.catalogue.choices import ListName

# States of an edition that may still be entered.
PENDING = ("waiting", "checked", "agreed")


class EditionQuerySet(models.QuerySet):
    def visible_to(self, officer):
        """What was published for places is read by all who may; drafts by the offices above the sender's, price lists by those of
        the institution."""
        if not officer.may("see_catalogue"):
            return self.none()
        mine = Q(office__path__startswith=officer.office.path) | Q(
            institution__office__path__startswith=officer.office.path
        )
        return self.filter(mine | Q(institution=None, state="published"))


class Edition(KeyedModel, PublishedModel):
    """A list that somebody sent as a file and somebody else published: what it says holds from its first day on. Its rows become
    versions by date; what it is beside what stands is worked out before it is published."""

    RETENTION = "reference"

    class State(models.TextChoices):
        WAITING = "waiting", _("waits to be read")
        CHECKED = "checked", _("read, waits for a second person")
        AGREED = "agreed", _("confirmed, being entered")
        PUBLISHED = "published", _("published")
        REFUSED = "refused", _("has problems, nothing was entered")
        WITHDRAWN = "withdrawn", _("withdrawn")

    list_name = models.CharField(_("list"), max_length=10, choices=ListName.choices)
    place = models.ForeignKey("casework.Place", models.PROTECT, null=True, related_name="+", verbose_name=_("place"))
    institution = models.ForeignKey(
        "institutions.Institution", models.PROTECT, null=True, related_name="price_editions"
    )
    # Of a price list that followed from an institution this one goes on for.
    taken_over_from = models.ForeignKey(
        "institutions.Institution", models.PROTECT, null=True, related_name="+", verbose_name=_("taken over from")
    )
    title = models.CharField(_("title"), max_length=120)
    # Whether what is not in the file ends on its first day.
    whole = models.BooleanField(_("the whole list"), default=False)
    # Of items: the kinds of codes it is the whole list of; what is of another kind stays.
    whole_of = ArrayField(
        models.CharField(max_length=10), default=list, blank=True, verbose_name=_("the whole list of these kinds")
    )
    demonstration = models.BooleanField(_("demonstration"), default=False, db_default=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    office = models.ForeignKey("casework.Office", models.PROTECT, related_name="+", verbose_name=_("office"))
    sha256 = models.BinaryField(max_length=32)
    form = models.CharField(max_length=4)
    size = models.PositiveBigIntegerField(_("bytes"))
    created_at = models.DateTimeField(_("sent at"), auto_now_add=True)
    # When a worker began with it last: whatever is killed, the next one begins again.
    begun_at = models.DateTimeField(_("begun at"), null=True)
    checked_at = models.DateTimeField(_("read at"), null=True)
    rows_total = models.PositiveIntegerField(_("rows"), default=0)
    rows_new = models.PositiveIntegerField(_("new"), default=0)
    rows_changed = models.PositiveIntegerField(_("changed"), default=0)
    rows_ended = models.PositiveIntegerField(_("ended"), default=0)
    rows_same = models.PositiveIntegerField(_("as before"), default=0)
    rows_bad = models.PositiveIntegerField(_("problems"), default=0)
    # Of items: how many rows of the file are of each kind.
    rows_of_kinds = models.JSONField(default=dict)
    # Headers of the file that are of no column of the list: nothing of them is read.
    ignored = ArrayField(models.CharField(max_length=60), default=list, blank=True, verbose_name=_("columns not read"))
    # Why it was not read: a code and its params.
    failure = models.CharField(max_length=40, blank=True)
    failure_params = models.JSONField(default=dict)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition of a list")
        verbose_name_plural = _("editions of lists")
        ordering = ["-created_at"]
        constraints = [
            two_people("edition"),
            models.CheckConstraint(
                name="edition_of_a_place_or_an_institution",
                condition=Q(list_name="prices", place=None, institution__isnull=False)
                | ~Q(list_name="prices") & Q(place__isnull=False, institution=None),
            ),
            models.CheckConstraint(
                name="edition_published_when_it_is",
                condition=Q(state="published", published_at__isnull=False, published_by__isnull=False)
                | Q(state="agreed", published_at=None, published_by__isnull=False)
                | ~Q(state__in=["published", "agreed"]) & Q(published_at=None, published_by=None),
            ),
            models.CheckConstraint(
                name="edition_without_problems_once_checked",
                condition=~Q(state__in=["checked", "agreed", "published"]) | Q(rows_bad=0, failure=""),
            ),
            models.CheckConstraint(
                name="edition_of_items_is_whole_of_kinds",
                condition=Q(list_name="items", whole=True) & ~Q(whole_of=[])
                | Q(whole_of=[]) & ~Q(list_name="items", whole=True),
            ),
            models.CheckConstraint(
                name="edition_taken_over_from_another",
                condition=Q(taken_over_from=None) | Q(list_name="prices") & ~Q(taken_over_from=F("institution")),
            ),
            models.CheckConstraint(name="edition_says_where_from", condition=~Q(source="") & ~Q(title="")),
            # The same file for the same day says nothing more while it waits; published, until another one says something else.
            models.UniqueConstraint(
                fields=["sha256", "list_name", "place", "institution", "starts_on", "whole", "whole_of"],
                name="edition_sent_once",
                condition=Q(state__in=PENDING),
                nulls_distinct=False,
            ),
        ]
        indexes = [
            models.Index(fields=["created_at"], name="edition_waiting", condition=Q(state__in=["waiting", "agreed"])),
            models.Index(fields=["list_name", "place", "institution", "published_at"], name="edition_published"),
        ]
        triggers = [
            kept(),
            immutable_once_published(),
            pgtrigger.ReadOnly(
                name="as_sent",
                fields=[
                    "list_name",
                    "place",
                    "institution",
                    "taken_over_from",
                    "title",
                    "whole",
                    "whole_of",
                    "starts_on",
                    "source",
                    "status",
                    "demonstration",
                    "office",
                    "sha256",
                    "form",
                    "size",
                    "created_at",
                    "drafted_by",
                ],
            ),
        ]

    def __str__(self):
        return self.title


class EditionPart(models.Model):
    """One part of the file as it was sent, in its order; emptied once the file is read."""

    RETENTION = "transient"

    edition = models.ForeignKey("institutions.Edition", models.PROTECT, related_name="parts")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        verbose_name = _("part of a list")
        verbose_name_plural = _("parts of lists")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="edition_part_once")]
        triggers = [kept()]

    def __str__(self):
        return f"part {self.number}"


class EditionProblem(models.Model):
    """What is wrong with a cell of the file: its row, its column, a stable code, what stands there. Lists name no people."""

    RETENTION = "operations_3_years"

    edition = models.ForeignKey("institutions.Edition", models.PROTECT, related_name="problems")
    row_number = models.PositiveIntegerField(_("row"))
    column = models.CharField(_("column"), max_length=20)
    code = models.CharField(_("problem"), max_length=30)
    value = models.CharField(_("what is written"), max_length=60, blank=True)
    # The row that says the same, of one that stands twice.
    other_row = models.PositiveIntegerField(null=True)

    class Meta:
        verbose_name = _("problem of a list")
        verbose_name_plural = _("problems of lists")
        ordering = ["row_number", "id"]
        indexes = [models.Index(fields=["edition", "row_number"], name="edition_problem_by_row")]
        constraints = [
            models.CheckConstraint(
                name="edition_problem_other_row_is_above",
                condition=Q(other_row__isnull=True) | Q(other_row__lt=F("row_number")),
            )
        ]
        triggers = [append_only()]

    def __str__(self):
        return f"{self.row_number}: {self.code}"
