"""What to do after a failed activation, by the code of the failure: advice, never law."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from casework.rulebook.rules.rule_files import LANGUAGES, check_code, check_keys, check_text, read_toml, require
from casework.rulebook.rules.rule_records import STATUSES
from casework.rulebook.rules.rules_document import RuleTable
from enrolment.activation.rules.activation_records import CHANNEL_KINDS

PATH = Path(__file__).with_name("failures.toml")
FAILURES = (
    "name_differs",
    "number_differs",
    "not_enrolled_there",
    "active_already",
    "platform_unreachable",
    "face_not_matched",
)
RETRY, CORRECT, FOUND_ACTIVE = LEADS = ("retry", "correct", "found_active")
KEYS = {"leads", "shuts", "absent", *LANGUAGES}


@dataclass(frozen=True, kw_only=True)
class WhatToDo:
    """The advice after one failure: sentences by language, the act that comes first, and what is shut until it is done."""

    failure: str
    leads: str
    shuts: frozenset[str]
    with_agent: bool
    sentences: dict[str, tuple[str, ...]]
    source: str
    status: str

    def said(self, language: str) -> tuple[str, ...]:
        """The sentences in a language of the portal ("zh-hans", "zh-hant", "en")."""
        return self.sentences[language.replace("-", "_")]


@cache
def load_failures(path: Path = PATH) -> dict[str, WhatToDo]:
    """The advice by code, every code once. Raises RuleFileError naming the file, the code and what is allowed."""
    content = read_toml(path)
    check_keys(path, "file", content, {"format", "checked", "source", "status", "failures"}, {"source", "status"})
    source = check_text(path, "source", content["source"])
    status = check_code(path, "status", content["status"], STATUSES)
    tables = content["failures"]
    check_keys(path, "failures", tables, set(FAILURES), set(FAILURES))
    return {code: _parse(path, code, table, source, status) for code, table in tables.items()}


def _parse(path: Path, code: str, table: dict[str, Any], source: str, status: str) -> WhatToDo:
    where = f"failures.{code}"
    check_keys(path, where, table, KEYS, KEYS)
    require(path, type(table["absent"]) is bool, f"{where}: absent", "true or false")
    sentences = {
        language: tuple(check_text(path, f"{where}: {language}", text) for text in table[language])
        for language in LANGUAGES
    }
    same = len({len(said) for said in sentences.values()}) == 1 and all(sentences.values())
    require(path, same, f"{where}: languages", "as many sentences in each language, at least one")
    return WhatToDo(
        failure=code,
        leads=check_code(path, f"{where}: leads", table["leads"], LEADS),
        shuts=frozenset(check_code(path, f"{where}: shuts", kind, CHANNEL_KINDS) for kind in table["shuts"]),
        with_agent=table["absent"],
        sentences=sentences,
        source=source,
        status=status,
    )


def what_to_do(failure: str) -> WhatToDo | None:
    """The advice after a failure, None when nothing failed."""
    return load_failures().get(failure)


def failures_table() -> RuleTable:
    """The advice as a table for the generated rules document."""
    columns = ("Failure", "First", "Shuts", "Advice", "办法", "Source", "Status")
    rows = tuple(
        (
            code,
            advice.leads,
            ", ".join(sorted(advice.shuts)) or "nothing",
            " ".join(advice.sentences["en"]),
            "".join(advice.sentences["zh_hans"]),
            advice.source,
            advice.status,
        )
        for code, advice in load_failures().items()
    )
    return RuleTable("After a failed activation", columns, rows)
