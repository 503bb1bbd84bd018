"""The fields for the year in which a stay ends that a policy splits at New Year: what that year holds already."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.calculator.forms.fields import FigureField
from claims.settlement.rules.reading.case_reader import COUNTS
from claims.settlement.rules.reading.values import read_money, read_whole

LABEL = _("Year the stay ends in: %(sum)s")
# Where a case states it.
PATH = "accumulators_next"


def next_year_fields(labels: Mapping[str, Promise], *, splits: bool) -> dict[str, FigureField]:
    """Field -> the field, for each sum of a year; none where no stay is split."""
    found = {}
    for name, label in labels.items() if splits else ():
        field = FigureField(read_whole if name in COUNTS else read_money, label=str(LABEL) % {"sum": label})
        field.widget.attrs["autocomplete"] = "off"
        found[f"next_{name}"] = field
    return found


def told_next_year(fields: Mapping[str, FigureField], cleaned: Mapping) -> dict:
    """The part `accumulators_next` of a case; what is left empty is nothing."""
    told = {name.removeprefix("next_"): cleaned.get(name) for name in fields}
    told = {name: value for name, value in told.items() if value not in (None, "")}
    return {PATH: told} if told else {}


def field_of_next_year(fields: Mapping[str, FigureField], path: str) -> str | None:
    """The field that a refusal is about: of accumulators_next.fund_paid, and of the whole the first."""
    start, _dot, name = path.partition(".")
    if start != PATH or not fields:
        return None
    return f"next_{name}" if f"next_{name}" in fields else next(iter(fields))
