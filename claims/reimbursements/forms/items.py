"""What is looked up in the catalogue when a receipt is saved: a part of a name typed as a code, the name of a code alone."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from claims.reimbursements.forms.receipts import LineForm
from claims.reimbursements.models.claim import Reimbursement
from claims.reimbursements.queries.items import FoundItem, is_name, items_named, names_of

SHOWN = 5
NONE_FOUND = _(
    "No item of the list has this in its name. Write the national code, or leave it empty and write the item as it is printed."
)
SEVERAL = _("Several items have this in their names. Write the code of one: %(items)s")


def look_up(lines: Sequence[LineForm], claim: Reimbursement) -> bool:
    """Put code and name of the item each line means in their place; False when one means none or several. Only for valid lines.
    At most two queries."""
    typed = [line for line in lines if line.typed]
    parts = {line.cleaned_data["code"] for line in typed if is_name(line.cleaned_data["code"])}
    found = items_named(claim, parts)
    for line in typed:
        if line.cleaned_data["code"] in parts:
            _take(line, found[line.cleaned_data["code"]])
    alone = {line.cleaned_data["code"] for line in typed if not line.errors and not line.cleaned_data["name"]} - parts
    names = names_of(claim, alone)
    for line in typed:
        if not line.errors and not line.cleaned_data["name"]:
            line.cleaned_data["name"] = names.get(line.cleaned_data["code"], "")
    return not any(line.errors for line in typed)


def _take(line: LineForm, found: Sequence[FoundItem]) -> None:
    if len(found) == 1:
        line.cleaned_data["code"] = found[0].code
        line.cleaned_data["name"] = line.cleaned_data["name"] or found[0].name
    elif found:
        shown = "; ".join(f"{one.code} {one.name}" for one in found[:SHOWN])
        line.add_error("code", SEVERAL % {"items": shown})
    else:
        line.add_error("code", NONE_FOUND)
