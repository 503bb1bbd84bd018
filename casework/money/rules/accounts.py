"""The kinds of account of the case ledger: data with source and status, one table for every app that moves money."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from casework.rulebook.rules.house_tables import NotDetails, TableRow, need, rows_on
from casework.rulebook.rules.rule_files import LANGUAGES, check_code, check_keys, check_text, read_toml, require
from casework.rulebook.rules.rule_records import STATUSES

FILE = Path(__file__).with_name("accounts.toml")
# The table of offices that stands beside the file; and how the books number their accounts.
TABLE = "account_books"
BOOKS = re.compile(r"[0-9]{1,12}")
KEYS = {"code", "scheme", "holder", "books", *LANGUAGES}


@dataclass(frozen=True, kw_only=True)
class AccountKind:
    """A kind of account: whether there is one per scheme, whether it is somebody's own, and the account of the fund's books
    it is summed into ("" when the books do not know it)."""

    code: str
    per_scheme: bool
    has_holder: bool
    books: str
    zh_hans: str
    zh_hant: str
    en: str


def account_kind_on(code: str, on: date, place: str) -> AccountKind:
    """A kind as the office of a fund (a division code) names it and sums it into its books on a day, else as the file does. Raises
    KeyError."""
    known, row = account_kinds()[code], rows_on(TABLE, on, place).get(code)
    return known if row is None or row.withdrawn else _named(known, row)


def account_row(row: TableRow) -> AccountKind:
    """A kind as an office entered it. Raises NotDetails."""
    need(row.details, {"books": str})
    known = account_kinds().get(row.code)
    books = row.details.get("books", known.books if known else "")
    if known is None or (books and not BOOKS.fullmatch(books)):
        raise NotDetails(row.code)
    return _named(known, row)


def _named(known: AccountKind, row: TableRow) -> AccountKind:
    words = row.words
    books = row.details.get("books", known.books)
    return replace(known, books=books, zh_hans=words["zh-hans"], zh_hant=words["zh-hant"], en=words["en"])


@cache
def account_kinds(path: Path = FILE) -> Mapping[str, AccountKind]:
    """code → kind, in the order of the file. Raises RuleFileError naming what is wrong."""
    content = read_toml(path)
    check_code(path, "status", content["status"], STATUSES)
    check_text(path, "source", content["source"])
    kinds: dict[str, AccountKind] = {}
    for table in content["account"]:
        check_keys(path, "account", table, KEYS, {"code", *LANGUAGES})
        require(path, table["code"] not in kinds, f"account {table['code']}", "each code once")
        kinds[table["code"]] = AccountKind(
            code=table["code"],
            per_scheme=table.get("scheme", False),
            has_holder=table.get("holder", False),
            books=table.get("books", ""),
            **{language: check_text(path, language, table[language]) for language in LANGUAGES},
        )
    return kinds
