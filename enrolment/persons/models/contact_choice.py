from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.sealing.fields import SealedTextField
from casework.tables.models.bases import kept
from casework.tables.models.superseded import Superseded, as_recorded


class ContactChoice(Superseded):
    """How somebody wishes to be written to, as she said it herself: the newest row holds, the ones before stay."""

    RETENTION = "person_permanent"

    class Channel(models.TextChoices):
        EMAIL = "email", _("by e-mail")
        SMS = "sms", _("by text message")
        POST = "post", _("by post")
        HAND = "hand", _("handed over at the counter")

    person = models.ForeignKey("enrolment.Person", models.PROTECT, related_name="contact_choices")
    channel = models.CharField(_("channel"), max_length=5, choices=Channel.choices)
    # Of e-mail alone; the telephone number and the postal address stand on the file.
    email = SealedTextField(blank=True)
    said_on = models.DateField(_("said on"))

    class Meta:
        verbose_name = _("wish how to be written to")
        verbose_name_plural = _("wishes how to be written to")
        ordering = ["-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], name="contact_choice_one_holds", condition=Q(superseded_at__isnull=True)
            ),
        ]
        triggers = [kept(), as_recorded("channel", "said_on")]

    def __str__(self):
        return self.channel
