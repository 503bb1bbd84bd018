from django.db import models
from django.utils.translation import gettext_lazy as _


class EnquiryAttempt(models.Model):
    """That somebody without an account asked how a case stands; kept for the hour in which it counts, then gone."""

    RETENTION = "transient"

    # A keyed hash of the address: enough to count by, and nothing to read.
    client = models.BinaryField(max_length=32)
    found = models.BooleanField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("enquiry")
        verbose_name_plural = _("enquiries")
        indexes = [
            models.Index(fields=["client", "at"], name="enquiry_by_client"),
            models.Index(fields=["at"], name="enquiry_by_age"),
        ]

    def __str__(self):
        return f"enquiry {self.pk}"
