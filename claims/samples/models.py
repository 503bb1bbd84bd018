import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.sealing.fields import SealedProseField
from casework.staff.models.appointment import InclusivePeriod
from casework.tables.models.bases import KeyedModel, append_only, kept
from casework.tables.models.constraints import StateFollowsCase
from claims.reimbursements.choices import Advice
from claims.samples.states import AskedBy, Conclusion, ReadingState, Said


class ClaimSample(KeyedModel):
    """A sample of the claims an office decided in a period, drawn by a published seed. It stays as it was drawn, with everything it
    was drawn from, so that anybody may draw it again."""

    RETENTION = "case_30_years"

    office = models.ForeignKey("casework.Office", models.PROTECT, related_name="+", verbose_name=_("office"))
    # The run that posted an institution's month, where its settlements are sampled; none where claims of the counter are.
    run = models.OneToOneField("claims.Run", models.PROTECT, null=True, related_name="sample")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    seed = models.CharField(_("seed"), max_length=80)
    published = models.CharField(_("where and when it was published"), max_length=200)
    # [[key of the claim or result, stratum]] and {stratum: [rate, least]}, of a month with the most behind it.
    population = models.JSONField()
    shares = models.JSONField()
    drawn_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    drawn_on = models.DateField(_("drawn on"))

    class Meta:
        verbose_name = _("sample of decided claims")
        verbose_name_plural = _("samples of decided claims")
        ordering = ["-ends_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="sample_of_a_period_that_is_over",
                condition=Q(ends_on__gte=F("starts_on"), drawn_on__gt=F("ends_on")),
            ),
            # A seed that does not please is not drawn again.
            ExclusionConstraint(
                name="sample_of_a_period_once",
                expressions=[("office", RangeOperators.EQUAL), (InclusivePeriod(), RangeOperators.OVERLAPS)],
                # A month of an institution is sampled once, whatever is drawn of claims.
                condition=Q(run__isnull=True),
            ),
        ]
        triggers = [append_only()]

    def __str__(self):
        return f"{self.starts_on} {self.ends_on}"


def _given_stands() -> pgtrigger.Trigger:
    columns = ("reader_id", "read_on", "advice", "ground", "accepted", "first_accepted", "reply_until")
    changed = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in columns)
    return pgtrigger.Trigger(
        name="given_stands",
        operation=pgtrigger.Update,
        when=pgtrigger.Before,
        func=pgtrigger.Func(
            f"IF OLD.sample_id <> NEW.sample_id OR OLD.claim_id IS DISTINCT FROM NEW.claim_id"
            f" OR OLD.result_id IS DISTINCT FROM NEW.result_id OR OLD.stratum <> NEW.stratum"
            f" OR (OLD.state NOT IN ('drawn', 'taken') AND ({changed}))"
            " THEN RAISE EXCEPTION 'a reading that was given stands' USING ERRCODE = '23514'; END IF; RETURN NEW;"
        ),
    )


class SecondReading(models.Model):
    """A claim of a sample read by somebody who had no part in it and is not told what was decided until she has given her own."""

    RETENTION = "case_30_years"

    case = models.OneToOneField("casework.CaseFile", models.PROTECT, primary_key=True, related_name="second_reading")
    state = models.CharField(max_length=30, choices=ReadingState.choices, default=ReadingState.DRAWN)
    sample = models.ForeignKey(ClaimSample, models.PROTECT, related_name="readings")
    # Of one of the two: a claim of the counter, or what was posted of a settlement of an institution's month.
    claim = models.ForeignKey("claims.Reimbursement", models.PROTECT, null=True, related_name="second_readings")
    result = models.ForeignKey("claims.CareResult", models.PROTECT, null=True, related_name="second_readings")
    stratum = models.CharField(_("stratum"), max_length=10)
    reader = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    read_on = models.DateField(_("read on"), null=True)
    advice = models.CharField(_("proposal"), max_length=10, choices=Advice.choices, blank=True)
    ground = models.CharField(_("ground"), max_length=20, blank=True)
    words = SealedProseField(blank=True)
    rulings = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    # Of the receipts what is accepted, in yuan: by this reading, and by the first review.
    accepted = models.DecimalField(_("accepted"), max_digits=14, decimal_places=2, null=True)
    first_accepted = models.DecimalField(_("accepted by the first review"), max_digits=14, decimal_places=2, null=True)
    reply_until = models.DateField(_("may reply until"), null=True)
    reply = SealedProseField(blank=True)
    conclusion = models.CharField(_("what follows"), max_length=10, choices=Conclusion.choices, blank=True)
    why = SealedProseField(blank=True)
    concluded_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    concluded_on = models.DateField(_("concluded on"), null=True)

    class Meta:
        verbose_name = _("second reading")
        verbose_name_plural = _("second readings")
        constraints = [
            StateFollowsCase(name="reading_state_follows_case"),
            models.UniqueConstraint(name="reading_once_a_sample", fields=["sample", "claim"]),
            models.UniqueConstraint(name="reading_of_a_result_once", fields=["sample", "result"]),
            models.CheckConstraint(
                name="reading_of_a_claim_or_a_result",
                condition=Q(claim__isnull=False, result__isnull=True) | Q(claim__isnull=True, result__isnull=False),
            ),
            models.CheckConstraint(
                name="reading_reverses_a_claim_and_recovers_of_a_result",
                condition=~Q(conclusion="reverse", claim__isnull=True) & ~Q(conclusion="recover", result__isnull=True),
            ),
            models.CheckConstraint(
                name="reading_has_a_reader",
                # Written in the transaction in which it is taken, before the state is.
                condition=Q(state="drawn") | Q(reader__isnull=False),
            ),
            models.CheckConstraint(
                name="reading_given_is_whole",
                condition=Q(state__in=["drawn", "taken"])
                | ~Q(advice="") & Q(read_on__isnull=False, accepted__isnull=False, first_accepted__isnull=False),
            ),
            models.CheckConstraint(
                name="reading_refusal_has_ground",
                condition=~Q(advice="refuse") | ~Q(ground=""),
            ),
            models.CheckConstraint(
                name="reading_that_differs_may_be_replied_to",
                condition=~Q(state__in=["differs", "concluded"]) | Q(reply_until__isnull=False),
            ),
            models.CheckConstraint(
                name="reading_concluded_whole",
                condition=~Q(state="concluded")
                | ~Q(conclusion="")
                & Q(concluded_by__isnull=False, concluded_on__isnull=False)
                & ~Q(concluded_by=F("reader")),
            ),
        ]
        triggers = [
            kept(),
            pgtrigger.FSM(name="state_moves", field="state", transitions=ReadingState.moves()),
            _given_stands(),
        ]

    def __str__(self):
        return str(self.case_id)


class AskedAfterwards(KeyedModel):
    """That somebody was asked about a sampled claim of hers, and what she answered. Asked again, it is another row; an answer that
    was recorded stands."""

    RETENTION = "case_30_years"

    reading = models.ForeignKey(SecondReading, models.PROTECT, related_name="asked")
    way = models.CharField(_("how she is asked"), max_length=10, choices=AskedBy.choices)
    asked_on = models.DateField(_("asked on"))
    asked_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    mailing = models.ForeignKey("casework.Mailing", models.PROTECT, null=True, related_name="+")
    care_given = models.CharField(max_length=6, choices=Said.choices, blank=True)
    paid = models.CharField(max_length=6, choices=Said.choices, blank=True)
    received = models.CharField(max_length=6, choices=Said.choices, blank=True)
    words = SealedProseField(blank=True)
    answered_on = models.DateField(_("answered on"), null=True)
    recorded_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("question to an insured person about a claim")
        verbose_name_plural = _("questions to insured people about claims")
        ordering = ["asked_on", "id"]
        constraints = [
            models.UniqueConstraint(
                name="asked_afterwards_one_open", fields=["reading"], condition=Q(answered_on__isnull=True)
            ),
            models.CheckConstraint(
                name="asked_afterwards_answered_whole",
                condition=Q(answered_on__isnull=True, recorded_by__isnull=True, care_given="", paid="", received="")
                | Q(answered_on__gte=F("asked_on"), recorded_by__isnull=False)
                & ~Q(care_given="")
                & ~Q(paid="")
                & ~Q(received=""),
            ),
            models.CheckConstraint(
                name="asked_afterwards_message_has_a_letter",
                condition=Q(way="telephone", mailing__isnull=True) | Q(way="message", mailing__isnull=False),
            ),
        ]
        triggers = [
            kept(),
            pgtrigger.ReadOnly(name="stands_as_asked", fields=["reading", "way", "asked_on", "asked_by", "mailing"]),
            # What was answered stands; sealed words are written anew when the key ring rotates.
            pgtrigger.Protect(
                name="answer_stands",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__answered_on__isnull=False)
                & (
                    pgtrigger.Q(old__care_given__df=pgtrigger.F("new__care_given"))
                    | pgtrigger.Q(old__paid__df=pgtrigger.F("new__paid"))
                    | pgtrigger.Q(old__received__df=pgtrigger.F("new__received"))
                    | pgtrigger.Q(old__answered_on__df=pgtrigger.F("new__answered_on"))
                    | pgtrigger.Q(old__recorded_by__df=pgtrigger.F("new__recorded_by"))
                ),
            ),
        ]

    def __str__(self):
        return f"{self.reading_id} {self.asked_on}"

    @property
    def denies(self) -> bool:
        """Whether she answered no to something."""
        return Said.NO in (self.care_given, self.paid, self.received)
