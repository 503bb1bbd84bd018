from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.casefile.models.case_file import CLIENT_LANGUAGES
from casework.sealing.fields import SealedProseField
from casework.tables.models.bases import KeyedModel, kept
from enrolment.rosters.rules.columns import EMPLOYERS, HIRES

VERBS = {HIRES: "import_roster", EMPLOYERS: "import_employers"}
# What each row then asks for: a roster of somebody without this right would fail row by row.
ROW_VERBS = {HIRES: "report_hire", EMPLOYERS: "register_employer"}


class RosterQuerySet(models.QuerySet):
    def visible_to(self, officer):
        """Rosters sent at her office or under it; at a center its own, at a partner's center what she sent herself."""
        seen = Q(pk__in=[])
        for kind, verb in VERBS.items():
            scope = officer.scope(verb)
            if scope == "area":
                seen |= Q(kind=kind, office__path__startswith=officer.office.path)
            elif scope == "center":
                own = Q(kind=kind, office=officer.office)
                seen |= own & Q(uploaded_by=officer.user) if officer.office.is_partner else own
        return self.filter(seen)


class RosterImport(KeyedModel):
    """A roster that was sent: checked whole, confirmed by a person, entered row by row. Kept for its counts and cases."""

    RETENTION = "history_30_years"

    class Kind(models.TextChoices):
        HIRES = HIRES, _("hires")
        EMPLOYERS = EMPLOYERS, _("employers")

    class State(models.TextChoices):
        CHECKED = "checked", _("checked")
        CONFIRMED = "confirmed", _("being entered")
        DONE = "done", _("entered")
        DISCARDED = "discarded", _("discarded")
        FAILED = "failed", _("stopped")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    employer = models.ForeignKey("enrolment.Employer", models.PROTECT, null=True, related_name="rosters")
    office = models.ForeignKey("casework.Office", models.PROTECT, related_name="+", verbose_name=_("office"))
    uploaded_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+", verbose_name=_("sent by"))
    confirmed_by = models.ForeignKey(
        "casework.User", models.PROTECT, null=True, related_name="+", verbose_name=_("confirmed by")
    )
    # Of whoever acted last: sent it, then confirmed it. Under this one the rows are entered.
    appointment = models.ForeignKey("casework.Appointment", models.PROTECT, related_name="+")
    language = models.CharField(_("language"), max_length=10, choices=CLIENT_LANGUAGES)
    sha256 = models.BinaryField(max_length=32)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.CHECKED)
    # The letter of each column in the file, by the column's code.
    columns = models.JSONField(default=dict)
    # What was seen beside the rows (columns not read, hidden sheets), as codes with params.
    notes = models.JSONField(default=list)
    rows_total = models.PositiveIntegerField(_("rows"))
    rows_bad = models.PositiveIntegerField(_("rows with problems when checked"))
    rows_known = models.PositiveIntegerField(_("rows entered before"))
    failure = models.CharField(_("why it stopped"), max_length=40, blank=True)
    created_at = models.DateTimeField(_("sent at"), auto_now_add=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)

    objects = RosterQuerySet.as_manager()

    class Meta:
        verbose_name = _("roster")
        verbose_name_plural = _("rosters")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="roster_of_hires_has_employer",
                condition=Q(kind=HIRES, employer__isnull=False) | Q(kind=EMPLOYERS, employer__isnull=True),
            ),
            models.CheckConstraint(
                name="roster_confirmed_without_problems",
                condition=~Q(state__in=["confirmed", "done", "failed"])
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False, rows_bad=0),
            ),
            models.CheckConstraint(
                name="roster_finished_has_moment",
                condition=Q(state__in=["checked", "confirmed"], finished_at__isnull=True)
                | Q(state__in=["done", "discarded", "failed"], finished_at__isnull=False),
            ),
            models.CheckConstraint(name="roster_failed_says_why", condition=~Q(state="failed") | ~Q(failure="")),
        ]
        indexes = [
            models.Index(fields=["sha256"], name="roster_by_content"),
            models.Index(fields=["confirmed_at"], name="roster_running", condition=Q(state="confirmed")),
            models.Index(fields=["created_at"], name="roster_waiting", condition=Q(state="checked")),
        ]
        triggers = [kept()]

    def __str__(self):
        return f"roster {self.pk}"


class RosterRow(KeyedModel):
    """One row of a roster. What it says is sealed, and emptied as soon as it is entered or given up."""

    RETENTION = "history_30_years"

    class State(models.TextChoices):
        OK = "ok", _("to be entered")
        BAD = "bad", _("with problems")
        KNOWN = "known", _("entered before")
        DONE = "done", _("entered")

    roster = models.ForeignKey("enrolment.RosterImport", models.PROTECT, related_name="rows")
    row_number = models.PositiveIntegerField(_("row"))
    payload = SealedProseField(blank=True)
    # (column, code, params) each; never the value.
    problems = models.JSONField(default=list)
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    case = models.ForeignKey("casework.CaseFile", models.PROTECT, null=True, related_name="roster_rows")
    employer = models.ForeignKey("enrolment.Employer", models.PROTECT, null=True, related_name="roster_rows")

    class Meta:
        verbose_name = _("row of a roster")
        verbose_name_plural = _("rows of rosters")
        ordering = ["row_number"]
        constraints = [
            models.UniqueConstraint(fields=["roster", "row_number"], name="roster_row_once"),
            models.CheckConstraint(
                name="roster_row_done_has_result",
                condition=~Q(state="done") | Q(case__isnull=False) | Q(employer__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["roster", "state", "row_number"], name="roster_row_by_state")]
        triggers = [kept()]

    def __str__(self):
        return f"row {self.row_number}"
