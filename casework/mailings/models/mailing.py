from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.mailings.table import OFFICE, AddresseeKind, addressee_kind, stage_words
from casework.sealing.fields import SealedProseField
from casework.tables.models.bases import KeyedModel, kept


class MailingQuerySet(models.QuerySet):
    def visible_to(self, officer):
        """The mailings about cases of her office or under it."""
        if officer.scope("see_mailings") == "area":
            return self.filter(office__path__startswith=officer.office.path)
        return self.none()


class Mailing(KeyedModel):
    """One message to an addressee: the notices of one stage and date together, or a letter.

    It is handed to the mail server at most once by the portal itself. What became of a hand-over that a crash cut short
    nobody can know; such a mailing is `uncertain` and waits for a person.
    """

    RETENTION = "case_30_years"

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting to be handed over")
        HANDING_OVER = "handing_over", _("being handed over")
        HANDED_OVER = "handed_over", _("handed to the mail server")
        UNCERTAIN = "uncertain", _("uncertain: the hand-over was cut short")
        NO_ADDRESS = "no_address", _("no address to send to: serve it by post or by hand")
        IN_PORTAL = "in_portal", _("shown to the supervisor in the portal")
        GIVEN_UP = "given_up", _("given up after several tries")
        SERVED = "served", _("served, proof recorded")
        POSTED = "posted", _("posted: the receipt is awaited")
        RETURNED = "returned", _("came back or was not taken: serve it in another way")
        ON_NOTICE = "on_notice", _("on public notice: the days are running")
        EMPTY = "empty", _("nothing left to say")
        STOPPED = "stopped", _("stopped: nobody is written to there any more")

    class How(models.TextChoices):
        TELEPHONE = "telephone", _("by telephone")
        COUNTER = "counter", _("handed over at the counter")
        LETTER = "letter", _("by registered letter")
        VISIT = "visit", _("by a visit")
        EMAIL = "email", _("e-mail or text message confirmed by the addressee")
        NOTICE = "notice", _("by public notice")

    class Channel(models.TextChoices):
        EMAIL = "email", _("e-mail")
        SMS = "sms", _("text message")
        OTHER = "other", _("post or hand")

    # The states in which a person must look.
    FOR_A_PERSON = ("uncertain", "no_address", "given_up", "returned")

    addressee_kind = models.CharField(_("addressee"), max_length=20)
    addressee_key = models.CharField(_("key of the addressee"), max_length=40)
    office = models.ForeignKey("casework.Office", models.PROTECT, related_name="mailings", verbose_name=_("office"))
    # Of a letter: the case it belongs to. Notices name their cases themselves.
    case = models.ForeignKey(
        "casework.CaseFile", models.PROTECT, null=True, related_name="letters", verbose_name=_("case")
    )
    paper = models.ForeignKey(
        "casework.IssuedPaper", models.PROTECT, null=True, related_name="letters", verbose_name=_("issued paper")
    )
    clock = models.CharField(_("time limit"), max_length=80, blank=True)
    stage = models.CharField(_("stage"), max_length=20)
    for_date = models.DateField(_("for the day"))
    state = models.CharField(_("state"), max_length=14, choices=State.choices, default=State.WAITING)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("next try at"), auto_now_add=True)
    claimed_at = models.DateTimeField(_("hand-over begun at"), null=True)
    handed_over_at = models.DateTimeField(_("handed over at"), null=True)
    channel = models.CharField(_("channel"), max_length=6, choices=Channel.choices, default=Channel.EMAIL)
    message_id = models.CharField(_("number of the message"), max_length=120, blank=True)
    recipients = models.PositiveSmallIntegerField(_("recipients"), default=0)
    content = SealedProseField(_("content"), blank=True)
    last_error = models.CharField(_("last error"), max_length=80, blank=True)
    served_on = models.DateField(_("served on"), null=True)
    served_how = models.CharField(_("how"), max_length=12, choices=How.choices, blank=True)
    served_to = models.CharField(_("to whom"), max_length=80, blank=True)
    recorded_by = models.ForeignKey(
        "casework.User", models.PROTECT, null=True, related_name="+", verbose_name=_("recorded by")
    )

    objects = MailingQuerySet.as_manager()

    class Meta:
        verbose_name = _("mailing")
        verbose_name_plural = _("mailings")
        ordering = ["-for_date", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["addressee_kind", "addressee_key", "office", "clock", "stage", "for_date"],
                name="mailing_one_waiting",
                condition=Q(state="waiting") & ~Q(clock=""),
            ),
            models.CheckConstraint(
                name="mailing_letter_or_notices",
                condition=Q(clock="", case__isnull=False) | ~Q(clock="") & Q(case=None),
            ),
            models.CheckConstraint(
                name="mailing_has_addressee", condition=~Q(addressee_kind="") & ~Q(addressee_key="")
            ),
            models.CheckConstraint(
                name="mailing_handed_over_has_identity",
                condition=~Q(state__in=["handing_over", "handed_over", "uncertain"]) | ~Q(message_id=""),
            ),
            models.UniqueConstraint(fields=["message_id"], name="mailing_message_id_once", condition=~Q(message_id="")),
            models.CheckConstraint(
                name="mailing_handed_over_has_time",
                condition=~Q(state="handed_over") | Q(handed_over_at__isnull=False),
            ),
            # The day on which it will count as served stands there while the days run.
            models.CheckConstraint(
                name="mailing_on_notice_has_day",
                condition=~Q(state="on_notice") | Q(served_on__isnull=False, served_how="notice"),
            ),
            models.CheckConstraint(
                name="mailing_served_has_proof",
                condition=~Q(state="served")
                | Q(served_on__isnull=False, recorded_by__isnull=False) & ~Q(served_how="") & ~Q(served_to=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"], name="mailing_next_try", condition=Q(state__in=["waiting", "handing_over"])
            ),
            models.Index(
                fields=["office", "for_date"],
                name="mailing_wants_person",
                condition=Q(state__in=["uncertain", "no_address", "given_up", "returned"]),
            ),
            models.Index(fields=["addressee_kind", "addressee_key", "-for_date"], name="mailing_by_addressee"),
        ]
        triggers = [kept()]

    def __str__(self):
        return f"{self.stage} {self.for_date}"

    @property
    def stage_label(self) -> str:
        """The stage, or the kind of letter, in words."""
        return stage_words(self.clock, self.stage)

    @property
    def to_supervisors(self) -> bool:
        """Whether the office's own supervisors read it."""
        return self.addressee_kind == OFFICE

    @property
    def addressee(self) -> AddresseeKind:
        """The kind of addressee, as its room registered it."""
        return addressee_kind(self.addressee_kind)
