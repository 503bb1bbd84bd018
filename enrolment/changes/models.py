import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.sealing.fields import SealedProseField, SealedTextField
from casework.tables.models.bases import kept
from casework.tables.models.constraints import StateFollowsCase
from enrolment.changes.states import ChangeState
from enrolment.coverage.models import Enrolment
from enrolment.persons.models.family_binding import Relative


class EnrolmentChange(models.Model):
    """Something that happens to an enrolment after it was registered: asked for at the counter with its papers, recorded by a
    second officer. What it does is data (rules/acts.toml)."""

    RETENTION = "case_30_years"

    case = models.OneToOneField("casework.CaseFile", models.PROTECT, primary_key=True, related_name="enrolment_change")
    state = models.CharField(max_length=30, choices=ChangeState.choices, default=ChangeState.REQUESTED)
    person = models.ForeignKey("enrolment.Person", models.PROTECT, related_name="enrolment_changes")
    act = models.CharField(_("act"), max_length=30)
    reason = models.CharField(_("reason"), max_length=30, blank=True)
    # What the day is called, the act says: the last day of cover, the first without it, the day of death.
    takes_effect_on = models.DateField(_("takes effect on"))
    # Where something holds for a term: its last day; of the retired, months of contributions that count.
    ends_on = models.DateField(_("until"), null=True)
    months = models.PositiveSmallIntegerField(_("months of contributions"), null=True)
    actual_months = models.PositiveSmallIntegerField(_("months really paid"), null=True)
    # Which disease, as the papers name it.
    detail = SealedProseField(blank=True)
    # What the experts said, and when.
    opinion_on = models.DateField(_("opinion of the experts on"), null=True)
    opinion_favours = models.BooleanField(_("the experts recognise it"), null=True)
    account = models.CharField(_("personal account"), max_length=20, blank=True)
    # By when it had to be reported, where it ends an entitlement: a duty of others, and no clock of the office.
    report_due_on = models.DateField(_("to be reported by"), null=True)
    # The pooling area somebody goes to or comes from: its division code, and its name as the papers say it.
    area_code = models.CharField(_("division code of the other area"), max_length=6, blank=True)
    area_name = models.CharField(_("name of the other area"), max_length=80, blank=True)
    # Months paid there or here, as certified: scheme, first and last month.
    carried_scheme = models.CharField(_("scheme"), max_length=10, choices=Enrolment.Scheme.choices, blank=True)
    carried_from = models.DateField(_("first month"), null=True)
    carried_until = models.DateField(_("last month"), null=True)
    carried_amount = models.DecimalField(_("amount of the account"), max_digits=12, decimal_places=2, null=True)
    confirmation = models.CharField(_("platform confirmation"), max_length=60, blank=True)
    # The cover as it stood when it was recorded, and what stood afterwards: codes and days.
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    # The payment of which something is refunded; the amount in yuan that is refunded or paid back, and how it was reckoned:
    # steps as data, source and status.
    payment = models.ForeignKey("enrolment.Payment", models.PROTECT, null=True, related_name="+")
    amount = models.DecimalField(_("amount in yuan"), max_digits=12, decimal_places=2, null=True)
    reckoning = models.JSONField(default=dict, db_default={})
    # Of a back payment: when it was paid, and the number of the tax receipt.
    paid_on = models.DateField(_("paid on"), null=True)
    payment_number = models.CharField(_("number of the tax receipt"), max_length=40, blank=True)
    # The detail of the file that is corrected, and what is right.
    about = models.CharField(_("about"), max_length=20, blank=True)
    claimed = SealedTextField(blank=True)
    # Where a number and the date of birth inside it were both wrong: the right day, written 2026-06-07.
    claimed_birth = SealedTextField(blank=True)
    # The relative who is bound to the personal account, what she is to the holder, and whether both said that they consent.
    relative = models.ForeignKey("enrolment.Person", models.PROTECT, null=True, related_name="+")
    relation = models.CharField(_("relation to the holder"), max_length=20, choices=Relative.choices, blank=True)
    both_consent = models.BooleanField(_("both consent"), default=False, db_default=False)
    # The rows of cover that recording it superseded and wrote, by their keys: what taking it back undoes.
    replaced = models.JSONField(default=dict, db_default={})
    # That a premium given back for a death which this change undoes stays given back, as the officer who recorded it confirmed.
    stays_given_back = models.BooleanField(_("the premium stays given back"), default=False, db_default=False)
    # The death that this change takes back or corrects.
    takes_back = models.OneToOneField("self", models.PROTECT, null=True, related_name="taken_back_by")
    decline = models.CharField(_("reason"), max_length=30, blank=True)
    decided_on = models.DateField(_("decided on"), null=True)

    class Meta:
        verbose_name = _("change of an enrolment")
        verbose_name_plural = _("changes of enrolments")
        constraints = [
            StateFollowsCase(name="enrolment_change_state_follows_case"),
            models.UniqueConstraint(
                fields=["person", "act"],
                name="enrolment_change_one_open",
                condition=Q(state__in=["requested", "assessed"]),
            ),
            models.CheckConstraint(
                name="enrolment_change_assessed_has_opinion",
                condition=~Q(state="assessed") | Q(opinion_on__isnull=False, opinion_favours__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["confirmation"], name="enrolment_change_confirmation_once", condition=~Q(confirmation="")
            ),
            models.CheckConstraint(
                name="enrolment_change_decided_has_day",
                condition=~Q(state__in=["recorded", "declined"]) | Q(decided_on__isnull=False),
            ),
            models.CheckConstraint(
                name="enrolment_change_declined_has_reason", condition=~Q(state="declined") | ~Q(decline="")
            ),
            models.CheckConstraint(
                name="enrolment_change_transfer_has_area",
                condition=~Q(act__in=["transfer_out", "transfer_in"]) | ~Q(area_code="") & ~Q(area_name=""),
            ),
            models.CheckConstraint(
                name="enrolment_change_transfer_is_confirmed",
                condition=~Q(act__in=["transfer_out", "transfer_in"], state="recorded") | ~Q(confirmation=""),
            ),
            models.CheckConstraint(
                name="enrolment_change_carried_whole",
                condition=Q(carried_scheme="", carried_from__isnull=True, carried_until__isnull=True)
                | ~Q(carried_scheme="")
                & Q(carried_from__isnull=False, carried_until__isnull=False, carried_until__gte=F("carried_from")),
            ),
            models.CheckConstraint(
                name="enrolment_change_refund_has_payment",
                condition=Q(act="refund_premium", payment__isnull=False, amount__gt=0)
                | ~Q(act="refund_premium") & Q(payment__isnull=True),
            ),
            models.CheckConstraint(
                name="enrolment_change_paid_back_whole",
                condition=~Q(act="pay_back_years")
                | Q(amount__gt=0, months__gt=0)
                & (~Q(state="recorded") | Q(paid_on__isnull=False) & ~Q(payment_number="")),
            ),
            models.UniqueConstraint(
                fields=["payment_number"],
                name="enrolment_change_payment_number_once",
                condition=~Q(payment_number=""),
            ),
            models.CheckConstraint(
                name="enrolment_change_corrects_a_detail",
                condition=Q(act="change_details") & ~Q(about="") | ~Q(act="change_details") & Q(about=""),
            ),
            models.CheckConstraint(
                name="enrolment_change_birth_with_its_number",
                condition=Q(about="number_birth") & ~Q(claimed_birth=b"")
                | ~Q(about="number_birth") & Q(claimed_birth=b""),
            ),
            models.CheckConstraint(
                name="enrolment_change_binds_a_relative",
                condition=Q(act="bind_relative", relative__isnull=False)
                & ~Q(relation="")
                # Nobody asks to be bound to her own account; that two files were one human may be found out afterwards.
                & (~Q(state__in=["requested", "assessed"]) | ~Q(relative=F("person")))
                | ~Q(act="bind_relative") & Q(relative__isnull=True, relation=""),
            ),
            models.CheckConstraint(
                name="enrolment_change_takes_back_a_death",
                condition=Q(act__in=["take_back_death", "correct_death"])
                & (~Q(state="recorded") | Q(takes_back__isnull=False))
                | ~Q(act__in=["take_back_death", "correct_death"]) & Q(takes_back__isnull=True),
            ),
            models.CheckConstraint(
                name="enrolment_change_stays_given_back_by_a_death",
                condition=Q(stays_given_back=False) | Q(act__in=["take_back_death", "correct_death"]),
            ),
            models.CheckConstraint(
                name="enrolment_change_amount_above_zero",
                condition=Q(carried_amount__isnull=True) | Q(carried_amount__gt=0),
            ),
        ]
        triggers = [
            kept(),
            # What was asked for stands; what the decision adds is added.
            pgtrigger.ReadOnly(
                name="as_asked",
                fields=[
                    "act",
                    "reason",
                    "takes_effect_on",
                    "ends_on",
                    "months",
                    "actual_months",
                    "account",
                    "area_code",
                    "area_name",
                    "carried_scheme",
                    "carried_from",
                    "carried_until",
                    "carried_amount",
                    "relation",
                    "both_consent",
                    "payment",
                    "amount",
                    "reckoning",
                    "about",
                ],
            ),
            pgtrigger.FSM(name="state_moves", field="state", transitions=ChangeState.moves()),
        ]

    def __str__(self):
        return str(self.case_id)
