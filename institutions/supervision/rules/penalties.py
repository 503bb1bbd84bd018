"""The penalties of the fund's regulations, as ranges with their articles: read from the data file. Nothing here orders one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from casework.rulebook.rules.rule_files import LANGUAGES, check_code, check_date, check_keys, check_text, read_toml
from casework.rulebook.rules.rule_records import STATUSES
from casework.rulebook.rules.rules_document import RuleTable

PATH = Path(__file__).with_name("penalties.toml")
REPLY = "institutions.inspection_reply"
OF = ("", "loss", "defrauded")
BESIDES = ("", "suspend_departments", "suspend_six_to_twelve", "head_barred_five_years")
KEYS = {"code", "article", "of", "least", "most", "besides", "from", "source", "status", *LANGUAGES}


@dataclass(frozen=True, kw_only=True)
class Penalty:
    """One penalty: its article, its range (yuan, or times what `of` names) and what goes with it."""

    code: str
    article: str
    of: str
    least: Decimal
    most: Decimal
    besides: str
    words: Mapping[str, str]
    starts_on: date
    source: str
    status: str

    def span(self, base: Decimal | None) -> tuple[Decimal, Decimal] | None:
        """Least and most in yuan, of a sum where it is a multiple; None without that sum, and where no money is asked."""
        if self.most == 0 or (self.of and base is None):
            return None
        times = base if self.of and base is not None else Decimal(1)
        return self.least * times, self.most * times


@cache
def penalties(path: Path = PATH) -> tuple[Penalty, ...]:
    """The penalties in the order of the file, each version of one from its day on. Raises RuleFileError naming what is wrong."""
    found = []
    for entry in read_toml(path)["penalty"]:
        where = f"penalty {entry.get('code')}"
        check_keys(path, where, entry, KEYS, KEYS)
        for key, allowed in (("of", OF), ("besides", BESIDES), ("status", STATUSES)):
            check_code(path, f"{where}: {key}", entry[key], allowed)
        check_date(path, f"{where}: from", entry["from"])
        for key in ("article", "source", *LANGUAGES):
            check_text(path, f"{where}: {key}", entry[key])
        found.append(
            Penalty(
                code=entry["code"],
                article=entry["article"],
                of=entry["of"],
                least=Decimal(entry["least"]),
                most=Decimal(entry["most"]),
                besides=entry["besides"],
                words={language: entry[language] for language in LANGUAGES},
                starts_on=entry["from"],
                source=entry["source"],
                status=entry["status"],
            )
        )
    return tuple(found)


def penalties_on(day: date, path: Path = PATH) -> Mapping[str, Penalty]:
    """The penalties in force on a day by code, the newest version of each: a breach is punished by the law of its day."""
    return {one.code: one for one in sorted(penalties(path), key=lambda one: one.starts_on) if one.starts_on <= day}


def penalties_table(path: Path = PATH) -> RuleTable:
    """The penalties as a table for the generated rules document."""
    columns = ("Penalty", "Article", "From", "Source", "Status")
    rows = tuple(
        (one.words["en"], one.article, one.starts_on.isoformat(), one.source, one.status) for one in penalties(path)
    )
    return RuleTable("Penalties an administrative department may order", columns, rows)
