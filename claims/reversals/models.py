import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.casefile.models.case_file import CaseFile
from casework.sealing.fields import SealedProseField
from casework.tables.models.bases import KeyedModel, append_only, kept
from casework.tables.models.constraints import StateFollowsCase
from claims.reversals.states import LIVING, ReversalState, ValueRecallState, WrongValue


class Reversal(models.Model):
    """A posted claim that is taken back: proposed by one with a reason, confirmed by another as it was shown. It points back to the
    claim; what was posted stays as it was posted, and is undone by postings of its own."""

    RETENTION = "case_30_years"

    case = models.OneToOneField("casework.CaseFile", models.PROTECT, primary_key=True, related_name="reversal")
    state = models.CharField(max_length=30, choices=ReversalState.choices, default=ReversalState.PROPOSED)
    claim = models.ForeignKey("claims.Reimbursement", models.PROTECT, related_name="reversals")
    reason = models.CharField(_("reason"), max_length=20)
    words = SealedProseField(blank=True)
    # Payments that are held while this is proposed: key of the payable → why it was held before, "" where it was not.
    holds = models.JSONField(default=dict)
    proposed_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    decided_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(_("decided on"), null=True)
    # Names the figures that were shown and posted, and keeps them.
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    shown = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("reversal of a claim")
        verbose_name_plural = _("reversals of claims")
        constraints = [
            StateFollowsCase(name="reversal_state_follows_case"),
            models.UniqueConstraint(fields=["claim"], name="claim_reversed_once", condition=Q(state__in=LIVING)),
            models.CheckConstraint(
                name="reversal_decided_by_second_person",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="reversal_decided_whole",
                condition=Q(state="confirmed", decided_by__isnull=False, decided_on__isnull=False) & ~Q(digest="")
                | Q(state="declined", decided_by__isnull=False, decided_on__isnull=False)
                | Q(state__in=["proposed", "taken_back"]),
            ),
        ]
        triggers = [
            kept(),
            pgtrigger.FSM(name="state_moves", field="state", transitions=ReversalState.moves()),
            # Only the state still moves, with its case; and sealed words are written anew when the key ring rotates.
            pgtrigger.ReadOnly(name="stands_once_proposed", fields=["claim", "reason", "proposed_by"]),
        ]

    def __str__(self):
        return str(self.case_id)


class Resettlement(models.Model):
    """A posted settlement as a reversal or correction of an earlier one left it: settled again by the same policy from the year
    without that one. The newest is in force; the settlement it stands for is never changed."""

    RETENTION = "case_30_years"

    reversal = models.ForeignKey("claims.Reversal", models.PROTECT, null=True, related_name="resettlements")
    # The networked settlement that took the place of an earlier one, where that is why.
    correction = models.ForeignKey("claims.CareResult", models.PROTECT, null=True, related_name="+")
    # The recall of a published value, where that is why.
    value_recall = models.ForeignKey("claims.ValueRecall", models.PROTECT, null=True, related_name="resettlements")
    settlement = models.ForeignKey("claims.ClaimSettlement", models.PROTECT, related_name="resettlements")
    input = models.JSONField()
    record = models.JSONField()
    # Of the policy it was worked out by: the settlement's own, or another where a value of that was wrong. "": its own.
    policy_digest = models.CharField(
        _("digest of the policy"), max_length=64, blank=True, default="", db_default="", db_index=True
    )
    # Key of the year → [before, after].
    years = models.JSONField()
    paid_before = models.DecimalField(_("paid before"), max_digits=14, decimal_places=2)
    paid = models.DecimalField(_("paid in all"), max_digits=14, decimal_places=2)
    posted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("settlement worked out anew")
        verbose_name_plural = _("settlements worked out anew")
        constraints = [
            models.UniqueConstraint(fields=["reversal", "settlement"], name="resettled_once_a_reversal"),
            models.UniqueConstraint(fields=["correction", "settlement"], name="resettled_once_a_correction"),
            models.CheckConstraint(
                name="resettled_for_one_reason",
                condition=Q(reversal__isnull=False, correction__isnull=True, value_recall__isnull=True)
                | Q(reversal__isnull=True, correction__isnull=False, value_recall__isnull=True)
                | Q(reversal__isnull=True, correction__isnull=True, value_recall__isnull=False),
            ),
            models.UniqueConstraint(fields=["value_recall", "settlement"], name="resettled_once_a_value_recall"),
            models.CheckConstraint(
                name="resettlement_pays_no_less_than_nothing", condition=Q(paid__gte=0, paid_before__gte=0)
            ),
        ]
        triggers = [append_only()]

    def __str__(self):
        return f"{self.settlement_id} {self.reversal_id}"


class NetworkedResettlement(models.Model):
    """A settlement of an institution's posted month as a reversal of an earlier claim left it, or as a later declaration corrected
    it: the split of the person's year, in yuan. What differs by a reversal is owed to the person or by her, booked under it; what
    differs by a correction is paid or taken back with the month of that. The newest is in force."""

    RETENTION = "case_30_years"

    reversal = models.ForeignKey("claims.Reversal", models.PROTECT, null=True, related_name="networked")
    # The networked settlement that took the place of this one or of an earlier one, where that is why.
    correction = models.ForeignKey("claims.CareResult", models.PROTECT, null=True, related_name="follow")
    takes_place = models.BooleanField(_("took the place of this settlement"), default=False)
    result = models.ForeignKey("claims.CareResult", models.PROTECT, related_name="resettlements")
    fund_pays = models.DecimalField(_("pooled fund"), max_digits=14, decimal_places=2)
    supplement_pays = models.DecimalField(_("supplement"), max_digits=14, decimal_places=2)
    major_illness_pays = models.DecimalField(_("critical illness insurance"), max_digits=14, decimal_places=2)
    assistance_pays = models.DecimalField(_("medical assistance"), max_digits=14, decimal_places=2)
    paid_before = models.DecimalField(_("paid before"), max_digits=14, decimal_places=2)
    paid = models.DecimalField(_("paid in all"), max_digits=14, decimal_places=2)
    # Key of the year → [before, after].
    years = models.JSONField()
    record = models.JSONField()
    # What the person is owed by it.
    supplement = models.OneToOneField(
        "casework.Payable", models.PROTECT, null=True, related_name="networked_supplement"
    )
    posted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("networked settlement worked out anew")
        verbose_name_plural = _("networked settlements worked out anew")
        constraints = [
            models.UniqueConstraint(fields=["reversal", "result"], name="networked_resettled_once_a_reversal"),
            models.UniqueConstraint(fields=["correction", "result"], name="networked_resettled_once_a_correction"),
            models.CheckConstraint(
                name="networked_resettled_for_one_reason",
                condition=Q(reversal__isnull=False, correction__isnull=True)
                | Q(reversal__isnull=True, correction__isnull=False),
            ),
            models.CheckConstraint(
                name="networked_resettlement_sums_up",
                condition=Q(
                    paid=F("fund_pays") + F("supplement_pays") + F("major_illness_pays") + F("assistance_pays"),
                    fund_pays__gte=0,
                    supplement_pays__gte=0,
                    major_illness_pays__gte=0,
                    assistance_pays__gte=0,
                    paid_before__gte=0,
                ),
            ),
        ]
        triggers = [append_only()]

    def __str__(self):
        return f"{self.result_id} {self.reversal_id}"


class Overpayment(KeyedModel):
    """What somebody was paid for a claim and was not due, as a reversal or the recall of a value posted it on her receivable
    account."""

    RETENTION = "case_30_years"

    reversal = models.ForeignKey("claims.Reversal", models.PROTECT, null=True, related_name="overpayments")
    value_recall = models.ForeignKey("claims.ValueRecall", models.PROTECT, null=True, related_name="overpayments")
    claim = models.ForeignKey("claims.Reimbursement", models.PROTECT, related_name="overpayments")
    account = models.ForeignKey("casework.LedgerAccount", models.PROTECT, related_name="+")
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    posted_on = models.DateField(_("posted on"))

    class Meta:
        verbose_name = _("overpayment")
        verbose_name_plural = _("overpayments")
        constraints = [
            models.UniqueConstraint(fields=["reversal", "claim"], name="overpayment_once_a_claim"),
            models.UniqueConstraint(fields=["value_recall", "claim"], name="overpayment_once_a_recalled_claim"),
            models.CheckConstraint(
                name="overpayment_found_by_one",
                condition=Q(reversal__isnull=False, value_recall__isnull=True)
                | Q(reversal__isnull=True, value_recall__isnull=False),
            ),
            models.CheckConstraint(name="overpayment_above_zero", condition=Q(amount__gt=0)),
        ]
        triggers = [append_only()]

    def __str__(self):
        return str(self.pk)

    @property
    def found_by(self) -> CaseFile:
        """The case that posted it."""
        cause = self.reversal or self.value_recall
        if cause is None:
            raise LookupError("an overpayment without a cause")
        return cause.case


class Correction(models.Model):
    """A claim that was entered anew for one that was reversed, and points back to it."""

    RETENTION = "case_30_years"

    claim = models.OneToOneField("claims.Reimbursement", models.PROTECT, primary_key=True, related_name="correction_of")
    reversal = models.ForeignKey("claims.Reversal", models.PROTECT, related_name="corrections")

    class Meta:
        verbose_name = _("corrected claim")
        verbose_name_plural = _("corrected claims")
        triggers = [append_only()]

    def __str__(self):
        return str(self.claim_id)


class ValueRecall(models.Model):
    """A published value that was wrong, of the catalogue or of a benefit policy: proposed by one with the right one and everybody
    it touched, decided by another; posted person by person, each as it was shown."""

    RETENTION = "case_30_years"

    case = models.OneToOneField("casework.CaseFile", models.PROTECT, primary_key=True, related_name="value_recall")
    state = models.CharField(max_length=30, choices=ValueRecallState.choices, default=ValueRecallState.PROPOSED)
    what = models.CharField(_("what was wrong"), max_length=10, choices=WrongValue.choices)
    # The national code of the item; of a policy its name and version.
    code = models.CharField(_("code"), max_length=170)
    # The version whose value was wrong; the right one is the version that counts on the day now.
    policy = models.ForeignKey("claims.PolicyVersion", models.PROTECT, null=True, related_name="recalls")
    starts_on = models.DateField(_("wrong from"))
    ends_on = models.DateField(_("wrong until"))
    right = models.DecimalField(_("right value"), max_digits=16, decimal_places=4, null=True)
    source = models.CharField(_("source"), max_length=300)
    # Who told it wrongly, where lists of several places or prices of several institutions told one; else "".
    teller = models.CharField(_("told by"), max_length=40, blank=True, default="", db_default="")
    proposed_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    decided_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(_("decided on"), null=True)
    # Who had it posted by the job, and under which appointment.
    posting_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    posting_as = models.ForeignKey("casework.Appointment", models.PROTECT, null=True, related_name="+")
    # Why the job does not go on, "" while it does.
    stopped = models.CharField(max_length=40, blank=True, default="", db_default="")

    class Meta:
        verbose_name = _("recall of a published value")
        verbose_name_plural = _("recalls of published values")
        constraints = [
            StateFollowsCase(name="value_recall_state_follows_case"),
            models.CheckConstraint(
                name="value_recall_right",
                condition=Q(what="first_pay", right__gte=0, right__lte=1, policy__isnull=True)
                | Q(what="ceiling", right__gt=0, policy__isnull=True)
                | Q(what="policy", right__isnull=True, policy__isnull=False),
            ),
            models.CheckConstraint(
                name="value_recall_posted_under_an_appointment",
                condition=Q(posting_by__isnull=True, posting_as__isnull=True)
                | Q(posting_by__isnull=False, posting_as__isnull=False) & ~Q(posting_by=F("proposed_by")),
            ),
            models.CheckConstraint(name="value_recall_days", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="value_recall_decided_by_two",
                condition=~Q(state__in=["decided", "done"])
                | Q(decided_by__isnull=False, decided_on__isnull=False) & ~Q(decided_by=F("proposed_by")),
            ),
        ]
        triggers = [
            kept(),
            pgtrigger.FSM(name="state_moves", field="state", transitions=ValueRecallState.moves()),
            pgtrigger.ReadOnly(
                name="stands_once_proposed",
                fields=["what", "code", "policy", "starts_on", "ends_on", "right", "source", "teller", "proposed_by"],
            ),
        ]

    def __str__(self):
        return str(self.case_id)


class ValueRecallUnit(models.Model):
    """One person's years under one policy that a recall touches: what it was shown as, and whether it is posted."""

    RETENTION = "case_30_years"

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        POSTED = "posted", _("posted")
        CHANGED = "changed", _("changed since: to be taken up by hand")

    recall = models.ForeignKey(ValueRecall, models.PROTECT, related_name="units")
    # Any claim of hers that it touches: by it her years are found.
    claim = models.ForeignKey("claims.Reimbursement", models.PROTECT, related_name="+")
    policy_code = models.CharField(_("policy"), max_length=80)
    state = models.CharField(_("state"), max_length=7, choices=State.choices, default=State.WAITING)
    digest = models.CharField(_("digest"), max_length=64)
    # Each settlement that comes out otherwise, as it was shown; and why it cannot be worked out, "" where it can.
    shown = models.JSONField()
    difference = models.DecimalField(_("difference"), max_digits=14, decimal_places=2)
    problem = models.CharField(max_length=300, blank=True)
    posted_on = models.DateField(_("posted on"), null=True)
    # Since when her letters are in the post; and why the last try to post or to write stopped, "" where it did not.
    lettered_on = models.DateField(_("letters written on"), null=True)
    stopped = models.CharField(max_length=40, blank=True, default="", db_default="")

    class Meta:
        verbose_name = _("person touched by a wrong value")
        verbose_name_plural = _("people touched by wrong values")
        ordering = ["recall", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["recall", "claim", "policy_code"], name="value_recall_unit_once"),
            models.CheckConstraint(
                name="value_recall_unit_posted_whole",
                condition=Q(state="posted", posted_on__isnull=False) | ~Q(state="posted") & Q(posted_on__isnull=True),
            ),
            models.CheckConstraint(
                name="value_recall_letters_behind_posting",
                condition=Q(lettered_on__isnull=True) | Q(posted_on__isnull=False),
            ),
        ]
        triggers = [
            kept(),
            pgtrigger.FSM(
                name="state_moves", field="state", transitions=[("waiting", "posted"), ("waiting", "changed")]
            ),
            pgtrigger.ReadOnly(
                name="stands_as_shown",
                fields=["recall", "claim", "policy_code", "digest", "shown", "difference", "problem"],
            ),
        ]

    def __str__(self):
        return f"{self.recall_id} {self.claim_id}"
