"""The ways into the insurance; what an application is for."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Path(models.TextChoices):
    EMPLOYED = "employed", _("employed")
    NON_WORKING = "non_working", _("not employed")
    STUDENT = "student", _("student")
    MINOR = "minor", _("minor")
    NEWBORN = "newborn", _("newborn without a permit")
    OWN_BUSINESS = "own_business", _("own individual business")
    FLEXIBLE = "flexible", _("flexible employment")
    POSTED = "posted", _("posted by an employer abroad")
