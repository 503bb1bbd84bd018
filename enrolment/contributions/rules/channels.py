"""The payment advisor: which ways of paying a place names, for which scheme, from the data file."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from casework.rulebook.rules.rule_files import LANGUAGES, check_code, check_keys, check_place, check_text, read_toml
from casework.rulebook.rules.rule_records import STATUSES, covers_place
from enrolment.coverage.rules.records.facts import SCHEMES

PATH = Path(__file__).with_name("channels.toml")
KEYS = {"place", "scheme", "channels", "source", "status", *LANGUAGES}


@dataclass(frozen=True, kw_only=True)
class Advice:
    """What a place says about ways of paying, in three languages, with its source."""

    place: str
    scheme: str
    channels: tuple[str, ...]
    texts: dict[str, str]
    source: str
    status: str


@cache
def load_channels(path: Path = PATH) -> tuple[Advice, ...]:
    """The entries of the file. Raises RuleFileError naming what is wrong."""
    found = []
    for entry in read_toml(path)["channel"]:
        where = f"channel of {entry.get('place')}"
        check_keys(path, where, entry, KEYS, KEYS)
        found.append(
            Advice(
                place=check_place(path, where, entry["place"]),
                scheme=check_code(path, where, entry["scheme"], SCHEMES),
                channels=tuple(entry["channels"]),
                texts={language: check_text(path, where, entry[language]) for language in LANGUAGES},
                source=check_text(path, where, entry["source"]),
                status=check_code(path, where, entry["status"], STATUSES),
            )
        )
    return tuple(found)


def advice_for(place: str, scheme: str) -> Advice | None:
    """What the nearest place says; None where no source does."""
    fitting = [entry for entry in load_channels() if entry.scheme == scheme and covers_place(entry.place, place)]
    return max(fitting, key=lambda entry: len(entry.place), default=None)
