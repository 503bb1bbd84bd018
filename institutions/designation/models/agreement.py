from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.staff.models.appointment import InclusivePeriod
from casework.tables.models.bases import KeyedModel, append_only, kept
from casework.tables.models.superseded import Superseded, as_recorded


def codes(verbose_name) -> ArrayField:
    """A list of codes; an empty one names nothing, which is all of it."""
    return ArrayField(models.CharField(max_length=20), default=list, blank=True, verbose_name=verbose_name)


class Agreement(KeyedModel):
    """A signed agreement, as it was signed: drawn up by one officer, signed by another. What becomes of it stands in other rows."""

    RETENTION = "person_permanent"

    institution = models.ForeignKey("institutions.Institution", models.PROTECT, related_name="agreements")
    number = models.CharField(_("number of the agreement"), max_length=60)
    # The division code of another pooling area, empty for the institution's own.
    area = models.CharField(_("pooling area"), max_length=6, blank=True, default="")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    signed_on = models.DateField(_("signed on"))
    renews = models.OneToOneField("self", models.PROTECT, null=True, related_name="renewed_by")
    case = models.ForeignKey("casework.CaseFile", models.PROTECT, null=True, related_name="+")
    drawn_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    signed_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "number"], name="agreement_number_once"),
            models.CheckConstraint(name="agreement_term_ordered", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="agreement_area_is_a_division", condition=Q(area="") | Q(area__regex=r"^([0-9]{2}){1,3}$")
            ),
            models.CheckConstraint(
                name="agreement_signed_by_second_person",
                condition=Q(drawn_by__isnull=True, signed_by__isnull=True)
                | Q(drawn_by__isnull=False, signed_by__isnull=False) & ~Q(drawn_by=F("signed_by")),
            ),
        ]
        triggers = [append_only()]

    def __str__(self):
        return self.number


class AgreementPeriod(Superseded):
    """The days an agreement holds: its term, or less once it was ended. Of one institution and area no day twice."""

    RETENTION = "person_permanent"

    agreement = models.ForeignKey("institutions.Agreement", models.PROTECT, related_name="periods")
    # As the agreement says, so that the database can keep two of one institution apart.
    institution = models.ForeignKey("institutions.Institution", models.PROTECT, related_name="periods")
    area = models.CharField(_("pooling area"), max_length=6, blank=True, default="")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))

    class Meta:
        verbose_name = _("period of designation")
        verbose_name_plural = _("periods of designation")
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(name="agreement_period_ordered", condition=Q(ends_on__gte=F("starts_on"))),
            ExclusionConstraint(
                name="designation_no_day_twice",
                expressions=[
                    ("institution", RangeOperators.EQUAL),
                    ("area", RangeOperators.EQUAL),
                    (InclusivePeriod(), RangeOperators.OVERLAPS),
                ],
                condition=Q(superseded_at__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["agreement"], name="agreement_period_one_stands", condition=Q(superseded_at__isnull=True)
            ),
        ]
        indexes = [
            models.Index(fields=["ends_on", "institution"], name="period_running_out", condition=Q(superseded_at=None))
        ]
        triggers = [kept(), as_recorded("agreement", "institution", "area", "starts_on", "ends_on")]

    def __str__(self):
        return f"{self.starts_on} – {self.ends_on}"


class AgreementScope(Superseded):
    """What an agreement is about from a day on: as signed, or as a supplement says."""

    RETENTION = "person_permanent"

    agreement = models.ForeignKey("institutions.Agreement", models.PROTECT, related_name="scopes")
    starts_on = models.DateField(_("from"))
    services = codes(_("services"))
    departments = codes(_("departments"))
    case = models.ForeignKey("casework.CaseFile", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("scope of an agreement")
        verbose_name_plural = _("scopes of agreements")
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "starts_on"], name="scope_once_a_day", condition=Q(superseded_at__isnull=True)
            ),
        ]
        triggers = [kept(), as_recorded("agreement", "starts_on", "services", "departments", "case")]

    def __str__(self):
        return f"{self.starts_on} –"


class DesignationSuspension(Superseded):
    """Days on which nothing, or nothing of what it names, is settled."""

    RETENTION = "person_permanent"

    class Kind(models.TextChoices):
        VOLUNTARY = "voluntary", _("at the institution's own request")
        BY_AGREEMENT = "by_agreement", _("under the agreement")
        ORDERED = "ordered", _("ordered by the administrative department")

    institution = models.ForeignKey("institutions.Institution", models.PROTECT, related_name="suspensions")
    kind = models.CharField(_("kind of suspension"), max_length=15, choices=Kind.choices)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True)
    requested_on = models.DateField(_("resumption asked for on"), null=True)
    resumed_on = models.DateField(_("resumed on"), null=True)
    services = codes(_("services"))
    departments = codes(_("departments"))
    area = models.CharField(_("pooling area"), max_length=6, blank=True, default="")
    case = models.ForeignKey("casework.CaseFile", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("suspension of a designation")
        verbose_name_plural = _("suspensions of designations")
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                name="designation_suspension_ordered",
                condition=(Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")))
                & (Q(requested_on__isnull=True) | Q(requested_on__gte=F("starts_on")))
                & (Q(resumed_on__isnull=True) | Q(resumed_on__gt=F("starts_on"))),
            ),
            # What an authority orders names what it is about and how long it lasts.
            models.CheckConstraint(
                name="designation_suspension_ordered_names_parts",
                condition=~Q(kind="ordered") | Q(ends_on__isnull=False) & (~Q(services=[]) | ~Q(departments=[])),
            ),
        ]
        triggers = [
            kept(),
            as_recorded(
                "institution",
                "kind",
                "starts_on",
                "ends_on",
                "requested_on",
                "resumed_on",
                "services",
                "departments",
                "area",
                "case",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.starts_on}"


class DesignationEnd(Superseded):
    """The end of an agreement before its term, by a coded cause, with its successor where one goes on."""

    RETENTION = "person_permanent"

    institution = models.ForeignKey("institutions.Institution", models.PROTECT, related_name="designation_ends")
    agreement = models.ForeignKey("institutions.Agreement", models.PROTECT, related_name="ends")
    starts_on = models.DateField(_("first day without designation"))
    cause = models.CharField(_("cause"), max_length=30)
    successor = models.ForeignKey("institutions.Institution", models.PROTECT, null=True, related_name="goes_on_for")
    case = models.ForeignKey("casework.CaseFile", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("end of a designation")
        verbose_name_plural = _("ends of designations")
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                name="designation_end_successor_is_another",
                condition=Q(successor__isnull=True) | ~Q(successor=F("institution")),
            ),
            models.UniqueConstraint(
                fields=["agreement"], name="designation_end_once", condition=Q(superseded_at__isnull=True)
            ),
        ]
        triggers = [kept(), as_recorded("institution", "agreement", "starts_on", "cause", "successor", "case")]

    def __str__(self):
        return f"{self.cause} {self.starts_on}"


class Succession(Superseded):
    """One institution goes on for another from a day on: a chain. A stay across the day is one stay; prices, points, deposits and
    what is to be recovered follow."""

    RETENTION = "person_permanent"

    predecessor = models.ForeignKey("institutions.Institution", models.PROTECT, related_name="successions")
    successor = models.ForeignKey("institutions.Institution", models.PROTECT, related_name="succeeds")
    starts_on = models.DateField(_("from"))
    case = models.ForeignKey("casework.CaseFile", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("succession of institutions")
        verbose_name_plural = _("successions of institutions")
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(name="succession_of_another", condition=~Q(predecessor=F("successor"))),
            models.UniqueConstraint(
                fields=["predecessor"], name="succession_once", condition=Q(superseded_at__isnull=True)
            ),
        ]
        triggers = [kept(), as_recorded("predecessor", "successor", "starts_on", "case")]

    def __str__(self):
        return f"{self.starts_on} –"
