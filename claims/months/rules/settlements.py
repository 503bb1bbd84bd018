"""A row of an institution's file: its cells together, and what all rows of one settlement must say alike. Pure."""

import re
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

from casework.imports.rules.cells import Problem
from casework.imports.rules.descriptions import read_description
from casework.imports.rules.rows import Values
from casework.money.rules.amounts import ZERO
from claims.findings.rules.codes_of_packs import TRACE, traces_in
from institutions.catalogue.rules.codes import fold as fold_code
from institutions.staff_qualification.rules.staff_codes import ANY_FORM

SETTLEMENTS = read_description(Path(__file__).with_name("settlements.toml"))
# A spreadsheet makes the first day of a month that is typed into it.
MONTH = re.compile(r"(20[0-9]{2})[-/.年]?(0[1-9]|1[0-2]|[1-9])(?:月|[-/.月]0?1日?)?")
LAYERS = ("supplement_pays", "major_illness_pays", "assistance_pays")
# What is said of the settlement and not of its line: the same in all of its rows.
OF_CARE = (
    *("month", "number", "original", "document", "care", "starts_on", "ends_on", "settled_on", "diagnosis"),
    *("total", "fund_pays", *LAYERS),
)


def month_of(text: str) -> date | None:
    """The first day of the month a cell names, such as 2026-05, 202605 or 2026年5月."""
    found = MONTH.fullmatch(unicodedata.normalize("NFKC", text).replace(" ", ""))
    return date(int(found[1]), int(found[2]), 1) if found else None


def together(values: Values, _vocabulary: Any, on: date) -> list[Problem]:
    """What the cells of a row say of each other; month, line and layers that are left empty are put in their form."""
    problems = [*_month(values), *_days(values, on), *_line(values)]
    for layer in LAYERS:
        values[layer] = values.get(layer) or ZERO
    for code in ("total", "fund_pays", "amount", *LAYERS):
        if values.get(code) and values[code] < 0:
            problems.append(Problem(code, "below_zero", {}))
    values["original"], values["original_line"] = values.get("original") or "", values.get("original_line") or ""
    problems += _of_original(values)
    if values["original"] and values["original"] == values.get("number"):
        problems.append(Problem("original", "names_itself", {}))
    if values.get("code"):
        values["code"] = fold_code(values["code"])
    if not problems and values.get("total") != "" and _paid(values) > values.get("total", ZERO):
        problems.append(Problem("total", "paid_more_than_billed", {}))
    return problems


def _paid(values: Values) -> Any:
    return sum((values.get(layer) or ZERO for layer in ("fund_pays", *LAYERS)), ZERO)


def _month(values: Values) -> list[Problem]:
    if not values.get("month"):
        return []
    month = month_of(values["month"])
    if month is None:
        return [Problem("month", "no_month", {})]
    values["month"] = f"{month:%Y-%m}"
    settled = values.get("settled_on")
    if settled and settled.replace(day=1) != month:
        return [Problem("settled_on", "other_month", {})]
    return []


def _days(values: Values, on: date) -> list[Problem]:
    starts, ends, settled = (values.get(code) or None for code in ("starts_on", "ends_on", "settled_on"))
    if starts and ends and ends < starts:
        return [Problem("ends_on", "ends_before", {})]
    if ends and settled and settled < ends:
        return [Problem("settled_on", "settled_before_end", {})]
    if settled and settled > on:
        return [Problem("settled_on", "settled_ahead", {})]
    return []


def _line(values: Values) -> list[Problem]:
    problems = []
    if values.get("quantity") != "" and values.get("quantity") == 0:
        problems.append(Problem("quantity", "nothing_given", {}))
    return [*problems, *_coded(values)]


def _coded(values: Values) -> list[Problem]:
    """Who ordered the line and the codes on its packs, put in their form; each pack once."""
    problems = []
    values["doctor"] = fold_code(values.get("doctor") or "")
    if values["doctor"] and not ANY_FORM.fullmatch(values["doctor"]):
        problems.append(Problem("doctor", "no_doctor", {}))
    packs = list(dict.fromkeys(traces_in(values.get("traces") or "")))
    if not all(TRACE.fullmatch(one) for one in packs):
        problems.append(Problem("traces", "no_pack", {}))
    values["traces"] = " ".join(packs)
    return problems


def _of_original(values: Values) -> list[Problem]:
    """A corrected line names its original settlement, and keeps its number: all other lines stand as they were declared."""
    line = values["original_line"]
    if line and not values["original"]:
        return [Problem("original_line", "no_original", {})]
    return [Problem("original_line", "keeps_its_number", {})] if line and line != values.get("line") else []


def said_of_care(values: Values) -> tuple[Any, ...]:
    """What a row says of its settlement."""
    return tuple(values.get(code, "") for code in OF_CARE)
