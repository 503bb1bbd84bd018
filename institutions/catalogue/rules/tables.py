"""The lists and the kinds of rules as tables of the generated rules document."""

from casework.rulebook.rules.rules_document import RuleTable
from institutions.catalogue.rules.codes import LEADING, LENGTHS, STARTS, TREATMENT
from institutions.catalogue.rules.columns import LISTS, columns_of
from institutions.catalogue.rules.supervision import KINDS

# Where the shapes were found, and how sure that is.
_OF_CODES = {
    "western": ("supervision rule files, a compilation of 2025-26, measured on 16,518 codes", "stated"),
    "patent": ("supervision rule files, a compilation of 2025-26, measured on 16,518 codes", "stated"),
    "treatment": ("supervision rule files, a compilation of 2025-26, measured on 16,518 codes", "stated"),
    "consumable": ("coding standard as reported by the press", "reported"),
}
_STARTS = STARTS | {TREATMENT: LEADING}
_OF_KINDS = "published supervision rule files; how a window is counted is assumed"


def codes_table() -> RuleTable:
    """The shapes of national codes."""
    rows = tuple(
        (kind, _STARTS[kind], " or ".join(map(str, lengths)), *_OF_CODES[kind]) for kind, lengths in LENGTHS.items()
    )
    diagnosis = ("diagnosis", "a letter and two digits", "3 to 14", "clinical edition for medical insurance", "assumed")
    return RuleTable(
        "National codes of the catalogue", ("Kind", "Begins with", "Characters", "Source", "Status"), (*rows, diagnosis)
    )


def lists_table() -> RuleTable:
    """The columns of each list that is imported."""
    rows = tuple(
        (name, column.code, column.labels[0], column.reads, "yes" if column.needed else "")
        for name in LISTS
        for column in columns_of(name)
    )
    return RuleTable("Columns of the lists of the catalogue", ("List", "Column", "Label", "Read as", "Needed"), rows)


def supervision_table() -> RuleTable:
    """The kinds of supervision rules and what each needs."""
    rows = tuple(
        (
            kind.replace("_", " "),
            needs.value,
            ", ".join(filter(None, needs.units)),
            ", ".join(filter(None, needs.periods)).replace("_", " "),
            "yes" if needs.second else "",
            _OF_KINDS,
            "stated",
        )
        for kind, needs in KINDS.items()
    )
    heads = ("Kind", "Value", "Unit", "Period", "Second code", "Source", "Status")
    return RuleTable("Kinds of supervision rules", heads, rows)
