"""The sentences of an explanation of cover, in the reader's language: what a clerk can read out."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from casework.rulebook.rules.parameters import RuleUnknown, rule_by_id
from enrolment.coverage.rules.records.facts import Sentence

TEXTS: dict[str, Promise] = {
    "paid_in_window": _("The premium for %(year)s was paid on %(paid_on)s, before the window closed on %(closes)s."),
    "paid_in_window_undated": _("The premium for %(year)s was paid within the window."),
    "paid_in_extension": _(
        "The premium for %(year)s was paid on %(paid_on)s: after the window closed on %(closes)s, and within the extended"
        " period, which runs to %(extended_until)s."
    ),
    "paid_in_extension_undated": _("The premium for %(year)s was paid within the extended period."),
    "paid_late": _(
        "The premium for %(year)s was paid on %(paid_on)s, after the extended period ended on %(extended_until)s."
    ),
    "paid_late_undated": _("The premium for %(year)s was paid after the extended period."),
    "first_enrolment": _("No earlier cover is known, so no year counts as missed."),
    "continuous": _("No year before it was missed."),
    "missed_years": _("Insurance years missed before it: %(count)s."),
    "missed_years_are": _("Insurance years missed before it: %(years)s (%(count)s in all)."),
    "earlier_years_not_counted": _("Years before %(from_year)s do not count as missed."),
    "fixed_wait": _("The fixed wait is %(months)s months."),
    "first_missed_year_free": _("At this place the first missed year adds nothing to it."),
    "first_missed_year_counts": _("At this place the first missed year counts already."),
    "added_wait": _("Further missed years: %(count)s, which add %(months)s months."),
    "bought_back": _("Years bought back: %(years)s, which take %(months)s months off the added wait."),
    "nothing_to_buy_back": _("There is no added wait that could be bought back; the fixed wait stays."),
    "least_wait": _("After %(years)s missed years or more the wait is not under %(months)s months."),
    "wait_is": _("The wait is %(months)s months in all."),
    "wait_begins": _("It is counted from %(day)s."),
    "wait_of_days": _("The wait is %(days)s days from the payment on %(day)s."),
    "wait_exempt": _("No wait: %(person)s."),
    "day_rule": _("How a wait of months ends: %(rule)s."),
    "covered_from_year": _("Cover begins on the first day of the insurance year, %(day)s."),
    "covered_from_payment": _("Cover begins on the day of payment, %(day)s."),
    "covered_from": _("Cover begins on %(day)s."),
    "covered_until": _("Cover lasts until %(day)s."),
    "covered_until_month": _("Contributions are paid, and cover lasts, until %(day)s."),
    "wait_outlasts_year": _(
        "Cover would begin on %(day)s, after the paid year ends on %(until)s: this year gives none."
    ),
    "costs_in_wait": _("What is spent on care before that day is not paid by the fund, later neither."),
    "newborn_in_time": _(
        "Born on %(born_on)s, paid on %(paid_on)s: %(days)s days later, within the %(limit)s days that cover from birth."
    ),
    "newborn_undated": _("Born on %(born_on)s; a payment within %(limit)s days covers from birth."),
    "newborn_late": _(
        "Born on %(born_on)s, paid on %(paid_on)s: %(days)s days later, after the %(limit)s days that cover from birth."
    ),
    "freshman": _(
        "A university freshman, insured without a break and paid in the window, is covered from %(day)s, %(months)s"
        " months in all."
    ),
    "months_paid": _("Contributions are paid from %(first)s to %(last)s: %(count)s months."),
    "wait_of_contributions": _("This place asks %(months)s months of contributions before the scheme pays."),
    "months_counted": _("How those months are counted after a break: %(rule)s."),
    "gap": _("Nothing was paid from %(first)s to %(last)s: %(months)s months."),
    "gap_closed": _(
        "The gap of %(months)s months was paid back; a gap of at most %(limit)s months then counts as none."
    ),
    "gap_not_paid_back": _(
        "The gap of %(months)s months is not longer than %(limit)s months, but it was not paid back."
    ),
    "gap_long": _("The gap of %(months)s months is longer than %(limit)s months."),
    "months_before_count": _("Months paid before it count: %(count)s."),
    "local_wait": _("This place sets a wait of %(months)s months after such a gap."),
    "wait_limited": _("No place may set more than %(months)s months."),
    "change_of_scheme": _(
        "The change of scheme is without a wait: %(months)s months of cover without a break, %(needed)s are needed."
    ),
    "change_of_scheme_short": _(
        "The change of scheme is not without a wait: %(months)s months of cover without a break are told, %(needed)s are"
        " needed."
    ),
    "no_gap": _("There is no gap to the earlier cover."),
    "covered_from_month": _("Cover begins with the month of %(day)s."),
    "months_not_reached": _(
        "Paid without a break: %(paid)s months; needed first: %(needed)s. No month is covered yet."
    ),
    "retired_enough": _(
        "Retired with %(years)s years of contributions (%(needed)s are needed), %(actual)s of them actual"
        " (%(needed_actual)s are needed): no more is paid."
    ),
    "retired_short": _("%(months)s months of contributions are short; they may be paid back in one sum."),
    "ended_on": _("The enrolment ended on %(day)s."),
    "suspended": _("The enrolment is suspended from %(from)s to %(until)s."),
    "day_covered": _("%(on)s lies within the cover."),
    "day_waiting": _("%(on)s lies within the wait; cover begins on %(from)s."),
    "day_waiting_on": _("%(on)s lies in paid time that gives no cover on that day."),
    "day_before": _("%(on)s lies before the time paid for, which begins on %(from)s."),
    "day_after": _("%(on)s lies after the time paid for, which ended on %(until)s."),
    "day_not_paid": _("Nothing is paid for %(on)s."),
    "payment_day_needed": _("The day of payment is needed to say from when cover begins."),
    "no_source": _(
        "No source gives this value for the place and year: %(term)s. It is neither zero nor that of another place."
    ),
}
# Words for coded values within a sentence.
CODES: dict[str, Promise] = {
    "same_day": _("on the corresponding day"),
    "next_month": _("with the first day of a month"),
    "full_months": _("after that many whole months following the month of payment"),
    "day_reached": _("on that day"),
    "day_after": _("on the day after"),
    "payment_day": _("on the day of payment"),
    "month_after": _("with the month after the payment"),
    "continuous": _("in a row"),
    "cumulative": _("added up"),
    "wait": _("with the place's wait"),
    "no_wait": _("without a wait"),
    "adult": _("adult"),
    "child": _("child"),
    "student": _("student"),
    "freshman": _("university freshman"),
    "newborn": _("newborn"),
    "medical_assistance": _("on the list of medical assistance"),
    "discharged_soldier": _("discharged from military service this year"),
}
# The days of a window are no rules of their own.
WINDOW_TERMS: dict[str, Promise] = {
    "window_opens": _("first day of the window"),
    "window_closes": _("last day of the window"),
    "extended_until": _("last day of the extended period"),
}


def sentence_text(sentence: Sentence) -> str:
    """One sentence of an explanation in the active language."""
    code, values = sentence
    return str(TEXTS[code]) % {name: _shown(name, value) for name, value in values.items()}


def term_text(name: str) -> str:
    """The name of a term of cover or contributions in the active language."""
    if name in WINDOW_TERMS:
        return str(WINDOW_TERMS[name])
    try:
        rule = rule_by_id(f"enrolment.{name}")
    except RuleUnknown:
        return name
    column = (get_language() or "en").replace("-", "_").lower()
    return str({"zh_hans": rule.zh_hans, "zh_hant": rule.zh_hant}.get(column, rule.en))


def _shown(name: str, value: object) -> str:
    if name == "term":
        return term_text(str(value))
    if name in ("rule", "person"):
        return str(CODES.get(str(value), value))
    if isinstance(value, list | tuple):
        return ", ".join(str(entry) for entry in value)
    return value.isoformat() if isinstance(value, date) else str(value)


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a sentence as JSON holds them: days as text."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
