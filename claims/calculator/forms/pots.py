"""The fields for what a policy counts by itself: what of the year was for each of its pots, and of that in the visit's month."""

from django.utils.translation import gettext_lazy as _

from claims.calculator.forms.fields import FigureField
from claims.settlement.rules.reading.values import read_money
from claims.settlement.rules.records.case import COUNTED_AS_STAY
from claims.words.codes import code_word

OF_YEAR = {
    "deductible_taken": _("%(pot)s: deductibles charged in the year"),
    "in_scope": _("%(pot)s: in-scope cost of the year"),
    "fund_paid": _("%(pot)s: paid by the fund in the year"),
}
OF_MONTH = {
    "deductible_taken": _("%(pot)s: deductibles charged in the month or quarter of the visit"),
    "in_scope": _("%(pot)s: in-scope cost of the month or quarter of the visit"),
    "fund_paid": _("%(pot)s: paid by the fund in the month or quarter of the visit"),
}


def pot_fields(pots: dict[str, bool]) -> dict[str, tuple[str, str, FigureField]]:
    """Field -> its pot, its sum, the field. A pot is a name of the policy's own, so that fields go by its number."""
    found = {}
    for number, (pot, by_month) in enumerate(sorted(pots.items())):
        for kind, labels in (("pots", OF_YEAR), ("months", OF_MONTH if by_month else {})):
            for one, label in labels.items():
                field = FigureField(read_money, label=str(label) % {"pot": code_word("pot", pot)})
                field.widget.attrs["autocomplete"] = "off"
                found[f"{kind}_{number}_{one}"] = (pot, one, field)
    return found


def told_pots(fields: dict[str, tuple[str, str, FigureField]], cleaned: dict, visit: dict) -> dict:
    """The parts `pots` and `months` of a case's year. Where anything is told of them, what is left empty is nothing."""
    found: dict = {}
    for name, (pot, one, _field) in fields.items():
        value = cleaned.get(name)
        if value is None or value == "":
            continue
        if name.startswith("pots"):
            found.setdefault("pots", {}).setdefault(pot, {})[one] = value
        elif month := _month_of(visit):
            found.setdefault("months", {}).setdefault(pot, {}).setdefault(month, {})[one] = value
    return found


def field_of_pot(fields: dict[str, tuple[str, str, FigureField]], path: str) -> str | None:
    """The field that a refusal is about: of accumulators.pots.chronic.fund_paid, accumulators.months.chronic.2026-03.in_scope."""
    for name, (pot, one, _field) in fields.items():
        start = f"accumulators.{name.partition('_')[0]}.{pot}"
        if path == start or (path.startswith(f"{start}.") and path.endswith(f".{one}")):
            return name
    return None


def _month_of(visit: dict) -> str:
    """The month of the visit's day, of a stay that of its discharge; "" as long as the day is not told."""
    day = visit.get("discharged_on")
    if visit.get("setting") not in COUNTED_AS_STAY:
        day = day or visit.get("admitted_on") or visit.get("settled_on")
    return day[:7] if day else ""
