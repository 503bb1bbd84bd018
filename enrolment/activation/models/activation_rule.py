from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import PublishedModel, immutable_once_published, kept, two_people


class OnlineChannel(models.TextChoices):
    """The channels of the matrix in which somebody activates her code herself; which of them is open on a day is the matrix's."""

    NHSA_APP = "nhsa_app", _("NHSA app")
    MINZHENGTONG = "minzhengtong", _("Minzhengtong (闽政通)")
    WECHAT = "wechat", _("WeChat")
    ALIPAY = "alipay", _("Alipay")
    UNTOLD = "untold", _("another one, or not told")


class ActivationRule(PublishedModel):
    """One cell of the activation matrix: whether a document opens a channel, from a day on."""

    RETENTION = "reference"

    class Channel(models.TextChoices):
        COUNTER = "counter", _("counter of a county-level office or above")
        NHSA_APP = "nhsa_app", _("NHSA app")
        MINZHENGTONG = "minzhengtong", _("Minzhengtong (闽政通)")
        WECHAT = "wechat", _("WeChat")
        ALIPAY = "alipay", _("Alipay")

    channel = models.CharField(_("channel"), max_length=20, choices=Channel.choices)
    document_kind = models.ForeignKey("enrolment.DocumentKind", models.PROTECT, verbose_name=_("document kind"))
    place = models.ForeignKey("casework.Place", models.PROTECT, verbose_name=_("place"))
    possible = models.BooleanField(_("possible"))

    class Meta:
        verbose_name = _("activation rule")
        verbose_name_plural = _("activation matrix")
        ordering = ["channel", "document_kind", "starts_on"]
        constraints = [
            two_people("activation_rule"),
            models.UniqueConstraint(
                fields=["channel", "document_kind", "place", "starts_on"], name="activation_rule_version"
            ),
        ]
        triggers = [kept(), immutable_once_published()]

    def __str__(self):
        return f"{self.channel} {self.document_kind_id} {self.starts_on}"
