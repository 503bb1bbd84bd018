"""Choices of the catalogue: what lists there are, classes, kinds of rules."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ListName(models.TextChoices):
    ITEMS = "items", _("drugs, treatments and consumables")
    FIRST_PAY = "first_pay", _("first-pay ratios of a place")
    PRICES = "prices", _("price list of an institution")
    DIAGNOSES = "diagnoses", _("diagnoses")
    RULES = "rules", _("supervision rules")


class FundClass(models.TextChoices):
    """Classes of the catalogue; payable C is the fourth of the national code set."""

    A = "a", _("class A")
    B = "b", _("class B")
    C = "c", _("class C")
    PAYABLE_C = "payable_c", _("class C, payable")


class Sex(models.TextChoices):
    MALE = "male", _("male")
    FEMALE = "female", _("female")


class Per(models.TextChoices):
    DAY = "day", _("a day")
    VISIT = "visit", _("a visit")
    WEEK = "week", _("a week")
    MONTH = "month", _("a month")
    YEAR = "year", _("a year")


class RuleKind(models.TextChoices):
    SEX = "sex", _("only one sex")
    AGE = "age", _("only an age")
    INSURANCE = "insurance", _("only one scheme")
    INPATIENT_ONLY = "inpatient_only", _("only in hospital")
    LEVEL = "level", _("only from a level of institutions")
    COURSE = "course", _("days of a course that are paid")
    PAIR = "pair", _("not together with another item")
    FREQUENCY = "frequency", _("no more often than")


class Unit(models.TextChoices):
    YEARS = "years", _("years")
    MONTHS = "months", _("months")
    DAYS = "days", _("days")
    TIMES = "times", _("times")


class Period(models.TextChoices):
    HOUR = "hour", _("within an hour")
    SIX_HOURS = "six_hours", _("within six hours")
    DAY = "day", _("on one day")
    VISIT = "visit", _("in one visit")
    WEEK = "week", _("in a week")
    MONTH = "month", _("in a month")
    YEAR = "year", _("in a year")


class Outcome(models.TextChoices):
    """What a row of a file is beside what stands."""

    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    ENDED = "ended", _("ended")
