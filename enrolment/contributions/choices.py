"""What may be chosen about contributions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PersonKind(models.TextChoices):
    """Kinds of person that some rule of cover asks for (enrolment/coverage/rules/records/facts.py)."""

    ADULT = "adult", _("adult")
    CHILD = "child", _("child")
    STUDENT = "student", _("student")
    FRESHMAN = "freshman", _("university freshman")
    NEWBORN = "newborn", _("newborn")
    MEDICAL_ASSISTANCE = "medical_assistance", _("on the list of medical assistance")
    DISCHARGED_SOLDIER = "discharged_soldier", _("discharged from military service this year")
    EMPLOYEE = "employee", _("employee")
    FLEXIBLE = "flexible", _("in flexible employment")
    RETIRED = "retired", _("retired")


class Channel(models.TextChoices):
    """Ways a contribution is paid: those that the notices name."""

    WITHHOLDING = "withholding", _("bank withholding agreement")
    TAX_COUNTER = "tax_counter", _("tax counter")
    WECHAT = "wechat", _("WeChat")
    ALIPAY = "alipay", _("Alipay")
    EMPLOYER = "employer", _("through the employer")
    SCHOOL = "school", _("through the school")
    OTHER = "other", _("another way")
