"""What a cell of a workbook holds."""

from dataclasses import dataclass

TEXT, NUMBER, DAY, FORMULA, ERROR, BOOLEAN, OVERLONG, NOT_A_DAY = (
    "text",
    "number",
    "day",
    "formula",
    "error",
    "boolean",
    "overlong",
    "not_a_day",
)


@dataclass(frozen=True)
class Cell:
    """What a cell of a workbook holds: its kind, and its text as stored (a day as 2026-06-07)."""

    kind: str
    text: str
