import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import kept
from casework.tables.models.constraints import StateFollowsCase
from claims.year_ends.states import LIVING, YearEndState


class YearEnd(models.Model):
    """The closing of a year of claims for one scheme of one pooling area: proposed by one with what the year came to, closed by
    another as it was shown."""

    RETENTION = "case_30_years"

    case = models.OneToOneField("casework.CaseFile", models.PROTECT, primary_key=True, related_name="year_end")
    state = models.CharField(max_length=30, choices=YearEndState.choices, default=YearEndState.PROPOSED)
    place = models.ForeignKey("casework.Place", models.PROTECT, related_name="+", verbose_name=_("pooling area"))
    scheme = models.CharField(_("scheme"), max_length=20)
    year = models.PositiveSmallIntegerField(_("year"))
    # What the year came to when it was proposed, and when it was closed.
    proposed = models.JSONField()
    proposed_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    figures = models.JSONField(default=dict)
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    closed_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    closed_on = models.DateField(_("closed on"), null=True)

    class Meta:
        verbose_name = _("closing of a year of claims")
        verbose_name_plural = _("closings of years of claims")
        ordering = ["-year", "place", "scheme"]
        constraints = [
            StateFollowsCase(name="year_end_state_follows_case"),
            models.UniqueConstraint(
                fields=["place", "scheme", "year"], name="year_end_one_living", condition=Q(state__in=LIVING)
            ),
            models.CheckConstraint(
                name="year_end_closed_by_two",
                condition=~Q(state="closed")
                | Q(closed_by__isnull=False, closed_on__isnull=False) & ~Q(digest="") & ~Q(closed_by=F("proposed_by")),
            ),
        ]
        triggers = [
            kept(),
            pgtrigger.FSM(name="state_moves", field="state", transitions=YearEndState.moves()),
            pgtrigger.ReadOnly(
                name="stands_as_proposed", fields=["place", "scheme", "year", "proposed", "proposed_by"]
            ),
        ]

    def __str__(self):
        return str(self.case_id)
