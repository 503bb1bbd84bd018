"""The kinds of account of the case ledger: data with source and status, one table for every app that moves money."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from casework.rulebook.rules.rule_files import LANGUAGES, check_code, check_keys, check_text, read_toml, require
from casework.rulebook.rules.rule_records import STATUSES

FILE = Path(__file__).with_name("accounts.toml")
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
