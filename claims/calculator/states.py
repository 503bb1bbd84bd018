"""The states of the cases of claims: plain tables, read by models and the engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _

CALCULATION_KIND = "calculation"


class CalculationState(models.TextChoices):
    KEPT = "kept", _("kept")
