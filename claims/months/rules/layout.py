"""The layout of an institution's file as a page: its columns in three languages with the national names, its codes, what each
finding does. Pure."""

from claims.months.rules.settlements import OF_CARE, SETTLEMENTS
from claims.runs.rules.consequences import consequences

READS = {
    "code": "text",
    "month": "year and month",
    "name": "text",
    "choice": "code of the list below",
    "day": "day",
    "money": "yuan, two places",
    "quantity": "number, four places at most",
}
HOW = (
    "One row a line; what is said of the settlement is the same in all of its rows. XLSX or CSV (UTF-8 or GB 18030; comma,",
    "semicolon or tab). Columns stand in any order; a header is known in each language and by the national name of the column,",
    "as published import templates of the national settlement and fee line tables have it (reported). Numbers of",
    "settlements and lines are text; lines stand in the natural order of their numbers (2 before 10), whatever file they came in.",
)
CORRECTIONS = (
    "## Corrections",
    "",
    "A settlement that names an original takes its place: one of the same month, which then is not paid, or one that was posted",
    "with an earlier month. It has a number of its own and all of its lines, not only those that differ. With a total of 0.00 (and",
    "one line of 0.00) all of the original is taken back. Who corrects once more names the last correction. Amounts below zero are",
    "refused.",
    "",
    "Where only some lines are wrong, each row names its original line and keeps its number: those lines take the place of the",
    "original's, with quantity and amount as they should have been (0.00 where nothing of a line was due); all other lines stand",
    "as they were declared. The total and what the layers are charged are of the settlement as corrected. What it comes to may be",
    "less than was paid: the difference is taken back with the month. A line that the original does not have is refused, as is a",
    "second correction of a line in one file. A settlement of which something is being recovered is not corrected beside.",
)


def layout_document() -> str:
    """The page, generated: docs/months.md."""
    lines = [
        "# The file of an institution's month",
        "",
        "Generated from the tables of `claims/months/rules` and `claims/runs/rules` by `bin/manage write_docs`.",
        "",
        *HOW,
        "",
        "| column | 简体 | 繁體 | national name | holds | needed | of |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for column in SETTLEMENTS.columns:
        national = next((name for name in column.other_names if name.isascii()), "")
        row = (
            column.headers["en"],
            column.headers["zh_hans"],
            column.headers["zh_hant"],
            f"`{national}`" if national else "",
            READS[column.reads],
            "yes" if column.needed else "",
            "settlement" if column.code in OF_CARE else "line",
        )
        lines.append(f"| {' | '.join(row)} |")
    lines += ["", *CORRECTIONS, "", "## Kinds of care", "", "| kind | written as |", "| --- | --- |"]
    lines += [f"| `{code}` | {', '.join(words)} |" for code, words in SETTLEMENTS.choices["care"].items()]
    lines += [
        "",
        "## What a finding does",
        "",
        "What is not named here is told beside the settlement and changes nothing.",
        "",
    ]
    lines += ["| finding | does |", "| --- | --- |"]
    lines += [f"| `{code}` | {does.replace('_', ' ')} |" for code, does in consequences().items()]
    return "\n".join(lines) + "\n"
