import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.sealing.fields import SealedProseField, SealedTextField
from casework.tables.models.bases import KeyedModel, append_only_but, kept
from casework.tables.models.constraints import StateFollowsCase
from claims.reimbursements.choices import Advice, Care, ComesAs, HeirRelation, OffSite, Outside, ThirdParty
from claims.reimbursements.states import DECIDED_WITH_AMOUNT, ENTERED_IN, GIVEN_UP, ClaimState
from enrolment.models import Enrolment

# Entered at the counter; it stands once the claim is received, until it is returned.
ENTERED = (
    "person_id",
    "scheme",
    "place_id",
    "comes_as",
    "representative_id",
    "heir_name",
    "heir_relation",
    "reason",
    "care",
    "starts_on",
    "ends_on",
    "institution_id",
    "institution_name",
    "level",
    "outside",
    "off_site",
    "province",
    "diagnosis",
    "third_party",
)


def _stands_once_received() -> pgtrigger.Trigger:
    columns = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in ENTERED)
    states = ", ".join(f"'{state}'" for state in ENTERED_IN)
    return pgtrigger.Trigger(
        name="stands_once_received",
        operation=pgtrigger.Update,
        when=pgtrigger.Before,
        func=pgtrigger.Func(
            f"IF OLD.state NOT IN ({states}) AND ({columns})"
            " THEN RAISE EXCEPTION 'what a received claim says stands' USING ERRCODE = '23514'; END IF; RETURN NEW;"
        ),
    )


def _gives_receipts_up() -> pgtrigger.Trigger:
    """A refused or withdrawn claim gives its receipts up, within the very statement that moves it."""
    states = ", ".join(f"'{state}'" for state in GIVEN_UP)
    return pgtrigger.Trigger(
        name="gives_receipts_up",
        operation=pgtrigger.Update,
        when=pgtrigger.After,
        condition=pgtrigger.Q(old__state__df=pgtrigger.F("new__state")),
        func=pgtrigger.Func(
            f"IF NEW.state IN ({states}) THEN UPDATE claims_receipt SET holds = FALSE WHERE claim_id = NEW.case_id;"
            " END IF; RETURN NULL;"
        ),
    )


class Reimbursement(models.Model):
    """Care that somebody paid for and claims by hand: taken in at the counter, decided by two or three, posted and paid."""

    RETENTION = "case_30_years"

    case = models.OneToOneField("casework.CaseFile", models.PROTECT, primary_key=True, related_name="reimbursement")
    state = models.CharField(max_length=30, choices=ClaimState.choices, default=ClaimState.DRAFT)
    person = models.ForeignKey("enrolment.Person", models.PROTECT, related_name="reimbursements")
    # As her enrolment says on the first day of the care; "" and None where there was none.
    scheme = models.CharField(_("scheme"), max_length=10, choices=Enrolment.Scheme.choices, blank=True)
    place = models.ForeignKey("casework.Place", models.PROTECT, null=True, related_name="+", verbose_name=_("place"))
    comes_as = models.CharField(_("who comes"), max_length=10, choices=ComesAs.choices)
    representative = models.ForeignKey("enrolment.Representative", models.PROTECT, null=True, related_name="+")
    # Who claims for somebody who has died, and is paid: name, by what she inherits, number of her document.
    heir_name = models.CharField(_("name of the heir"), max_length=80, blank=True, default="", db_default="")
    heir_relation = models.CharField(
        _("by what she inherits"), max_length=12, choices=HeirRelation.choices, blank=True, default="", db_default=""
    )
    heir_number = SealedTextField(blank=True)
    reason = models.CharField(_("why it is claimed by hand"), max_length=4)
    care = models.CharField(_("kind of care"), max_length=12, choices=Care.choices)
    starts_on = models.DateField(_("first day of the care"))
    ends_on = models.DateField(_("last day of the care"))
    institution = models.ForeignKey("institutions.Institution", models.PROTECT, null=True, related_name="+")
    # Of one that is not on record here, such as a hospital of another province.
    institution_name = models.CharField(_("name of the institution"), max_length=120, blank=True)
    level = models.CharField(_("level"), max_length=1, blank=True)
    outside = models.CharField(_("outside the mainland"), max_length=10, choices=Outside.choices, blank=True)
    off_site = models.CharField(_("care elsewhere"), max_length=10, choices=OffSite.choices, default=OffSite.LOCAL)
    # Of care outside the province: the first two digits of the divisions there.
    province = models.CharField(_("province of the care"), max_length=2, blank=True, default="", db_default="")
    diagnosis = models.CharField(_("diagnosis code"), max_length=20)
    third_party = models.CharField(_("who else pays"), max_length=10, choices=ThirdParty.choices)
    payee = models.ForeignKey("casework.Payee", models.PROTECT, null=True, related_name="+")
    # What a return asked for: codes of papers, words, and the day by which they are looked for.
    asked_papers = ArrayField(models.CharField(max_length=40), default=list)
    asked_words = SealedProseField(blank=True)
    come_back_by = models.DateField(_("come back by"), null=True)
    ground = models.CharField(_("ground"), max_length=20, blank=True)
    answer = SealedProseField(blank=True)
    approved_amount = models.DecimalField(_("approved amount"), max_digits=14, decimal_places=2, null=True)
    decided_on = models.DateField(_("decided on"), null=True)

    class Meta:
        verbose_name = _("manual reimbursement")
        verbose_name_plural = _("manual reimbursements")
        constraints = [
            StateFollowsCase(name="claim_state_follows_case"),
            models.CheckConstraint(name="claim_care_ordered", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="claim_representative_stands_on_file",
                condition=Q(comes_as__in=["herself", "heir"], representative__isnull=True)
                | ~Q(comes_as__in=["herself", "heir"]) & Q(representative__isnull=False),
            ),
            models.CheckConstraint(
                name="claim_heir_is_named",
                condition=Q(comes_as="heir") & ~Q(heir_name="") & ~Q(heir_relation="")
                | ~Q(comes_as="heir") & Q(heir_name="", heir_relation=""),
            ),
            # One on record, one that is named, or care outside the mainland where it may be named.
            models.CheckConstraint(
                name="claim_names_its_institution",
                condition=Q(institution__isnull=False, institution_name="", level="", outside="")
                | Q(institution__isnull=True, outside="") & ~Q(institution_name="") & Q(level__in=["1", "2", "3"])
                | Q(institution__isnull=True, level="") & ~Q(outside=""),
            ),
            models.CheckConstraint(
                name="claim_scheme_has_place",
                condition=Q(scheme="", place__isnull=True) | ~Q(scheme="") & Q(place__isnull=False),
            ),
            models.CheckConstraint(
                name="claim_returned_says_what_is_missing",
                condition=~Q(state="returned") | ~Q(asked_papers=[]) & Q(come_back_by__isnull=False),
            ),
            models.CheckConstraint(
                name="claim_amount_when_approved",
                condition=Q(state__in=DECIDED_WITH_AMOUNT, approved_amount__gte=0, decided_on__isnull=False)
                # The amount is written in the transaction of the approval, before the state is.
                | Q(state__in=["reviewed", "second_reviewed"])
                | ~Q(state__in=DECIDED_WITH_AMOUNT) & Q(approved_amount__isnull=True),
            ),
            models.CheckConstraint(
                name="claim_paid_is_above_zero",
                condition=~Q(state__in=["paid", "payment_returned"]) | Q(approved_amount__gt=0),
            ),
            models.CheckConstraint(
                name="claim_refused_has_ground",
                condition=~Q(state="refused") | ~Q(ground="") & Q(decided_on__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["person", "starts_on"], name="claim_by_person")]
        triggers = [
            kept(),
            _stands_once_received(),
            _gives_receipts_up(),
            pgtrigger.FSM(name="state_moves", field="state", transitions=ClaimState.moves()),
        ]

    def __str__(self):
        return str(self.case_id)


class ClaimReview(KeyedModel):
    """What one reviewer proposed, with the findings as they stood and what she decided on each. The newest of the first level is in
    force; it is never changed."""

    RETENTION = "case_30_years"

    claim = models.ForeignKey("claims.Reimbursement", models.PROTECT, related_name="reviews")
    level = models.PositiveSmallIntegerField(_("level of review"))
    advice = models.CharField(_("proposal"), max_length=10, choices=Advice.choices)
    ground = models.CharField(_("ground"), max_length=20, blank=True)
    words = SealedProseField(blank=True)
    # [{key, code, ruling, reason}], and every finding as it stood.
    rulings = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    reviewed_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    reviewed_on = models.DateField(_("reviewed on"))
    reviewed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("review of a claim")
        verbose_name_plural = _("reviews of claims")
        ordering = ["claim", "reviewed_at"]
        constraints = [
            models.CheckConstraint(
                name="claim_review_refusal_has_ground",
                condition=Q(advice="approve", ground="") | Q(advice="refuse") & ~Q(ground=""),
            ),
            models.CheckConstraint(name="claim_review_first_or_second", condition=Q(level__in=[1, 2])),
        ]
        triggers = [append_only_but("words")]

    def __str__(self):
        return f"{self.claim_id} {self.level}"
