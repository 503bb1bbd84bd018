from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import append_only, kept
from claims.reimbursements.models.closed_year import frozen_once_closed, late_of_a_closed_year, opened_behind_a_closing


class PersonYear(models.Model):
    """A person's year under one policy, as what is posted has left it: the row that is locked while a settlement is posted."""

    RETENTION = "case_30_years"

    person = models.ForeignKey("enrolment.Person", models.PROTECT, related_name="settled_years")
    policy_code = models.CharField(_("policy"), max_length=80)
    year = models.PositiveSmallIntegerField(_("year"))
    # As a case of the engine states them; {} before anything is posted.
    accumulators = models.JSONField(default=dict)
    posted = models.PositiveIntegerField(_("settlements posted"), default=0)

    class Meta:
        verbose_name = _("settled year of a person")
        verbose_name_plural = _("settled years of people")
        constraints = [models.UniqueConstraint(fields=["person", "policy_code", "year"], name="person_year_once")]
        triggers = [kept(), frozen_once_closed(), opened_behind_a_closing()]

    def __str__(self):
        return f"{self.person_id} {self.policy_code} {self.year}"


class ClaimSettlement(models.Model):
    """A settlement that was posted: the facts it was made from, the policy by its digest, all steps. Never changed."""

    RETENTION = "case_30_years"

    claim = models.OneToOneField("claims.Reimbursement", models.PROTECT, related_name="settlement")
    policy_code = models.CharField(_("policy"), max_length=80)
    policy_version = models.CharField(_("version"), max_length=80)
    policy_digest = models.CharField(_("digest"), max_length=64)
    demonstration = models.BooleanField(_("demonstration"))
    schema = models.PositiveSmallIntegerField()
    # The case as the engine reads it, with the year before it; and the record made of its settlement.
    input = models.JSONField()
    record = models.JSONField()
    total = models.DecimalField(_("total"), max_digits=14, decimal_places=2)
    paid = models.DecimalField(_("paid in all"), max_digits=14, decimal_places=2)
    posted_on = models.DateField(_("posted on"))
    posted_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    posted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("settlement of a claim")
        verbose_name_plural = _("settlements of claims")
        constraints = [
            models.CheckConstraint(
                name="claim_settlement_names_its_policy",
                condition=~Q(policy_code="") & ~Q(policy_version="") & ~Q(policy_digest=""),
            ),
            models.CheckConstraint(
                name="claim_settlement_pays_no_more_than_the_bill",
                condition=Q(paid__gte=0, paid__lte=models.F("total")),
            ),
        ]
        triggers = [append_only()]

    def __str__(self):
        return str(self.claim_id)


class YearPosting(models.Model):
    """What one settlement made of a year: before and after it, and its place in the order of posting, taken once. It is of a
    claim of the counter, or of one that an institution settled (`result`): both count in one order."""

    RETENTION = "case_30_years"

    # What is unique below begins with each of them, and finds by it as well.
    settlement = models.ForeignKey(
        "claims.ClaimSettlement", models.PROTECT, null=True, related_name="years", db_index=False
    )
    result = models.ForeignKey("claims.CareResult", models.PROTECT, null=True, related_name="years", db_index=False)
    year = models.ForeignKey("claims.PersonYear", models.PROTECT, related_name="postings", db_index=False)
    place_in_order = models.PositiveIntegerField()
    before = models.JSONField()
    after = models.JSONField()
    # Said by the database: the year was closed before.
    late = models.BooleanField(_("late"), default=False, db_default=False)

    class Meta:
        verbose_name = _("posting to a year")
        verbose_name_plural = _("postings to years")
        ordering = ["year", "place_in_order"]
        constraints = [
            models.UniqueConstraint(fields=["settlement", "year"], name="year_posting_once"),
            models.UniqueConstraint(fields=["result", "year"], name="year_posting_of_result_once"),
            models.CheckConstraint(
                name="year_posting_of_one_settlement",
                condition=Q(settlement__isnull=False, result__isnull=True)
                | Q(settlement__isnull=True, result__isnull=False),
            ),
            # Two settlements never start from the same year.
            models.UniqueConstraint(fields=["year", "place_in_order"], name="year_posting_in_order"),
        ]
        triggers = [append_only(), late_of_a_closed_year()]

    def __str__(self):
        return f"{self.year_id} {self.place_in_order}"
