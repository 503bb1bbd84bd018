import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import kept
from casework.tables.models.constraints import StateFollowsCase
from institutions.listings.states import ListingState


class DesignatedListing(models.Model):
    """The institutions designated on a day in the area of an office, fixed as they were known then: what the paper says."""

    RETENTION = "case_30_years"

    case = models.OneToOneField(
        "casework.CaseFile", models.PROTECT, primary_key=True, related_name="designated_listing"
    )
    state = models.CharField(max_length=30, choices=ListingState.choices, default=ListingState.DRAWN)
    place = models.ForeignKey("casework.Place", models.PROTECT, related_name="+", verbose_name=_("place"))
    listed_on = models.DateField(_("as of"))
    # By code, in plain data; empty until it is fixed.
    rows = models.JSONField(_("rows"), default=list)
    number_of_rows = models.PositiveIntegerField(_("institutions"), default=0)
    # The moment whose knowledge it gives.
    known_at = models.DateTimeField(_("as known at"), null=True)

    class Meta:
        verbose_name = _("list of designated institutions")
        verbose_name_plural = _("lists of designated institutions")
        constraints = [
            StateFollowsCase(name="designated_listing_state_follows_case"),
            models.CheckConstraint(
                name="designated_listing_fixed_has_rows",
                condition=~Q(state="fixed") | Q(known_at__isnull=False, number_of_rows__gt=0),
            ),
            models.UniqueConstraint(
                fields=["place", "listed_on"], name="designated_listing_one_open", condition=Q(state="drawn")
            ),
        ]
        triggers = [
            kept(),
            pgtrigger.FSM(name="state_moves", field="state", transitions=ListingState.moves()),
            pgtrigger.ReadOnly(name="as_drawn", fields=["place", "listed_on"]),
            pgtrigger.Protect(
                name="stays_as_fixed", operation=pgtrigger.Update, condition=pgtrigger.Q(old__state="fixed")
            ),
        ]

    def __str__(self):
        return str(self.case_id)
