"""The cases of bad input by kind of field, and what each asks of each form."""

import tomllib
from pathlib import Path

from tests.badinput.sheets import SHEETS, Sheet

HERE = Path(__file__).parent
LANGUAGES = ("zh-hans", "zh-hant", "en")
CASES = {file.stem: tomllib.loads(file.read_text("utf-8"))["case"] for file in HERE.glob("*.toml")}
FIELDS = [(one.name, field, kind) for one in SHEETS for field, kind in one.kinds.items()]
TRIED = [(name, field, case["id"]) for name, field, kind in FIELDS for case in CASES[kind]]
WIDE = {ord("0") + n: ord("\uff10") + n for n in range(10)}


def case_of(one: Sheet, field: str, case_id: str) -> dict:
    return next(case for case in CASES[one.kinds[field]] if case["id"] == case_id)


def text_of(case: dict, one: Sheet, field: str) -> str:
    """The text to post, with the field's own good value put in."""
    text = case["text"] * case.get("times", 1)
    if case.get("plain") or "{" not in text:
        return text
    good = one.fields[field]
    parts = {"good": good, "lower": good.lower(), "head": good[:-1], "wrong": good[:-1] + _another(good[-1])}
    day = one.days.get(field)
    if day:
        parts |= {"y": day.year, "m": day.month, "d": day.day, "mm": f"{day.month:02}", "dd": f"{day.day:02}"}
        good = day.isoformat()
    return text.format(wide=good.translate(WIDE), **parts)


def _another(character: str) -> str:
    return "1" if character != "1" else "2"


def wanted_of(case: dict, one: Sheet, field: str) -> str:
    """accepted, refused or either, for this field."""
    if case.get("checked") and field not in one.checked:
        return "either"
    if case["wanted"] == "empty":
        return "accepted" if field in one.optional else "refused"
    return case["wanted"]
