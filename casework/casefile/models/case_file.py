from collections.abc import Sequence

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from casework.casefile.table import about_institutions
from casework.tables.models.bases import KeyedModel, kept

# What the work list reads; its indexes hold nothing else.
LISTED = Q(is_open=True, on_work_list=True)
CLIENT_LANGUAGES = [("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")]


class CaseFileQuerySet(models.QuerySet):
    def visible_to(self, officer):
        """The one choke point: the cases this officer may know of, in lists, counts, search, downloads and prints."""
        return self.reached(*reach_of(officer))

    def reached(self, how: str, user: int, offices: Sequence[int]):
        """The cases of a reach (`reach_of`)."""
        # What has no number yet was shown to nobody: a draft is its opener's alone.
        known = self.filter(Q(reference__isnull=False) | Q(opened_by=user))
        if how == "area":
            return known.filter(Q(office__in=offices) | Q(counterpart_office__in=offices))
        if how == "institutions":
            return known.filter(office__in=offices, kind__in=about_institutions())
        if how in ("center", "partner"):
            mine = known.filter(through_center=offices[0])
            return mine.filter(opened_by=user) if how == "partner" else mine
        return self.none()


def reach_of(officer) -> tuple[str, int, tuple[int, ...]]:
    """How far an officer's right to see cases reaches ("" for nowhere), the key of her account, those of the offices it is
    measured by."""
    how, user = officer.scope("see_case"), officer.user.pk
    if how == "center":
        return "partner" if officer.office.is_partner else "center", user, (officer.office.pk,)
    return how, user, officer.area if how in ("area", "institutions") else ()


class CaseFile(KeyedModel):
    """One case of any kind: what the work list, history, evidence, deadlines and papers hang on."""

    RETENTION = "case_30_years"

    kind = models.CharField(_("kind"), max_length=40)
    reference = models.CharField(_("reference"), max_length=40, unique=True, null=True, blank=True)
    office = models.ForeignKey("casework.Office", models.PROTECT, related_name="cases", verbose_name=_("office"))
    through_center = models.ForeignKey(
        "casework.Office", models.PROTECT, null=True, related_name="cases_through", verbose_name=_("through center")
    )
    # A second office that must act on the case, such as the one a person is to be transferred from.
    counterpart_office = models.ForeignKey(
        "casework.Office",
        models.PROTECT,
        null=True,
        related_name="cases_as_counterpart",
        verbose_name=_("other office"),
    )
    # The person the case is about, by key only: people live in a higher app.
    subject = models.UUIDField(_("subject"), null=True)
    client_language = models.CharField(
        _("client's language"), max_length=10, choices=CLIENT_LANGUAGES, default="zh-hans"
    )
    state = models.CharField(_("state"), max_length=30)
    is_open = models.BooleanField(_("open"), default=True)
    # False while the case waits for somebody outside and stands on a board of its own, such as an employer's hire.
    on_work_list = models.BooleanField(_("on the work list"), default=True, db_default=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    received_on = models.DateField(_("received on"), null=True)
    due_on = models.DateField(_("due on"), null=True)
    opened_by = models.ForeignKey("casework.User", models.PROTECT, related_name="+", verbose_name=_("opened by"))
    opened_at = models.DateTimeField(_("opened at"), auto_now_add=True)
    assigned_to = models.ForeignKey(
        "casework.User", models.PROTECT, null=True, related_name="assigned_cases", verbose_name=_("assigned to")
    )
    closed_on = models.DateField(_("closed on"), null=True)

    objects = CaseFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["id", "state"], name="case_id_and_state"),
            models.CheckConstraint(
                name="case_closed_has_date",
                condition=Q(is_open=True, closed_on__isnull=True) | Q(is_open=False, closed_on__isnull=False),
            ),
            models.CheckConstraint(
                name="case_languages", condition=Q(client_language__in=[code for code, _name in CLIENT_LANGUAGES])
            ),
        ]
        indexes = [
            models.Index(fields=["office", "due_on", "id"], name="case_worklist", condition=LISTED),
            # What waits for a role is a handful of states of a kind: read straight, whatever else is open at the office.
            models.Index(fields=["office", "kind", "state", "due_on", "id"], name="case_waiting", condition=LISTED),
            models.Index(fields=["assigned_to", "due_on", "id"], name="case_mine", condition=LISTED),
            models.Index(fields=["through_center", "due_on", "id"], name="case_center", condition=LISTED),
            # Without the cases that have no date: a list in the order of dates would walk all others to find those last.
            models.Index(fields=["due_on", "id"], name="case_due", condition=Q(is_open=True, due_on__isnull=False)),
            models.Index(fields=["subject"], name="case_subject"),
            # Who is told that an answer was given.
            models.Index(fields=["closed_on"], name="case_closed", condition=Q(closed_on__isnull=False)),
        ]
        triggers = [kept()]

    def __str__(self):
        return self.reference or str(_("draft"))

    @cached_property
    def has_evidence(self) -> bool:
        """Whether a paper is kept on it; asked once for a row as it was read, for all the steps a page offers."""
        return self.evidence.filter(withdrawn_at=None).exists()
