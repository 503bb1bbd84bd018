import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.casefile.models.case_file import CLIENT_LANGUAGES
from casework.imports.table import ImportKind, all_imports, import_kind
from casework.sealing.fields import SealedBytesField, SealedProseField
from casework.tables.models.bases import KeyedModel, kept


class ImportQuerySet(models.QuerySet):
    def visible_to(self, officer) -> "ImportQuerySet":
        """Imports sent at her office or under it; at a center its own, at a partner's center what she sent herself."""
        seen = Q(pk__in=[])
        for kind in all_imports():
            scope = officer.scope(kind.verb)
            if scope == "area":
                seen |= Q(kind=kind.key, office__path__startswith=officer.office.path)
            elif scope == "center":
                own = Q(kind=kind.key, office=officer.office)
                seen |= own & Q(uploaded_by=officer.user) if officer.office.is_partner else own
        return self.filter(seen)


class Import(KeyedModel):
    """A file that was sent: read, checked whole, confirmed by a person, entered. Kept for its counts and what came of it; one
    that could not be read to its end is discarded, and `failure` says why."""

    RETENTION = "history_30_years"

    class State(models.TextChoices):
        READING = "reading", _("being read")
        CHECKING = "checking", _("being checked")
        CHECKED = "checked", _("checked")
        CONFIRMED = "confirmed", _("being entered")
        DONE = "done", _("entered")
        DISCARDED = "discarded", _("discarded")
        FAILED = "failed", _("stopped")

    kind = models.CharField(_("kind"), max_length=40)
    office = models.ForeignKey("casework.Office", models.PROTECT, related_name="+", verbose_name=_("office"))
    uploaded_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+", verbose_name=_("sent by"))
    confirmed_by = models.ForeignKey(
        "casework.User", models.PROTECT, null=True, related_name="+", verbose_name=_("confirmed by")
    )
    # Of whoever acted last: sent it, then confirmed it. Under this one the rows are entered.
    appointment = models.ForeignKey("casework.Appointment", models.PROTECT, related_name="+")
    language = models.CharField(_("language"), max_length=10, choices=CLIENT_LANGUAGES)
    sha256 = models.BinaryField(max_length=32)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.CHECKING)
    # The letter of each column in the file, by the column's code.
    columns = models.JSONField(default=dict)
    # Each header as it stands in the file, by the letter of its column.
    headers = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()))
    # What was seen beside the rows (columns not read, hidden sheets), as codes with params.
    notes = models.JSONField(default=list)
    # The ranges of merged cells by column code: [top, bottom, [codes]].
    merged = models.JSONField(default=list)
    rows_total = models.PositiveIntegerField(_("rows"), default=0)
    # How far the job has read a file too large for a page: the number of the last row that was kept.
    read_through = models.PositiveIntegerField(default=0, db_default=0)
    # How far the check is: the number of the last row that was checked.
    checked_through = models.PositiveIntegerField(default=0)
    rows_bad = models.PositiveIntegerField(_("rows with problems when checked"), default=0)
    # Rows that may be entered once somebody says that she has looked at what their cells ask.
    rows_asking = models.PositiveIntegerField(_("rows that ask something"), default=0, db_default=0)
    rows_known = models.PositiveIntegerField(_("rows entered before"), default=0)
    failure = models.CharField(_("why it stopped"), max_length=40, blank=True)
    created_at = models.DateTimeField(_("sent at"), auto_now_add=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)
    # Nothing of what its rows said is kept any more.
    is_empty = models.BooleanField(default=False)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of a file")
        verbose_name_plural = _("imports of files")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="import_confirmed_without_problems",
                condition=~Q(state__in=["confirmed", "done", "failed"])
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False, rows_bad=0),
            ),
            models.CheckConstraint(
                name="import_finished_has_moment",
                condition=Q(state__in=["reading", "checking", "checked", "confirmed"], finished_at__isnull=True)
                | Q(state__in=["done", "discarded", "failed"], finished_at__isnull=False),
            ),
            models.CheckConstraint(name="import_failed_says_why", condition=~Q(state="failed") | ~Q(failure="")),
            models.CheckConstraint(
                name="import_emptied_after_its_end", condition=Q(is_empty=False) | Q(finished_at__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["sha256"], name="import_by_content"),
            models.Index(fields=["confirmed_at"], name="import_running", condition=Q(state="confirmed")),
            models.Index(
                fields=["created_at"],
                name="import_waiting",
                condition=Q(state__in=["reading", "checking", "checked"]),
            ),
            models.Index(
                fields=["finished_at"], name="import_to_empty", condition=Q(is_empty=False, finished_at__isnull=False)
            ),
        ]
        triggers = [
            kept(),
            # What was sent, by whom and where does not change.
            pgtrigger.ReadOnly(name="as_sent", fields=["kind", "office", "uploaded_by", "sha256", "created_at"]),
        ]

    def __str__(self) -> str:
        return f"import {self.pk}"

    @property
    def described(self) -> ImportKind:
        """Its kind as the machine knows it. Raises KeyError."""
        return import_kind(self.kind)


class ImportRow(KeyedModel):
    """One row of an import. What it says is emptied as soon as it is entered or given up."""

    RETENTION = "history_30_years"

    class State(models.TextChoices):
        READ = "read", _("to be checked")
        OK = "ok", _("to be entered")
        BAD = "bad", _("with problems")
        KNOWN = "known", _("entered before")
        DONE = "done", _("entered")

    sent = models.ForeignKey("casework.Import", models.PROTECT, related_name="rows")
    row_number = models.PositiveIntegerField(_("row"))
    # What the row says: sealed where it holds personal data, else as it is.
    payload = SealedProseField(blank=True)
    content = models.TextField(blank=True, default="")
    # By which a row that repeats an earlier one of the same file is found; a keyed hash.
    once_hash = models.BinaryField(max_length=32, null=True)
    # (column, code, params) each; never the value.
    problems = models.JSONField(default=list)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.READ)
    case = models.ForeignKey("casework.CaseFile", models.PROTECT, null=True, related_name="import_rows")
    # The key of what it became, where that is no case.
    made = models.UUIDField(null=True)

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ["row_number"]
        constraints = [
            models.UniqueConstraint(fields=["sent", "row_number"], name="import_row_once"),
            models.CheckConstraint(
                name="import_row_done_has_result",
                condition=~Q(state="done") | Q(case__isnull=False) | Q(made__isnull=False),
            ),
            models.CheckConstraint(
                name="import_row_done_is_empty", condition=~Q(state="done") | Q(payload=b"", content="")
            ),
        ]
        indexes = [
            models.Index(fields=["sent", "state", "row_number"], name="import_row_by_state"),
            # The hash is of the import as well, so that only this index can answer what is asked by it.
            models.Index(fields=["once_hash"], name="import_row_repeats", condition=Q(once_hash__isnull=False)),
        ]
        triggers = [kept()]

    def __str__(self) -> str:
        return f"row {self.row_number}"

    @property
    def text(self) -> str:
        """What the row says, opened for work; "" when it was emptied."""
        return self.payload.open_for_work() if self.payload else self.content


class ImportPart(KeyedModel):
    """One part of a file too large for a page, in its order, sealed; emptied once the job has read the file."""

    RETENTION = "transient"

    sent = models.ForeignKey("casework.Import", models.PROTECT, related_name="parts")
    number = models.PositiveIntegerField()
    content = SealedBytesField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["sent", "number"], name="import_part_once")]
        triggers = [kept()]

    def __str__(self) -> str:
        return f"part {self.number}"


class ImportFile(KeyedModel):
    """A file as it was sent, sealed: of an import with problems, so that they can be marked in it, until the import ends; of one
    that was sent before, until its sender has said whether it is checked again."""

    RETENTION = "transient"

    sent = models.OneToOneField("casework.Import", models.PROTECT, null=True, related_name="file")
    kind = models.CharField(max_length=40)
    # The key of what it belongs to, for example an employer.
    about = models.CharField(max_length=40, blank=True)
    form = models.CharField(max_length=4)
    uploaded_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+")
    content = SealedBytesField()
    kept_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["kept_at"], name="import_file_waiting", condition=Q(sent__isnull=True) & ~Q(content=b"")
            ),
        ]
        triggers = [kept()]

    def __str__(self) -> str:
        return f"file {self.pk}"
