import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.sealing.fields import SealedProseField
from casework.staff.models.appointment import InclusivePeriod
from casework.tables.models.bases import kept
from casework.tables.models.constraints import StateFollowsCase
from claims.offsite.rules.coded import HERE
from claims.offsite.states import COUNTS, FilingState

# Said when it was entered, and never changed; the last day alone is cut.
ENTERED = ("person_id", "place_id", "reason", "long_term", "province", "city", "commitment")
# Written when it is filed, and not again.
FILED = ("starts_on", "asked_from", "proven_on")


def _stands_as_entered() -> pgtrigger.Trigger:
    columns = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in ENTERED)
    filed = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in FILED)
    # While it is entered the first day may move to that of the proof, never to an earlier one.
    filed = f"(OLD.state <> 'entered' AND ({filed})) OR NEW.starts_on < OLD.starts_on"
    longer = "OLD.ends_on IS NOT NULL AND (NEW.ends_on IS NULL OR NEW.ends_on > OLD.ends_on)"
    return pgtrigger.Trigger(
        name="stands_as_entered",
        operation=pgtrigger.Update,
        when=pgtrigger.Before,
        func=pgtrigger.Func(
            f"IF {columns} OR {filed} OR ({longer}) THEN"
            " RAISE EXCEPTION 'what a filing says stands' USING ERRCODE = '23514'; END IF; RETURN NEW;"
        ),
    )


class OffsiteFiling(models.Model):
    """Care outside the province, filed before it: for whom, where, why and from when to when it counts."""

    RETENTION = "case_30_years"

    case = models.OneToOneField("casework.CaseFile", models.PROTECT, primary_key=True, related_name="offsite_filing")
    state = models.CharField(max_length=30, choices=FilingState.choices, default=FilingState.ENTERED)
    person = models.ForeignKey("enrolment.Person", models.PROTECT, related_name="offsite_filings")
    # Where she is insured on the first day.
    place = models.ForeignKey("casework.Place", models.PROTECT, related_name="+", verbose_name=_("place"))
    reason = models.CharField(_("why care is elsewhere"), max_length=4)
    long_term = models.BooleanField(_("long-term"))
    # The first two digits of the divisions there, and the city in words.
    province = models.CharField(_("province of the care"), max_length=2)
    city = models.CharField(_("city"), max_length=60, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True)
    # The day asked for, where the filing counts from a later one; and when its proof or commitment was given, where one was needed.
    asked_from = models.DateField(_("asked for from"), null=True)
    proven_on = models.DateField(_("proof given on"), null=True)
    # A written commitment instead of the proof.
    commitment = models.BooleanField(_("written commitment instead of a proof"), default=False)
    words = SealedProseField(blank=True)

    class Meta:
        verbose_name = _("filing of care elsewhere")
        verbose_name_plural = _("filings of care elsewhere")
        constraints = [
            StateFollowsCase(name="offsite_state_follows_case"),
            models.CheckConstraint(
                name="offsite_province_is_another",
                condition=Q(province__regex=r"^[1-6][0-9]$") & ~Q(province=HERE),
            ),
            models.CheckConstraint(
                name="offsite_temporary_has_an_end", condition=Q(long_term=True) | Q(ends_on__isnull=False)
            ),
            models.CheckConstraint(
                name="offsite_period_ordered", condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="offsite_counts_from_the_proof",
                condition=Q(asked_from__isnull=True) | Q(asked_from__lt=F("starts_on"), starts_on=F("proven_on")),
            ),
            ExclusionConstraint(
                name="offsite_one_a_day",
                expressions=[("person", RangeOperators.EQUAL), (InclusivePeriod(), RangeOperators.OVERLAPS)],
                condition=Q(state__in=COUNTS),
            ),
        ]
        triggers = [
            kept(),
            pgtrigger.FSM(name="state_moves", field="state", transitions=FilingState.moves()),
            _stands_as_entered(),
        ]

    def __str__(self):
        return str(self.case_id)
