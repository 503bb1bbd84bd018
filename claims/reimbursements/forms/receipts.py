"""A receipt with the grid of its lines: rows of fields, or pasted from a spreadsheet. An empty row is no line."""

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casework.imports.forms import ACCEPTED
from casework.steps.forms.base import PlainForm
from casework.steps.forms.fields import DayField, TextField, text_of
from claims.calculator.forms.fields import FigureField
from claims.findings.rules.codes_of_packs import TRACE, traces_in
from claims.reimbursements.choices import ReceiptKind
from claims.reimbursements.forms.claim import AS_TYPED, EARLIEST
from claims.reimbursements.models.receipt import ReceiptLine
from claims.reimbursements.services.receipts import LineData, ReceiptData
from claims.settlement.rules.reading.values import LARGEST, read_money, read_price, read_quantity
from institutions.catalogue.rules.codes import fold
from institutions.staff_qualification.rules.staff_codes import ANY_FORM

MOST_LINES, FIRST_LINES, MORE_LINES = 200, 8, 10
# The order of the columns of the grid, and of what is pasted.
COLUMNS = ("code", "name", "quantity", "price", "amount", "on", "doctor", "traces")
# Those that few receipts name: shown when asked for, or when something stands in one.
FURTHER = ("doctor", "traces")
FEN = Decimal("0.01")
LONGEST_PASTE = 60_000
# As many characters as the code of a consumable with its specification has.
LONGEST_CODE = 27
# A line is of some packs of one drug.
LONGEST_TRACES = 900
NUMBERS = {
    ReceiptKind.ELECTRONIC: (re.compile(r"[0-9]{10}"), _("The number of an e-receipt has ten digits.")),
    ReceiptKind.PAPER: (re.compile(r"[0-9A-Z]{4,20}"), _("A receipt number has 4 to 20 digits or letters.")),
}
CODE_FORM = _("The code of an e-receipt has eight digits.")
E_RECEIPT = _("A code of eight digits with a number of ten is an e-receipt, printed or not: enter it as one.")
CHECK_FORM = _("The check code has six digits or letters.")
LOOK_UP = _("Look the e-receipt up: one that was reversed (red) is not taken in.")
NOT_ABOVE_ZERO = _("An amount lies above zero.")
TOO_LARGE = _("This amount is too large: compare quantity and unit price.")
TOO_MANY_LINES = _("A receipt takes up to 200 lines. What did not fit is left here.")


def plain(typed: str) -> str:
    """Digits and letters as an input method or a scanner may write them, without blanks and hyphens."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", typed))


def has_further(data: Mapping) -> bool:
    """Whether the columns that few receipts name are shown: asked for, or filled."""
    return bool(data.get("further")) or any(
        data.get(f"line-{number}-{name}") for number in range(row_count(data)) for name in FURTHER
    )


class LineForm(PlainForm):
    """One line as printed."""

    code = TextField(label=_("National code"), max_length=AS_TYPED, required=False)
    name = text_of(ReceiptLine, "name", required=False)
    quantity = FigureField(read_quantity, label=_("Quantity"))
    price = FigureField(read_price, label=_("Unit price"))
    amount = FigureField(read_money, label=_("Amount"))
    on = DayField(label=_("Day"), required=False, help_text="", earliest=EARLIEST)

    doctor = TextField(label=_("Code of the doctor"), max_length=AS_TYPED, required=False)
    traces = TextField(label=_("Traceability codes"), max_length=LONGEST_TRACES, required=False)

    def __init__(self, *args, number: int, today: date, further: bool = True, **kwargs):
        super().__init__(*args, prefix=f"line-{number}", **kwargs)
        self.number = number
        for name in () if further else FURTHER:
            del self.fields[name]
        day = self.fields["on"]
        if isinstance(day, DayField):
            day.latest = today
        self.fields["code"].widget.attrs |= {"list": "claim-items", "autocomplete": "off"}
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{number + 1} · {field.label}"

    @property
    def shown_number(self) -> int:
        return self.number + 1

    @property
    def typed(self) -> bool:
        """Whether anything stands in the line."""
        return any((self.data.get(self.add_prefix(name)) or "").strip() for name in self.fields)

    def clean_code(self):
        code = fold(self.cleaned_data["code"])
        if len(code) > LONGEST_CODE:
            raise ValidationError(_("A national code has at most 27 characters."))
        return code

    def clean_doctor(self):
        code = fold(self.cleaned_data["doctor"])
        if code and not ANY_FORM.fullmatch(code):
            raise ValidationError(_("The code of a doctor has 6 to 20 digits or letters."))
        return code

    def clean_traces(self):
        """The codes in the order they are typed, each once."""
        codes = tuple(dict.fromkeys(traces_in(self.cleaned_data["traces"])))
        if not all(TRACE.fullmatch(one) for one in codes):
            raise ValidationError(
                _("A traceability code has 8 to 40 digits or letters; several stand with blanks between them.")
            )
        return codes

    def clean(self):
        """An item, and an amount: printed, or price times quantity."""
        super().clean()
        cleaned = self.cleaned_data
        if not self.typed or self.errors:
            return cleaned
        if not (cleaned.get("name") or cleaned.get("code")):
            self.add_error("name", _("Write the item as it is printed."))
        quantity = Decimal(cleaned.get("quantity") or "1")
        price = Decimal(cleaned["price"]) if cleaned.get("price") else None
        amount = Decimal(cleaned["amount"]) if cleaned.get("amount") else None
        if amount is None and price is not None:
            amount = (price * quantity).quantize(FEN, ROUND_HALF_UP)
        if amount is None:
            self.add_error("amount", _("Enter the amount, or quantity and unit price."))
        elif amount <= 0 or quantity <= 0 or (price is not None and price <= 0):
            self.add_error("amount", NOT_ABOVE_ZERO)
        elif amount >= LARGEST:
            # Price and quantity may each be in bounds.
            self.add_error("amount", TOO_LARGE)
        cleaned |= {"quantity": quantity, "price": price, "amount": amount}
        return cleaned

    def line(self) -> LineData:
        """What the service takes. Only for a valid form with something typed."""
        found = {name: self.cleaned_data[name] for name in COLUMNS if name in self.fields}
        return LineData(**found | {"name": found["name"] or found["code"]})


class ReceiptForm(PlainForm):
    """A receipt as printed."""

    needed = frozenset({"code", "check_code", "looked_up"})

    # The version of the case this page shows: what is entered anew was seen as it is.
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=_("Kind of receipt"), choices=ReceiptKind.choices, widget=forms.RadioSelect)
    code = TextField(
        label=_("Receipt code"), max_length=AS_TYPED, required=False, help_text=_("Eight digits of an e-receipt.")
    )
    number = TextField(label=_("Receipt number"), max_length=AS_TYPED)
    check_code = TextField(label=_("Check code"), max_length=AS_TYPED, required=False)
    issued_on = DayField(label=_("Issued on"), earliest=EARLIEST)
    total = FigureField(read_money, label=_("Total of the receipt"), required=True)
    looked_up = forms.BooleanField(label=_("Looked up: it was not reversed (red)"), required=False)
    paste = forms.CharField(
        label=_("Paste lines from a spreadsheet"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=LONGEST_PASTE,
        help_text=_(
            "Columns in this order: national code, item, quantity, unit price, amount, day, code of the doctor, "
            "traceability codes. They join the lines below."
        ),
    )

    sheet = forms.FileField(
        label=_("Lines as an XLSX workbook or a CSV file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ",".join(ACCEPTED.values()), "autocomplete": "off"}),
        help_text=_(
            "With a row of headers such as item, quantity, unit price, amount; at most 200 rows and 2 MB. "
            "The rows join the lines below, to be looked at before they are saved."
        ),
    )

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        day = self.fields["issued_on"]
        if isinstance(day, DayField):
            day.latest = today

    def clean_paste(self):
        """What is still here found no row: nothing that was pasted is lost unseen."""
        if self.cleaned_data["paste"].strip():
            raise ValidationError(TOO_MANY_LINES)
        return ""

    def clean(self):
        """Code, number and check code as the kind of receipt has them."""
        super().clean()
        cleaned = self.cleaned_data
        kind, electronic = cleaned.get("kind"), cleaned.get("kind") == ReceiptKind.ELECTRONIC
        if kind is None:
            return cleaned
        form, words = NUMBERS[kind]
        number, code = plain(cleaned.get("number") or "").upper(), plain(cleaned.get("code") or "").upper()
        check = plain(cleaned.get("check_code") or "").lower() if electronic else ""
        if number and not form.fullmatch(number):
            self.add_error("number", words)
        if electronic:
            self._electronic(code, check, looked_up=cleaned.get("looked_up"))
        elif re.fullmatch(r"[0-9]{8}", code) and re.fullmatch(r"[0-9]{10}", number):
            self.add_error("kind", E_RECEIPT)
        elif len(code) > 20:
            self.add_error("code", _("A receipt code has at most 20 digits or letters."))
        if cleaned.get("total") and Decimal(cleaned["total"]) <= 0:
            self.add_error("total", NOT_ABOVE_ZERO)
        return cleaned | {"number": number, "code": code, "check_code": check}

    def _electronic(self, code: str, check: str, *, looked_up: bool | None) -> None:
        if not re.fullmatch(r"[0-9]{8}", code):
            self.add_error("code", CODE_FORM)
        if not re.fullmatch(r"[0-9a-z]{6}", check):
            self.add_error("check_code", CHECK_FORM)
        if not looked_up:
            self.add_error("looked_up", LOOK_UP)

    def receipt(self, lines: list[LineForm]) -> ReceiptData:
        """What the service takes. Only for a valid form with valid lines."""
        found = self.cleaned_data
        return ReceiptData(
            kind=found["kind"],
            code=found["code"],
            number=found["number"],
            check_code=found["check_code"],
            issued_on=found["issued_on"],
            total=Decimal(found["total"]),
            looked_up=bool(found["looked_up"]) and found["kind"] == ReceiptKind.ELECTRONIC,
            lines=tuple(line.line() for line in lines if line.typed),
        )


def row_count(data: Mapping, *, more: bool = False) -> int:
    """How many rows the grid has: what the page had, within its bounds, and some more when asked for."""
    typed = str(data.get("rows", ""))[:4]
    rows = int(typed) if typed.isascii() and typed.isdigit() else FIRST_LINES
    return min(MOST_LINES, max(FIRST_LINES, rows) + (MORE_LINES if more else 0))


def pasted(text: str) -> list[list[str]]:
    """What was pasted, row by row: cells parted by tabulators, in quotation marks where a spreadsheet writes them so. A row that
    names the columns is none."""
    rows = (
        [" ".join(cell.split()) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter="\t")
    )
    found = [row for row in rows if any(row)]
    return found[1:] if found and _is_heading(found[0]) else found


def _is_heading(row: Sequence[str]) -> bool:
    """Whether a row names the columns: words where figures stand, and no digit in any of them."""
    figures = "".join(row[2:5])
    return bool(figures) and not any(char.isdigit() for char in figures)


def with_pasted(data) -> dict:
    """The data of a form with what was pasted in the first empty rows behind those typed; as many rows as it takes. What finds no
    row stays where it was pasted."""
    flat = {name: data.get(name) for name in data if name != "paste"}
    text = data.get("paste") or ""
    if len(text) > LONGEST_PASTE:
        return flat | {"paste": text}
    found = pasted(text)
    flat, left = placed(flat, [dict(zip(COLUMNS, row, strict=False)) for row in found])
    return flat | {"paste": "\n".join("\t".join(row) for row in found[len(found) - len(left) :])}


def first_empty(data: Mapping) -> int:
    """The first empty row of the grid behind those typed."""
    typed = [
        number
        for number in range(row_count(data))
        if any((data.get(f"line-{number}-{name}") or "").strip() for name in COLUMNS)
    ]
    return max(typed, default=-1) + 1


def placed(data: dict, found: Sequence[Mapping[str, str]]) -> tuple[dict, Sequence[Mapping[str, str]]]:
    """The data of a form with further rows, by column, behind those typed; and those that find no row."""
    at = first_empty(data)
    fit = found[: MOST_LINES - at]
    for number, row in enumerate(fit, at):
        data |= {f"line-{number}-{name}": row.get(name, "") for name in COLUMNS}
    return data | {"rows": str(max(row_count(data), at + len(fit)))}, found[len(fit) :]
