import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.sealing.fields import SealedTextField
from casework.tables.models.bases import kept
from casework.tables.models.constraints import StateFollowsCase
from enrolment.hires.states import HireState
from enrolment.persons.models.name_key import NameKey, inner_index
from enrolment.persons.models.person import Person
from enrolment.persons.rules.masks import masked


class Hire(models.Model):
    """A person an employer took on, whose registration is awaited. Closed by enrolment or by a finding, never deleted."""

    RETENTION = "case_30_years"

    class Finding(models.TextChoices):
        NOT_EMPLOYED_HERE = "not_employed_here", _("This person was never employed here")
        ENTERED_TWICE = "entered_twice", _("The same hire was entered twice")
        START_WRONG = "start_wrong", _("Work began on another day")
        LEFT_EARLIER = "left_earlier", _("The person left before the last day")

    class Lateness(models.TextChoices):
        NOT_KNOWN = "not_known", _("The employer did not know of the duty")
        PAPERS_MISSING = "papers_missing", _("Papers of the employee were missing")
        DOCUMENT_PENDING = "document_pending", _("The employment document was not handled yet")
        EMPLOYEE_UNWILLING = "employee_unwilling", _("The employee did not wish to join")
        EMPLOYER_UNWILLING = "employer_unwilling", _("The employer does not want to register")
        PLATFORM_DOWN = "platform_down", _("The national platform could not be reached")
        OFFICE_ERROR = "office_error", _("An error of the office")

    case = models.OneToOneField("casework.CaseFile", models.PROTECT, primary_key=True, related_name="hire")
    state = models.CharField(max_length=30, choices=HireState.choices, default=HireState.AWAITING)
    employer = models.ForeignKey("enrolment.Employer", models.PROTECT, related_name="hires")
    # Set when the document is that of a registered person; until then the employer's word is all there is.
    person = models.ForeignKey("enrolment.Person", models.PROTECT, null=True, related_name="hires")
    kind = models.ForeignKey("enrolment.DocumentKind", models.PROTECT, related_name="+", verbose_name=_("kind"))
    issuer = models.CharField(_("issued by"), max_length=3, blank=True)
    number = SealedTextField()
    number_hash = models.BinaryField(max_length=32)
    category = models.CharField(_("category"), max_length=12, choices=Person.Category.choices)
    name = models.CharField(_("name"), max_length=80)
    latin_name = models.CharField(_("name in Latin letters"), max_length=80, blank=True)
    work_began_on = models.DateField(_("work began on"))
    document_handled_on = models.DateField(_("employment document handled on"), null=True)
    left_on = models.DateField(_("left on"), null=True)
    # What a correction that takes a lateness away proposes, until a second person decides.
    proposed_began_on = models.DateField(_("proposed: work began on"), null=True)
    proposed_handled_on = models.DateField(_("proposed: employment document handled on"), null=True)
    proposed_left_on = models.DateField(_("proposed: left on"), null=True)
    application = models.ForeignKey("enrolment.EnrolmentApplication", models.PROTECT, null=True, related_name="hires")
    registered_on = models.DateField(_("registered on"), null=True)
    finding = models.CharField(_("finding"), max_length=30, choices=Finding.choices, blank=True)
    finding_note = models.CharField(_("explanation"), max_length=300, blank=True)
    same_as = models.ForeignKey("self", models.PROTECT, null=True, related_name="entered_again")
    lateness = models.CharField(_("reason of lateness"), max_length=30, choices=Lateness.choices, blank=True)
    lateness_note = models.CharField(_("details"), max_length=300, blank=True)

    # The order to correct (Social Insurance Law, article 84), and the day it names.
    ordered_on = models.DateField(_("ordered to correct on"), null=True)
    correct_by = models.DateField(_("to be corrected by"), null=True)

    class Meta:
        verbose_name = _("hire")
        verbose_name_plural = _("hires")
        constraints = [
            StateFollowsCase(name="hire_state_follows_case"),
            models.UniqueConstraint(
                fields=["employer", "kind", "issuer", "number_hash"],
                name="hire_one_open_per_employer",
                condition=Q(state__in=["awaiting", "applied", "finding_proposed"]),
            ),
            models.CheckConstraint(
                name="hire_foreign_has_document_day",
                condition=~Q(category="foreign") | Q(document_handled_on__isnull=False),
            ),
            models.CheckConstraint(name="hire_of_a_kind_with_a_clock", condition=~Q(category="mainland")),
            models.CheckConstraint(
                name="hire_left_has_day",
                condition=~Q(state="left") | Q(left_on__isnull=False),
            ),
            models.CheckConstraint(
                name="hire_left_after_start", condition=Q(left_on__isnull=True) | Q(left_on__gte=F("work_began_on"))
            ),
            models.CheckConstraint(
                name="hire_registered_has_application",
                condition=~Q(state="registered") | Q(application__isnull=False, registered_on__isnull=False),
            ),
            models.CheckConstraint(
                name="hire_applied_has_application", condition=~Q(state="applied") | Q(application__isnull=False)
            ),
            models.CheckConstraint(
                name="hire_finding_has_ground",
                condition=~Q(state__in=["finding_proposed", "no_duty"]) | ~Q(finding="") & ~Q(finding_note=""),
            ),
            models.CheckConstraint(
                name="hire_correction_names_its_day",
                condition=~Q(state="finding_proposed", finding="start_wrong")
                & ~Q(state="finding_proposed", finding="left_earlier")
                | Q(finding="start_wrong", proposed_began_on__isnull=False)
                | Q(finding="left_earlier", proposed_left_on__isnull=False),
            ),
            models.CheckConstraint(
                name="hire_no_duty_is_no_correction",
                condition=~Q(state="no_duty", finding__in=["start_wrong", "left_earlier"]),
            ),
            models.CheckConstraint(
                name="hire_order_names_a_day",
                condition=Q(ordered_on__isnull=True, correct_by__isnull=True)
                | Q(ordered_on__isnull=False, correct_by__isnull=False, correct_by__gt=F("ordered_on")),
            ),
            models.CheckConstraint(
                name="hire_entered_twice_names_the_other",
                condition=~Q(finding="entered_twice") | Q(same_as__isnull=False) & ~Q(same_as=F("case")),
            ),
        ]
        indexes = [
            models.Index(fields=["number_hash"], name="hire_by_number"),
            models.Index(fields=["employer", "state"], name="hire_by_employer"),
        ]
        triggers = [
            kept(),
            # Generated from the workflow table: no other path moves a state.
            pgtrigger.FSM(name="state_moves", field="state", transitions=HireState.moves()),
        ]

    def __str__(self):
        return str(self.case_id)

    @property
    def masked_name(self) -> str:
        """The first character (or letter), the rest hidden: 陳○○."""
        return masked(self.name)


class HireNameKey(NameKey):
    """A folded form of the name of somebody known by a hire alone; gone when she has a file of her own."""

    RETENTION = "case_30_years"

    hire = models.ForeignKey("enrolment.Hire", models.PROTECT, related_name="name_keys", db_index=False)

    class Meta:
        verbose_name = _("name key of a hire")
        verbose_name_plural = _("name keys of hires")
        constraints = [models.UniqueConstraint(fields=["hire", "key"], name="hire_name_key_once")]
        indexes = [
            models.Index(fields=["office", "key", "hire"], name="hire_name_key_begin"),
            inner_index("hire_name_key_inner"),
        ]
