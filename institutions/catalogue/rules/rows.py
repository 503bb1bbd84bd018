"""What the cells of a row say together, as problems beside their columns; and the value of a rule in the form it is kept in."""

from collections.abc import Mapping

from institutions.catalogue.rules.codes import PATENT, WESTERN, kind_of
from institutions.catalogue.rules.supervision import KINDS, problems_of, read_value

# Columns of items that say something only together with others; a row without any of them is as good as its cells.
LINKED = {
    "items": ("agreement_ends_on", "commercial", "age_from", "age_to", "most", "per"),
    "first_pay": (),
    "prices": (),
    "diagnoses": (),
    "rules": ("kind",),
}
# Why cells do not go together: each with a sentence in `words`.
PROBLEMS = ("commercial_is_paid", "no_standard", "only_drugs", "ages_reversed", "most_without_period")


def together(name: str, row: Mapping[str, str]) -> list[tuple[str, str]]:
    """(column, problem) for each thing the cells of a row say wrongly together. Cells are as they are kept."""
    if name == "items":
        return _item(row)
    return problems_of(row) if name == "rules" else []


def _item(row: Mapping[str, str]) -> list[tuple[str, str]]:
    found = []
    if row["commercial"] and row["fund_class"] not in ("c", ""):
        found.append(("fund_class", "commercial_is_paid"))
    if row["agreement_ends_on"] and not row["payment_standard"]:
        found.append(("payment_standard", "no_standard"))
    if (row["agreement_ends_on"] or row["commercial"]) and kind_of(row["code"]) not in (WESTERN, PATENT, ""):
        found.append(("agreement_ends_on" if row["agreement_ends_on"] else "commercial", "only_drugs"))
    if row["age_from"] and row["age_to"] and int(row["age_from"]) > int(row["age_to"]):
        found.append(("age_to", "ages_reversed"))
    if bool(row["most"]) is not bool(row["per"]) or row["most"] == "0":
        found.append(("per" if row["most"] and row["most"] != "0" else "most", "most_without_period"))
    return found


def as_kept(name: str, row: Mapping[str, str]) -> Mapping[str, str]:
    """A row without problems, the value of a rule in the one form it is kept in: 男 is male."""
    if name != "rules" or not KINDS[row["kind"]].value:
        return row
    return {**row, "value": read_value(row["kind"], row["value"]) or ""}
