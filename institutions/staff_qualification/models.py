import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.names.rules.folding import LONGEST_KEY, fold_name
from casework.staff.models.appointment import InclusivePeriod
from casework.tables.models.bases import KeyedModel, kept
from casework.tables.models.constraints import StateFollowsCase
from casework.tables.models.superseded import Superseded, as_recorded
from institutions.staff_qualification.choices import Grade, StaffAct, StaffKind
from institutions.staff_qualification.states import StaffPointsState


class StaffPerson(KeyedModel):
    """Somebody of the staff of institutions, one for each code: her points follow her from one institution to another."""

    RETENTION = "person_permanent"

    code = models.CharField(_("code of the person"), max_length=20, unique=True)
    name = models.CharField(_("name of the person"), max_length=80)
    # The name folded, so that it is found in either script (casework/names).
    name_key = models.CharField(max_length=LONGEST_KEY, db_default="", editable=False)

    class Meta:
        verbose_name = _("member of the staff of institutions")
        verbose_name_plural = _("staff of institutions")
        constraints = [
            models.CheckConstraint(name="staff_person_code_form", condition=Q(code__regex=r"^[A-Z0-9]{6,20}$")),
        ]
        triggers = [kept(), pgtrigger.ReadOnly(name="one_code_for_life", fields=["code"])]

    def __str__(self):
        return self.code

    def save(self, *args, **kwargs):
        self.name_key = fold_name(self.name)
        super().save(*args, **kwargs)


class StaffPost(KeyedModel):
    """That somebody works at an institution, on the written promise of service by which she is registered."""

    RETENTION = "person_permanent"

    person = models.ForeignKey("institutions.StaffPerson", models.PROTECT, related_name="posts")
    institution = models.ForeignKey("institutions.Institution", models.PROTECT, related_name="staff_posts")
    kind = models.CharField(_("kind of staff"), max_length=20, choices=StaffKind.choices)
    promised_on = models.DateField(_("service promise signed on"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True)
    # The post at an institution that this one goes on for.
    followed = models.OneToOneField("self", models.PROTECT, null=True, related_name="goes_on_as")

    class Meta:
        verbose_name = _("post at an institution")
        verbose_name_plural = _("posts at institutions")
        constraints = [
            models.CheckConstraint(
                name="staff_post_ordered", condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))
            ),
            ExclusionConstraint(
                name="staff_post_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("institution", RangeOperators.EQUAL),
                    (InclusivePeriod(), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        triggers = [
            kept(),
            pgtrigger.ReadOnly(
                name="as_registered", fields=["person", "institution", "kind", "promised_on", "starts_on", "followed"]
            ),
        ]

    def __str__(self):
        return f"{self.person_id} {self.starts_on}"


class StaffCase(models.Model):
    """Points proposed for somebody, an objection to points, or the correction of her name: entered by one officer, confirmed or
    declined by another, an objection by a third who had no part in the points."""

    RETENTION = "case_30_years"

    case = models.OneToOneField("casework.CaseFile", models.PROTECT, primary_key=True, related_name="staff_case")
    state = models.CharField(max_length=30, choices=StaffPointsState.choices, default=StaffPointsState.REQUESTED)
    post = models.ForeignKey("institutions.StaffPost", models.PROTECT, related_name="cases")
    act = models.CharField(_("act"), max_length=15, choices=StaffAct.choices)
    # Points.
    given_on = models.DateField(_("points given on"), null=True)
    conduct = models.CharField(_("what was done"), max_length=30, blank=True)
    grade = models.CharField(_("responsibility"), max_length=10, choices=Grade.choices, blank=True)
    points = models.PositiveSmallIntegerField(_("points"), default=0)
    months = models.PositiveSmallIntegerField(_("suspended for so many months"), null=True)
    basis = models.CharField(_("penalty or measure against the institution"), max_length=120, blank=True)
    basis_on = models.DateField(_("day of the penalty or measure"), null=True)
    # An objection: what it is against, when it came and what it says.
    contested = models.ForeignKey("institutions.StaffPoints", models.PROTECT, null=True, related_name="objections")
    received_on = models.DateField(_("objection received on"), null=True)
    words = models.CharField(_("what is objected"), max_length=600, blank=True)
    # Who entered the points objected to and who confirmed them: neither decides.
    points_entered_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    points_confirmed_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")
    # The correction of a name: what stood, what is to stand; why is said in `words`.
    old_name = models.CharField(_("name as it stood"), max_length=80, blank=True)
    name = models.CharField(_("name as it should be"), max_length=80, blank=True)
    decline_reason = models.CharField(_("reason"), max_length=300, blank=True)
    decided_on = models.DateField(_("decided on"), null=True)
    decided_by = models.ForeignKey("casework.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("decision on a qualification")
        verbose_name_plural = _("decisions on qualifications")
        constraints = [
            StateFollowsCase(name="staff_case_state_follows_case"),
            models.CheckConstraint(
                name="staff_case_whole",
                condition=Q(act="give_points", given_on__isnull=False, points__gt=0, basis_on__isnull=False)
                & ~Q(basis="")
                & ~Q(conduct="")
                & ~Q(grade="")
                | Q(act="object", contested__isnull=False, received_on__isnull=False) & ~Q(words="")
                | Q(act="correct_name") & ~Q(old_name="") & ~Q(name="") & ~Q(name=F("old_name")) & ~Q(words=""),
            ),
            # Objections that were open or came since it is kept who had a part in the points.
            models.CheckConstraint(
                name="staff_objection_by_a_third_person",
                condition=~Q(act="object", points_confirmed_by__isnull=False, state__in=["recorded", "declined"])
                | Q(decided_by__isnull=False)
                & ~Q(decided_by=F("points_entered_by"))
                & ~Q(decided_by=F("points_confirmed_by")),
            ),
            models.UniqueConstraint(
                fields=["post"], name="staff_name_one_open", condition=Q(state="requested", act="correct_name")
            ),
            models.UniqueConstraint(
                fields=["contested"], name="staff_objection_one_open", condition=Q(state="requested")
            ),
            models.UniqueConstraint(
                fields=["post", "given_on", "conduct"],
                name="staff_points_asked_once",
                condition=Q(state="requested", act="give_points"),
            ),
            models.CheckConstraint(
                name="staff_case_declined_has_reason", condition=~Q(state="declined") | ~Q(decline_reason="")
            ),
            models.CheckConstraint(
                name="staff_case_decided_has_day",
                condition=Q(state__in=["requested", "withdrawn"]) | Q(decided_on__isnull=False),
            ),
        ]
        triggers = [
            kept(),
            pgtrigger.FSM(name="state_moves", field="state", transitions=StaffPointsState.moves()),
            pgtrigger.ReadOnly(
                name="as_asked",
                fields=[
                    "post",
                    "act",
                    "given_on",
                    "conduct",
                    "grade",
                    "points",
                    "months",
                    "basis",
                    "basis_on",
                    "contested",
                    "received_on",
                    "words",
                    "points_entered_by",
                    "points_confirmed_by",
                    "old_name",
                    "name",
                ],
            ),
        ]

    def __str__(self):
        return str(self.case_id)


class StaffPoints(Superseded):
    """Points that were confirmed, with the months its decision suspends for. An objection that is upheld supersedes them."""

    RETENTION = "person_permanent"

    person = models.ForeignKey("institutions.StaffPerson", models.PROTECT, related_name="points")
    institution = models.ForeignKey("institutions.Institution", models.PROTECT, related_name="staff_points")
    given_on = models.DateField(_("points given on"))
    conduct = models.CharField(_("what was done"), max_length=30)
    grade = models.CharField(_("responsibility"), max_length=10, choices=Grade.choices)
    points = models.PositiveSmallIntegerField(_("points"))
    months = models.PositiveSmallIntegerField(_("suspended for so many months"), null=True)
    basis = models.CharField(_("penalty or measure against the institution"), max_length=120, db_default="")
    told_on = models.DateField(_("told on"))
    case = models.OneToOneField("casework.CaseFile", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("points of a member of the staff")
        verbose_name_plural = _("points of the staff")
        ordering = ["given_on"]
        constraints = [
            # One act of one day by one measure is given points once, whoever enters it.
            models.UniqueConstraint(
                fields=["person", "institution", "given_on", "conduct", "basis"],
                name="staff_points_once",
                condition=Q(superseded_at__isnull=True),
            ),
            models.CheckConstraint(name="staff_points_one_to_twelve", condition=Q(points__gte=1, points__lte=12)),
            models.CheckConstraint(
                name="staff_points_months", condition=Q(months__isnull=True) | Q(months__gte=1, months__lte=12)
            ),
        ]
        indexes = [models.Index(fields=["person", "given_on"], name="staff_points_of_person")]
        triggers = [
            kept(),
            as_recorded(
                "person", "institution", "given_on", "conduct", "grade", "points", "months", "basis", "told_on", "case"
            ),
        ]

    def __str__(self):
        return f"{self.points} {self.given_on}"
