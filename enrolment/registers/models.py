import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.sealing.fields import SealedTextField
from casework.tables.models.bases import KeyedModel, kept
from enrolment.persons.models.person import Sex

# Ends by which nothing came of a case: given up, withdrawn, or declined for want of a proof. A refused child was decided about.
CAME_TO_NOTHING = ("discarded", "withdrawn", "declined")


class RegisterReportQuerySet(models.QuerySet):
    def visible_to(self, officer) -> "RegisterReportQuerySet":
        """What was reported of people whose file is kept at this officer's office or under it."""
        if officer.scope("see_register_reports") != "area":
            return self.none()
        return self.filter(person__home_office__in=officer.area)

    def waiting(self) -> "RegisterReportQuerySet":
        """What nobody has answered, and of which no case goes on: a draft may still be given up, and of an end in CAME_TO_NOTHING
        the register's word is as open as it was."""
        begun = Q(case__isnull=False) & ~Q(case__state__in=("draft", *CAME_TO_NOTHING))
        return self.filter(answer="").exclude(begun)


class RegisterReport(KeyedModel):
    """What a register reports of somebody on record: that she died, or gave birth. A task for the office that keeps her file;
    nothing follows from it by itself."""

    RETENTION = "operations_3_years"

    class Kind(models.TextChoices):
        DEATH = "death", _("a death")
        BIRTH = "birth", _("a birth")

    class Answer(models.TextChoices):
        NOT_HER = "not_her", _("It is about somebody else")
        REPORTED_WRONG = "reported_wrong", _("The register took it back or was wrong")
        DONE_ELSEWHERE = "done_elsewhere", _("It is recorded already, or at another office")
        NOT_WISHED = "not_wished", _("The family does not wish to enrol the child here")

    kind = models.CharField(_("reported"), max_length=5, choices=Kind.choices)
    # The deceased, or the mother.
    person = models.ForeignKey("enrolment.Person", models.PROTECT, related_name="register_reports")
    happened_on = models.DateField(_("day"))
    # By which the same report is known again, in whichever file it comes; a keyed hash.
    told = models.BinaryField(max_length=32)
    # Of a birth: the child as the certificate names it.
    child_name = SealedTextField(blank=True)
    child_sex = models.CharField(_("sex"), max_length=6, choices=Sex.choices, blank=True)
    certificate = SealedTextField(blank=True)
    # By which the mother was found.
    mother_number = SealedTextField(blank=True)
    sent_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+", verbose_name=_("sent by"))
    created_at = models.DateTimeField(_("reported at"), auto_now_add=True)
    # What was begun with it: the application of the child, the change of the enrolment.
    case = models.ForeignKey("casework.CaseFile", models.PROTECT, null=True, related_name="register_reports")
    answer = models.CharField(_("answer"), max_length=15, choices=Answer.choices, blank=True)
    answered_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    answered_on = models.DateField(_("answered on"), null=True)

    objects = RegisterReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of a register")
        verbose_name_plural = _("reports of registers")
        ordering = ["happened_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["told"], name="register_report_once"),
            models.CheckConstraint(
                name="register_report_of_a_birth_is_whole",
                condition=Q(kind="death", child_sex="") | Q(kind="birth") & ~Q(child_sex=""),
            ),
            models.CheckConstraint(
                name="register_report_answered_by_somebody",
                condition=Q(answer="", answered_by__isnull=True, answered_on__isnull=True)
                | ~Q(answer="") & Q(answered_by__isnull=False, answered_on__isnull=False),
            ),
            models.CheckConstraint(
                name="register_report_not_before_the_day",
                condition=Q(answered_on=None) | Q(answered_on__gte=F("happened_on")),
            ),
        ]
        indexes = [
            models.Index(fields=["person"], name="register_report_person", condition=Q(answer="")),
            models.Index(fields=["happened_on", "id"], name="register_report_list", condition=Q(answer="")),
        ]
        triggers = [
            kept(),
            pgtrigger.ReadOnly(
                name="as_reported", fields=["kind", "happened_on", "told", "child_sex", "sent_by", "created_at"]
            ),
        ]

    def __str__(self):
        return f"T-{self.pk.hex[:8].upper()}"
