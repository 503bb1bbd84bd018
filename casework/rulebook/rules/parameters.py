"""The door to every dated parameter: finds the rule files that stand beside the rules of each app.

A file in a folder named `rules`, at any depth of an app, is one rule, unless it says `format = "table"`: then the module
of the same name reads it.
"""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from casework.rulebook.rules.entered import state, with_entered
from casework.rulebook.rules.rule_files import RuleFileError, parse_rule, read_toml, require
from casework.rulebook.rules.rule_records import STATUSES, Rule, RuleError, RuleUnknown, Value, ValueMissing, weakest

__all__ = [
    "APPS",
    "STATUSES",
    "Rule",
    "RuleError",
    "RuleFileError",
    "RuleUnknown",
    "Value",
    "ValueMissing",
    "all_rules",
    "load_rule",
    "load_rules",
    "rule_by_id",
    "weakest",
]

APPS = ("casework", "institutions", "enrolment", "claims")


def load_rule(path: Path) -> Rule:
    """The rule of one file. Raises RuleFileError naming the path and what is allowed."""
    return parse_rule(path, read_toml(path))


def load_rules(paths: Iterable[Path]) -> dict[str, Rule]:
    """The rules of some files by id, tables left out. Raises RuleFileError, also when two files claim one id."""
    rules: dict[str, Rule] = {}
    for path in paths:
        content = read_toml(path)
        if "format" in content:
            require(path, content["format"] == "table", f"format = {content['format']!r}", 'only "table", or no format')
            continue
        rule = parse_rule(path, content)
        require(path, rule.id not in rules, f"id = {rule.id!r}", "an id that no other file has")
        rules[rule.id] = rule
    return rules


def rule_paths(app: str) -> list[Path]:
    """The TOML files beside the rules of an app and of its rooms, found without importing the app; none when it has no rules."""
    spec = find_spec(app)
    if spec is None:
        return []
    return sorted(p for root in spec.submodule_search_locations or () for p in Path(root).glob("**/rules/**/*.toml"))


@cache
def file_rules() -> Mapping[str, Rule]:
    """Every rule of every app by id as the files have it, read once per process. Raises RuleFileError for the first malformed
    file."""
    return load_rules(path for app in APPS for path in rule_paths(app))


def all_rules() -> Mapping[str, Rule]:
    """Every rule of every app by id, with the values that offices entered. Raises RuleFileError."""
    return _rules_in(state())


@lru_cache(maxsize=2)
def _rules_in(_state: str | None) -> Mapping[str, Rule]:
    return with_entered(file_rules())


def rule_by_id(rule_id: str) -> Rule:
    """One rule. Raises RuleUnknown."""
    try:
        return all_rules()[rule_id]
    except KeyError:
        raise RuleUnknown(rule_id, "there is no rule of that id") from None
