"""Choices of the staff of institutions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StaffKind(models.TextChoices):
    PHYSICIAN = "physician", _("physician")
    NURSE = "nurse", _("nurse")
    PHARMACIST = "pharmacist", _("licensed pharmacist")
    PHARMACY_TECHNICIAN = "pharmacy_technician", _("pharmacy technician")
    TECHNICIAN = "technician", _("medical technician")
    BILL_CHECKER = "bill_checker", _("bill checker")
    PHARMACY_HEAD = "pharmacy_head", _("head of a pharmacy")


class Grade(models.TextChoices):
    """How far somebody answers for an act."""

    GENERAL = "general", _("general responsibility")
    IMPORTANT = "important", _("important responsibility")
    MAIN = "main", _("main responsibility")


class StaffAct(models.TextChoices):
    """What a case decides on; the codes are those of rules/possible.py."""

    GIVE_POINTS = "give_points", _("points")
    OBJECT = "object", _("objection to points")
    CORRECT_NAME = "correct_name", _("correction of a name")
