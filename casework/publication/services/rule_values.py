"""What stands against a value of a rule that an office enters for its place, and what it touches."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from casework.publication.services.publication import Kind, register_published
from casework.rulebook.models import RuleValue
from casework.rulebook.rules.entered import Enterable, NotAValue
from casework.rulebook.rules.parameters import file_rules
from casework.rulebook.rules.rule_records import Rule
from casework.rulebook.table import code_words, enterable_rules
from casework.staff.models.place import Place
from casework.tables.models.bases import PublishedModel


def rule_name(rule: Rule) -> str:
    """A rule in the active language."""
    return str(getattr(rule, (get_language() or "en").replace("-", "_").lower(), rule.en))


def how_to_write(one: Enterable) -> str:
    """What a value of a rule looks like."""
    rule = one.rule
    if one.between:
        return _("a whole number from %(least)s to %(most)s") % {"least": one.between[0], "most": one.between[1]}
    if rule.unit == "code":
        return _("One of: %(choices)s.") % {
            "choices": ", ".join(f"{code} = {code_words(code)}" for code in rule.choices)
        }
    told = {
        "flag": _("yes or no"),
        "yuan": _("an amount in yuan, for example 400 or 400.50"),
        "day": _("a day, for example 2026-12-31"),
        "fraction": _("a share, for example 5% or 0.05"),
        "fraction_per_day": _("a share a day, for example 0.05% or 0.0005"),
    }
    return told.get(rule.unit, _("a whole number"))


def value_problems(row: RuleValue, place: Place | None) -> Iterator[tuple[str, str]]:
    """(field, sentence) for what stands against a value. No query but one where amounts hang together."""
    one = enterable_rules().get(row.rule)
    if one is None:
        yield "rule", _("No office enters values of this rule.")
        return
    yield from _person_problems(row, one)
    try:
        value = one.read(row.value)
    except NotAValue:
        yield "value", _("Expected: %(form)s.") % {"form": how_to_write(one)}
        return
    if one.yearly:
        yield from _yearly_problems(row, value)
    if place is not None and ((place.prefix, row.starts_on) in one.in_files or _in_files(row, place)):
        yield (
            "starts_on",
            _("The project's files already have a value of this place from this day. Choose another first day."),
        )


def _person_problems(row: RuleValue, one: Enterable) -> Iterator[tuple[str, str]]:
    if one.persons and row.person not in one.persons:
        yield "person", _("This rule tells people apart: say for whom the value is.")
    elif row.person and not one.persons:
        yield "person", _("This rule holds for everybody alike: leave this empty.")


def _yearly_problems(row: RuleValue, value: object) -> Iterator[tuple[str, str]]:
    """A value of an insurance year: it begins with the year and needs no end; its days lie in the year or the one before."""
    if (row.starts_on.month, row.starts_on.day) != (1, 1) or row.until is not None:
        text = _("This is a value of one insurance year: it is in force from 1 January, and has no last day.")
        yield "starts_on", text
    elif isinstance(value, date) and value.year not in (row.starts_on.year - 1, row.starts_on.year):
        yield "value", _("A day of the insurance year or of the year before it is expected.")


def _in_files(row: RuleValue, place: Place) -> bool:
    """Whether the files have a value of the same rule, place, people and day."""
    rule = file_rules().get(row.rule)
    values = rule.values if rule is not None else ()
    people = (("person", (row.person,)),) if row.person else ()
    return any(one.place == place.prefix and one.from_ == row.starts_on and one.applies_to == people for one in values)


def _problems(row: PublishedModel) -> Iterator[str]:
    if not isinstance(row, RuleValue):
        raise TypeError(f"{row!r} is no value of a rule")
    return (sentence for _field, sentence in value_problems(row, row.place))


def _names(row: PublishedModel) -> Iterator[str]:
    """The rule and the people in words: the columns hold codes."""
    if not isinstance(row, RuleValue):
        raise TypeError(f"{row!r} is no value of a rule")
    one = enterable_rules().get(row.rule)
    if one is not None:
        yield rule_name(one.rule) + (f" · {code_words(row.person)}" if row.person else "")


def register() -> None:
    """Called once, when the apps are ready."""
    keys = ("rule", "person", "place")
    register_published(Kind(model=RuleValue, keys=keys, problems=_problems, touches=(_names,)))
