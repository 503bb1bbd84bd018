"""Who may hold a document, and so a person."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    TAIWAN = "taiwan", _("Taiwan compatriot")
    HONG_KONG = "hong_kong", _("Hong Kong resident")
    MACAO = "macao", _("Macao resident")
    FOREIGN = "foreign", _("foreign national")
    MAINLAND = "mainland", _("mainland resident")
