"""The grid of a bill: up to thirty lines, each a small form; an empty line is no line."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import PlainForm
from casework.steps.forms.fields import DayField, TextField
from claims.calculator.forms.fields import CodeField, FigureField, PercentField, visit_days
from claims.policies.rules.codes import Codes
from claims.settlement.rules.reading.values import read_price, read_quantity, read_ratio

MOST_LINES, FIRST_LINES, MORE_LINES = 30, 5, 5
# What a field of the grid is called in a case; the others have one name.
PATHS = {"item_class": "class", "kind": "item_class"}


class LineForm(PlainForm):
    """One item of the bill."""

    item_class = CodeField("class", empty="", label=_("Class"))
    kind = CodeField("item_class", empty="", label=_("Kind of item"))
    name = TextField(label=_("Item"), max_length=80, required=False)
    quantity = FigureField(read_quantity, label=_("Quantity"))
    price = FigureField(read_price, label=_("Unit price"))
    first_pay_ratio = PercentField(read_ratio, label=_("First-payment ratio in percent"))
    payment_standard = FigureField(read_price, label=_("Payment standard"))
    on = DayField(label=_("Day"), required=False, help_text="")

    def __init__(self, *args, codes: Codes, number: int, today: date, **kwargs):
        super().__init__(*args, prefix=f"line-{number}", **kwargs)
        self.number = number
        self.fields["on"].earliest, self.fields["on"].latest = visit_days(today)
        self.fields["item_class"].offer(("a", "b", "c"))
        self.fields["kind"].offer(codes.item_classes)
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{number + 1} · {field.label}"

    def clean(self):
        """A line needs its class; the engine itself asks for the price."""
        cleaned = super().clean()
        if self.typed and not self.errors and not cleaned.get("item_class"):
            self.add_error("item_class", _("Choose the class of the item."))
        return cleaned

    @property
    def shown_number(self) -> int:
        return self.number + 1

    @property
    def judged(self) -> bool:
        """Whether anything may be said of the line: an empty one is no line."""
        return self.is_bound and self.typed

    @property
    def typed(self) -> bool:
        """Whether anything stands in the line."""
        return any((self.data.get(self.add_prefix(name)) or "").strip() for name in self.fields)

    def document(self) -> dict:
        """The line as the engine reads it. Only for a valid form."""
        given = {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
        if "on" in given:
            given["on"] = given["on"].isoformat()
        return {PATHS.get(name, name): value for name, value in given.items()}

    def field_of(self, key: str) -> str | None:
        """The field a key of the engine's path is about."""
        names = {path: name for name, path in PATHS.items()}
        name = names.get(key, key)
        return name if name in self.fields else None


def row_count(data: Mapping, *, more: bool = False) -> int:
    """How many lines the grid has: what the page had, within its bounds, and some more when asked for."""
    typed = str(data.get("rows", ""))[:4]
    rows = int(typed) if typed.isascii() and typed.isdigit() else FIRST_LINES
    return min(MOST_LINES, max(FIRST_LINES, rows) + (MORE_LINES if more else 0))


def line_forms(codes: Codes, rows: int, data: Mapping, *, today: date, judged: bool) -> list[LineForm]:
    """The grid as typed; judged, or only shown again."""
    if judged:
        return [LineForm(data, codes=codes, number=number, today=today) for number in range(rows)]
    made = []
    for number in range(rows):
        start = {name: data.get(f"line-{number}-{name}", "") for name in LineForm.base_fields}
        made.append(LineForm(initial=start, codes=codes, number=number, today=today))
    return made
