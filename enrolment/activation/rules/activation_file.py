"""Reads the activation matrix and the words for its reasons from the data file."""

from functools import cache
from pathlib import Path
from typing import Any

from casework.rulebook.rules.rule_files import (
    LANGUAGES,
    check_code,
    check_date,
    check_keys,
    check_place,
    check_text,
    read_toml,
    require,
)
from casework.rulebook.rules.rule_records import STATUSES
from casework.rulebook.rules.rules_document import RuleTable
from enrolment.activation.rules.activation_records import CHANNEL_KINDS, OFFICE_LEVELS, Cell, Channel, Channels
from enrolment.documents.rules.identity_numbers import KINDS

PATH = Path(__file__).with_name("activation_matrix.toml")
CHANNEL_KEYS = {"code", "kind", *LANGUAGES}
CELL_KEYS = {"channel", "document", "possible", "place", "from", "source", "status"}


@cache
def load_matrix(path: Path = PATH) -> tuple[Cell, ...]:
    """The cells of the file. Raises RuleFileError naming the file, the cell and what is allowed."""
    codes = {channel.code for channel in load_channels(path).channels}
    tables = read_toml(path)["cells"]
    cells = tuple(_parse_cell(path, number, table, codes) for number, table in enumerate(tables, start=1))
    distinct = {(cell.channel, cell.document_kind, cell.place, cell.from_) for cell in cells}
    require(path, len(distinct) == len(cells), "cells", "one cell per channel, document, place and from")
    return cells


@cache
def load_channels(path: Path = PATH) -> Channels:
    """The channels and the levels of office that may activate. Raises RuleFileError."""
    content = read_toml(path)
    levels = tuple(check_code(path, "counter_levels", level, OFFICE_LEVELS) for level in content["counter_levels"])
    return Channels(tuple(_parse_channel(path, table) for table in content["channels"]), levels)


@cache
def load_reasons(path: Path = PATH) -> dict[str, dict[str, str]]:
    """The words for each reason in three languages: zh_hans, zh_hant, en. Raises RuleFileError."""
    reasons = read_toml(path)["reasons"]
    for code, words in reasons.items():
        check_keys(path, f"reasons.{code}", words, set(LANGUAGES), set(LANGUAGES))
    return reasons


def activation_table(cells: tuple[Cell, ...]) -> RuleTable:
    """The matrix as a table for the generated rules document."""
    names = {channel.code: channel for channel in load_channels().channels}
    columns = ("Channel", "渠道", "Document", "Possible", "Place", "From", "Source", "Status")
    rows = tuple(_row(cell, names[cell.channel]) for cell in cells)
    return RuleTable("Activation of the medical insurance code", columns, rows)


def _row(cell: Cell, channel: Channel) -> tuple[str, ...]:
    possible = "yes" if cell.possible else "no"
    dates = f"{cell.from_} to {cell.until}" if cell.until else cell.from_.isoformat()
    told = (channel.en, channel.zh_hans, cell.document_kind, possible)
    return (*told, cell.place or "country", dates, cell.source, cell.status)


def _parse_channel(path: Path, table: dict[str, Any]) -> Channel:
    where = f"channels, {table.get('code', 'without code')}"
    check_keys(path, where, table, CHANNEL_KEYS, CHANNEL_KEYS)
    texts = {key: check_text(path, f"{where}: {key}", table[key]) for key in ("code", *LANGUAGES)}
    return Channel(kind=check_code(path, f"{where}: kind", table["kind"], CHANNEL_KINDS), **texts)


def _parse_cell(path: Path, number: int, table: dict[str, Any], channels: set[str]) -> Cell:
    where = f"cells, entry {number}"
    check_keys(path, where, table, CELL_KEYS | {"until"}, CELL_KEYS)
    require(path, type(table["possible"]) is bool, f"{where}: possible", "true or false")
    starts = check_date(path, f"{where}: from", table["from"])
    ends = check_date(path, f"{where}: until", table["until"]) if "until" in table else None
    require(path, ends is None or starts <= ends, f"{where}: until = {ends}", f"not before from = {starts}")
    return Cell(
        channel=check_code(path, f"{where}: channel", table["channel"], channels),
        document_kind=check_code(path, f"{where}: document", table["document"], KINDS),
        possible=table["possible"],
        from_=starts,
        source=check_text(path, f"{where}: source", table["source"]),
        status=check_code(path, f"{where}: status", table["status"], STATUSES),
        until=ends,
        place=check_place(path, f"{where}: place", table["place"]),
    )
