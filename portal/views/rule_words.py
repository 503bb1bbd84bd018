"""The values of rules in words: their units, what they apply to, coded choices."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from casework.mailings.table import all_stage_words
from casework.rulebook.rules.rule_records import Rule, Value
from enrolment.contributions.words.steps import CODES as CONTRIBUTION_CODES
from enrolment.coverage.words.sentences import CODES as COVER_CODES
from enrolment.persons.models.person import Person

CODED = {
    "rest_days": _("weekends and published breaks"),
    "published_breaks": _("published breaks only"),
    "working_day_before": _("the working day before"),
    "stays": _("the day stays"),
    "none": _("the clock goes on"),
    "pause": _("the days without papers are not counted"),
    "marked": _("settled, and marked as late"),
    "refused": _("refused, and told why"),
    "settlement": _("as they are settled"),
    "care": _("by the days of the care"),
    "proof": _("from the day its proof was given"),
    "asked": _("from the day asked for"),
    "restart": _("counted anew from the day the papers are here"),
    "duty": _("as a duty, without consent"),
    "consent": _("with her consent alone"),
    "agreement_ends": _("the agreement ends"),
    "not_settled": _("the fund does not settle it"),
    "settled": _("the fund settles it"),
    "day_of_admission": _("day of admission"),
    **COVER_CODES,
    **CONTRIBUTION_CODES,
}
# The range of fines: whom a figure is about, and in what it is counted.
FINES = {
    "employer_least_multiple": (_("the employer, at least"), "times"),
    "employer_most_multiple": (_("the employer, at most"), "times"),
    "person_least_yuan": (_("each person directly responsible, at least"), "yuan"),
    "person_most_yuan": (_("each person directly responsible, at most"), "yuan"),
}


def value_words(rule: Rule, value: Value) -> str:
    """A value with its unit: "10 working days", "3 times the contributions payable", "¥500", "0.05 % a day"."""
    if value.value is None:
        return gettext("no source gives it")
    unit = next((FINES[part][1] for _name, parts in value.applies_to for part in parts if part in FINES), rule.unit)
    amount = value.value
    if isinstance(amount, date):
        return amount.isoformat()
    if unit == "code":
        return str(CODED.get(str(amount), amount))
    if unit == "flag":
        return gettext("yes") if amount else gettext("no")
    return _counted(unit, Decimal(amount))


def _counted(unit: str, amount: Decimal) -> str:
    number = format(amount.normalize(), "f") if amount != amount.to_integral() else format(int(amount), "d")
    if unit in ("fraction", "fraction_per_day"):
        percent = format((amount * 100).normalize(), "f")
        return (gettext("%(n)s %%") if unit == "fraction" else gettext("%(n)s %% a day")) % {"n": percent}
    if unit == "yuan":
        return gettext("%(n)s yuan") % {"n": f"{amount:,}"}
    several = int(amount) if amount == amount.to_integral() else 2
    words = {
        "calendar_days": ngettext("%(n)s calendar day", "%(n)s calendar days", several),
        "working_days": ngettext("%(n)s working day", "%(n)s working days", several),
        "months": ngettext("%(n)s month", "%(n)s months", several),
        "years": ngettext("%(n)s year", "%(n)s years", several),
        "hours": ngettext("%(n)s hour", "%(n)s hours", several),
        "minutes": ngettext("%(n)s minute", "%(n)s minutes", several),
        "times": ngettext("%(n)s time the contributions payable", "%(n)s times the contributions payable", several),
    }
    return words.get(unit, "%(n)s") % {"n": number}


def applies_words(value: Value) -> list[str]:
    """What the value is for, where it is not for everything: a stage, a kind of person, whom a fine is about."""
    known = (
        all_stage_words()
        | COVER_CODES
        | dict(Person.Category.choices)
        | {part: words for part, (words, _unit) in FINES.items()}
    )
    return [str(known[code]) for _name, codes in value.applies_to for code in codes if code in known]
