"""Reads the activation matrix and the words for its reasons from the data file."""

from functools import cache
from pathlib import Path

from casework.rules.rule_files import (
    check_code,
    check_date,
    check_keys,
    check_place,
    check_text,
    read_toml,
    require,
)
from casework.rules.rule_records import STATUSES
from casework.rules.rules_document import RuleTable
from enrolment.rules.activation_advisor import CHANNEL_KINDS, OFFICE_LEVELS, Channel, Matrix, MatrixEntry
from enrolment.rules.identity_numbers import KINDS

PATH = Path(__file__).with_name("activation_matrix.toml")
LANGUAGES = ("zh_hans", "zh_hant", "en")
CHANNEL_KEYS = {"code", "kind", *LANGUAGES}
ENTRY_KEYS = {"channel", "document", "place", "from", "source", "status"}


@cache
def load_matrix(path: Path = PATH) -> Matrix:
    """The matrix of the file. Raises RuleFileError naming the file, the entry and what is allowed."""
    content = read_toml(path)
    channels = tuple(_parse_channel(path, table) for table in content["channels"])
    codes = {channel.code for channel in channels}
    entries = tuple(_parse_entry(path, n, table, codes) for n, table in enumerate(content["entries"], start=1))
    distinct = {(e.channel, e.document, e.place, e.from_) for e in entries}
    require(path, len(distinct) == len(entries), "entries", "one entry per channel, document, place and from")
    levels = tuple(check_code(path, "counter_levels", level, OFFICE_LEVELS) for level in content["counter_levels"])
    return Matrix(channels, entries, levels)


@cache
def load_reasons(path: Path = PATH) -> dict[str, dict[str, str]]:
    """The words for each reason in three languages: zh_hans, zh_hant, en. Raises RuleFileError."""
    reasons = read_toml(path)["reasons"]
    for code, words in reasons.items():
        check_keys(path, f"reasons.{code}", words, set(LANGUAGES), set(LANGUAGES))
    return reasons


def activation_table(matrix: Matrix) -> RuleTable:
    """The matrix as a table for the generated rules document."""
    names = {channel.code: channel for channel in matrix.channels}
    rows = tuple(
        (
            names[e.channel].en,
            names[e.channel].zh_hans,
            e.document,
            e.place or "country",
            e.from_.isoformat(),
            e.until.isoformat() if e.until else "",
            e.source,
            e.status,
        )
        for e in matrix.entries
    )
    columns = ("Channel", "渠道", "Document", "Place", "From", "Until", "Source", "Status")
    return RuleTable("Activation of the medical insurance code", columns, rows)


def _parse_channel(path: Path, table: dict) -> Channel:
    where = f"channels, {table.get('code', 'without code')}"
    check_keys(path, where, table, CHANNEL_KEYS, CHANNEL_KEYS)
    texts = {key: check_text(path, f"{where}: {key}", table[key]) for key in ("code", *LANGUAGES)}
    return Channel(kind=check_code(path, f"{where}: kind", table["kind"], CHANNEL_KINDS), **texts)


def _parse_entry(path: Path, number: int, table: dict, channels: set[str]) -> MatrixEntry:
    where = f"entries, entry {number}"
    check_keys(path, where, table, ENTRY_KEYS | {"until"}, ENTRY_KEYS)
    starts = check_date(path, f"{where}: from", table["from"])
    ends = check_date(path, f"{where}: until", table["until"]) if "until" in table else None
    require(path, ends is None or starts <= ends, f"{where}: until = {ends}", f"not before from = {starts}")
    return MatrixEntry(
        channel=check_code(path, f"{where}: channel", table["channel"], channels),
        document=check_code(path, f"{where}: document", table["document"], KINDS),
        place=check_place(path, f"{where}: place", table["place"]),
        from_=starts,
        until=ends,
        source=check_text(path, f"{where}: source", table["source"]),
        status=check_code(path, f"{where}: status", table["status"], STATUSES),
    )
