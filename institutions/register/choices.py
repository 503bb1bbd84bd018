"""Choices of the register of institutions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Ownership(models.TextChoices):
    PUBLIC = "public", _("public")
    PRIVATE_NON_PROFIT = "private_non_profit", _("private, not for profit")
    PRIVATE_FOR_PROFIT = "private_for_profit", _("private, for profit")


class Level(models.TextChoices):
    """A level of institutions: as a hospital, as one that is paid, as one with a deductible. The three need not agree."""

    THIRD = "third", _("third level")
    SECOND = "second", _("second level")
    FIRST = "first", _("first level")
    UNGRADED = "ungraded", _("no level")


class TaiwanForm(models.TextChoices):
    WHOLLY_OWNED = "wholly_owned", _("wholly Taiwan-owned")
    JOINT_VENTURE = "joint_venture", _("joint venture with Taiwan capital")
    COOPERATIVE = "cooperative", _("cooperative with Taiwan capital")
