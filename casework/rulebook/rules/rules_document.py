"""Renders docs/rules.md: every rule and every value of it, with source and status."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from casework.rulebook.rules.rule_records import Rule, Value

HEADING = """# Rules and parameters

Generated from the data files beside the rules by `bin/manage write_rules`; edit those, not this page.
Status: **stated** in the text of a law or notice; **reported** by the press or a copy; **inferred** from stated facts;
**assumed** by this project because no source was found.
"""
COLUMNS = ("From", "Until", "Place", "Applies to", "Counted from", "Value", "Source", "Status", "Checked")


@dataclass(frozen=True)
class RuleTable:
    """A table of data that is no single number (calendar, eligibility, activation), ready to be printed."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def render_rules_document(rules: Mapping[str, Rule], tables: Iterable[RuleTable] = (), on: date | None = None) -> str:
    """The Markdown page. With `on`, values in force that day are marked; without it the page does not age."""
    parts = [HEADING]
    parts += [_render_rule(rules[rule_id], on) for rule_id in sorted(rules)]
    parts += [f"## {table.title}\n\n{_markdown_table(table.columns, table.rows)}" for table in tables]
    return "\n".join(parts)


def value_text(value: Value) -> str:
    """A value as printed: exact, and a word where no source gives one."""
    if value.value is None:
        return "not known"
    if isinstance(value.value, bool):
        return "yes" if value.value else "no"
    return str(value.value)


def _render_rule(rule: Rule, on: date | None) -> str:
    counted = f", {rule.counted.replace('_', ' ')}" if rule.counted else ""
    lines = [f"## {rule.id}", "", f"- English: {rule.en}", f"- 简体中文: {rule.zh_hans}", f"- 繁體中文: {rule.zh_hant}"]
    lines.append(f"- Unit: {rule.unit.replace('_', ' ')}{counted}")
    if rule.note:
        lines.append(f"- Note: {rule.note}")
    ordered = sorted(rule.values, key=lambda v: (v.place, v.applies_to, v.from_))
    rows = [_value_row(value, on) for value in ordered]
    return "\n".join([*lines, "", _markdown_table(COLUMNS, rows)])


def _value_row(value: Value, on: date | None) -> tuple[str, ...]:
    applies = "; ".join(f"{name}: {', '.join(entries)}" for name, entries in value.applies_to)
    mark = " (in force)" if on is not None and value.in_force(on) else ""
    return (
        value.from_.isoformat() + mark,
        value.until.isoformat() if value.until else "",
        value.place or "country",
        applies,
        (value.starts or "").replace("_", " "),
        value_text(value),
        value.source,
        value.status,
        value.checked.isoformat(),
    )


def _markdown_table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    columns = tuple(columns)
    lines = [columns, tuple("---" for _ in columns), *rows]
    return "".join(f"| {' | '.join(_cell(cell) for cell in line)} |\n" for line in lines)


def _cell(text: str) -> str:
    return text.replace("\n", " ").replace("|", "\\|")
