import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from casework.staff.models.appointment import InclusivePeriod
from casework.tables.models.bases import KeyedModel, PublishedModel, Status, kept, two_people

# Without these no bill can be settled; a version that lacks one is incomplete and says so.
NEEDED = ("deductible", "ratio", "caps", "layers")
PUBLISHED = Q(published_at__isnull=False)
# Of a version that was wrong from its first day another one took the place.
COUNTS = PUBLISHED & Q(replaced_by__isnull=True)
# Whoever may do one of these sees drafts.
DRAFT_VERBS = ("draft_policy", "publish_policy", "simulate_policy")
KEPT = Q(discarded_at__isnull=True)
LONGEST_REASON = 300


def immutable_but_for_its_end() -> pgtrigger.Trigger:
    """A published version never changes, except that a later one may end its open or longer period, once it follows, or take its
    place, once."""
    return pgtrigger.Trigger(
        name="immutable_once_published",
        operation=pgtrigger.Update,
        when=pgtrigger.Before,
        condition=pgtrigger.Q(old__published_at__isnull=False),
        func=pgtrigger.Func(
            "IF (to_jsonb(OLD) - 'ends_on') = (to_jsonb(NEW) - 'ends_on') AND NEW.ends_on IS NOT NULL"
            " AND (OLD.ends_on IS NULL OR NEW.ends_on <= OLD.ends_on) THEN RETURN NEW; END IF;"
            " IF (to_jsonb(OLD) - 'replaced_by_id') = (to_jsonb(NEW) - 'replaced_by_id') AND OLD.replaced_by_id IS NULL"
            " THEN RETURN NEW; END IF;"
            " RAISE EXCEPTION 'pgtrigger: Cannot % rows from % table', lower(TG_OP), TG_TABLE_NAME;"
        ),
    )


def stays_discarded() -> pgtrigger.Protect:
    """A discarded draft never changes again, so that it can be neither taken back nor published."""
    return pgtrigger.Protect(
        name="stays_discarded",
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(old__discarded_at__isnull=False),
    )


class PolicyVersionQuerySet(models.QuerySet):
    def kept(self):
        """What was not discarded: names taken, drafts that may be published."""
        return self.filter(KEPT)

    def published(self):
        return self.filter(PUBLISHED)

    def counting(self):
        """Published versions of which no other took the place: what bills are settled by."""
        return self.filter(COUNTS)

    def counted_at(self, moment):
        """Versions that counted as it was known at a moment."""
        stood = Q(replaced_by__isnull=True) | Q(replaced_by__published_at__gt=moment)
        return self.filter(stood, published_at__lte=moment)

    def in_force(self, on):
        """Versions that count and whose period holds a day."""
        return self.counting().filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=on), Q(ends_on__isnull=True) | Q(ends_on__gte=on)
        )

    def visible_to(self, officer):
        """Published ones for everybody who may see policies; drafts for those who draft, publish or try them out."""
        if not officer.may("see_policies"):
            return self.none()
        if any(officer.may(verb) for verb in DRAFT_VERBS):
            return self
        return self.published()


class PolicyVersion(KeyedModel, PublishedModel):
    """One version of a benefit policy: the document the engine settles by, as written and as data, for a place and a time.

    `text` is what an officer typed; `document` is the same as data, fractions as texts and dates as ISO, and null while the
    text cannot be read. `starts_on` may be empty: in force since before anybody wrote it down.
    """

    RETENTION = "reference"

    code = models.CharField(_("policy"), max_length=80)
    version = models.CharField(_("version"), max_length=80)
    place = models.CharField(_("place"), max_length=12, blank=True)
    schemes = ArrayField(models.CharField(max_length=80), verbose_name=_("schemes"), default=list, blank=True)
    starts_on = models.DateField(_("in force from"), null=True, blank=True)
    ends_on = models.DateField(_("in force until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=2000, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, blank=True)
    title_zh_hans = models.CharField(_("title in Simplified Chinese"), max_length=200, blank=True)
    title_zh_hant = models.CharField(_("title in Traditional Chinese"), max_length=200, blank=True)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    text = models.TextField(_("document"))
    document = models.JSONField(_("document as data"), null=True, blank=True)
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    valid = models.BooleanField(_("without mistakes"), default=False)
    missing = ArrayField(models.CharField(max_length=300), verbose_name=_("not stated"), default=list, blank=True)
    demonstration = models.BooleanField(_("demonstration"), default=False)
    based_on = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="drafts", verbose_name=_("based on")
    )
    # The version that took the place of this one, which was wrong from its first day.
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="replaced", verbose_name=_("replaced by")
    )
    saved_at = models.DateTimeField(_("saved at"), auto_now=True)
    discarded_at = models.DateTimeField(_("discarded at"), null=True, editable=False)
    discarded_by = models.ForeignKey(
        "casework.User", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("discarded by")
    )
    discard_reason = models.CharField(_("reason for discarding"), max_length=LONGEST_REASON, blank=True)

    objects = PolicyVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("benefit policy")
        verbose_name_plural = _("benefit policies")
        ordering = ["place", "code", "starts_on", "version"]
        constraints = [
            two_people("policy"),
            # The name of a discarded draft is free again.
            models.UniqueConstraint(fields=["code", "version"], condition=KEPT, name="policy_version_once"),
            models.CheckConstraint(
                name="policy_discarded_by_somebody_why",
                condition=KEPT & Q(discarded_by__isnull=True, discard_reason="")
                | Q(discarded_at__isnull=False, discarded_by__isnull=False) & ~Q(discard_reason=""),
            ),
            models.CheckConstraint(name="policy_published_or_discarded", condition=~PUBLISHED | KEPT),
            models.CheckConstraint(
                name="policy_replaced_once_published",
                condition=Q(replaced_by__isnull=True) | PUBLISHED & ~Q(replaced_by=F("pk")),
            ),
            models.CheckConstraint(
                name="policy_period_ordered",
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
            # What is published was read without mistakes, is named in three languages and says where it comes from.
            models.CheckConstraint(
                name="policy_published_is_valid",
                condition=~PUBLISHED
                | Q(valid=True, document__isnull=False)
                & ~Q(digest="")
                & ~Q(title_zh_hans="")
                & ~Q(title_zh_hant="")
                & ~Q(title_en="")
                & ~Q(source="")
                & ~Q(status=""),
            ),
            # A draft has a drafter; an officer's version begins on a day and is published by somebody; one from the
            # project's files has neither person.
            models.CheckConstraint(
                name="policy_signed",
                condition=Q(published_at__isnull=True, published_by__isnull=True, drafted_by__isnull=False)
                | PUBLISHED & Q(drafted_by__isnull=True, published_by__isnull=True)
                | PUBLISHED & Q(drafted_by__isnull=False, published_by__isnull=False, starts_on__isnull=False),
            ),
            ExclusionConstraint(
                name="policy_one_version_in_force",
                expressions=[("code", RangeOperators.EQUAL), (InclusivePeriod(), RangeOperators.OVERLAPS)],
                condition=COUNTS,
            ),
        ]
        triggers = [kept(), immutable_but_for_its_end(), stays_discarded()]

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        """Policy and version, as every step of a settlement names them."""
        return f"{self.code}@{self.version}"

    @property
    def title(self) -> str:
        """The title in the active language; the code of one that has none yet."""
        column = {"zh-hans": "title_zh_hans", "zh-hant": "title_zh_hant"}.get(get_language() or "", "title_en")
        return getattr(self, column) or self.title_zh_hans or self.code

    @property
    def published(self) -> bool:
        return self.published_at is not None

    @property
    def discarded(self) -> bool:
        return self.discarded_at is not None

    @property
    def open(self) -> bool:
        """Still a draft that may be changed and published."""
        return not self.published and not self.discarded

    @property
    def lacks(self) -> list[str]:
        """The sections without which no bill can be settled and that are not stated."""
        return [name for name in NEEDED if name in self.missing]

    @property
    def complete(self) -> bool:
        return not self.lacks
