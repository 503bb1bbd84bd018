"""The ways into the insurance; what an application is for."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Path(models.TextChoices):
    EMPLOYED = "employed", _("employed")
    NON_WORKING = "non_working", _("not employed")
    STUDENT = "student", _("student")
