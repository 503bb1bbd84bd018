from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import kept


class RenewalReminder(models.Model):
    """That an institution is to be told, once an agreement, to ask for its renewal; without a message once events overtook it."""

    RETENTION = "case_30_years"

    agreement = models.OneToOneField(
        "institutions.Agreement", models.PROTECT, primary_key=True, related_name="reminder"
    )
    ask_by = models.DateField(_("renewal is asked by"))
    written_on = models.DateField(_("written on"))
    mailing = models.ForeignKey("casework.Mailing", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("reminder of a renewal")
        verbose_name_plural = _("reminders of renewals")
        triggers = [kept()]

    def __str__(self):
        return str(self.ask_by)
