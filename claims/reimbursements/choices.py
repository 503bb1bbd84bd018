"""Choices of a manual reimbursement: kinds of care, where it was, who pays besides, who comes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Care(models.TextChoices):
    """Kinds of care as the policies name them, as far as they are claimed by hand."""

    INPATIENT = "inpatient", _("inpatient stay")
    OUTPATIENT = "outpatient", _("outpatient care")
    EMERGENCY = "emergency", _("emergency care, outpatient")
    CHRONIC = "chronic", _("chronic and special diseases, outpatient")
    DAY_SURGERY = "day_surgery", _("day surgery")
    CHILDBIRTH = "childbirth", _("childbirth")


class OffSite(models.TextChoices):
    """Where care was; how care outside the province was filed is asked of the filings on record. Inside it nothing is filed for an
    enrolled compatriot."""

    LOCAL = "local", _("where she is insured, or inside the province")
    AWAY = "away", _("outside the province")
    EMERGENCY = "emergency", _("outside the province, emergency: counts as filed")


class Outside(models.TextChoices):
    """Care outside the mainland."""

    TAIWAN = "taiwan", _("in Taiwan")
    HONG_KONG = "hong_kong", _("in Hong Kong")
    MACAO = "macao", _("in Macao")
    ABROAD = "abroad", _("abroad")


class ThirdParty(models.TextChoices):
    """Whether somebody else must pay: an injury by another, work, traffic, public health."""

    NOBODY = "nobody", _("nobody else")
    PAYS = "pays", _("a third party, work-injury insurance or public health pays or must pay")
    CANNOT = "cannot", _("a third party must pay, and does not or cannot be found")


class ComesAs(models.TextChoices):
    HERSELF = "herself", _("the person herself")
    GUARDIAN = "guardian", _("her guardian")
    DELEGATE = "delegate", _("her delegate")
    HEIR = "heir", _("her heir")


class HeirRelation(models.TextChoices):
    """By what somebody inherits: the first order of the law, the second, a will."""

    SPOUSE = "spouse", _("spouse")
    CHILD = "child", _("child")
    PARENT = "parent", _("parent")
    SECOND_ORDER = "second_order", _("brother, sister or grandparent")
    BY_WILL = "by_will", _("by will or agreement")


class ReceiptKind(models.TextChoices):
    ELECTRONIC = "electronic", _("e-receipt")
    PAPER = "paper", _("paper receipt")


class Advice(models.TextChoices):
    """What a review proposes."""

    APPROVE = "approve", _("pay as worked out")
    REFUSE = "refuse", _("refuse the whole claim")


class Ruling(models.TextChoices):
    """What a reviewer decides on a finding."""

    PAY = "pay", _("accept although")
    LEAVE_OUT = "leave_out", _("leave the lines unpaid")


class OriginalAt(models.TextChoices):
    """Where the original of a paper receipt is."""

    COUNTER = "counter", _("at the counter of the office")
    CENTER = "center", _("at the service center")
    PERSON = "person", _("seen and left with the person")
    INSURER = "insurer", _("with another insurer")
    NOTARY = "notary", _("with a notary")
    POST = "post", _("in the post")
    RETURNED = "returned", _("given back, signed for")
    MISSING = "missing", _("cannot be found")
