"""What may stand at each place of a policy document, asked of the engine's own reader, so that no second schema is kept."""

from dataclasses import dataclass

from claims.settlement.rules.reading.policy_reader import check_policy
from claims.settlement.rules.records.errors import Problem, joined

# No number, no date, no code and no word of any list, and still a text.
NOTHING = "?"
# Words that may stand where a list or an object is expected.
WHOLE = ("none", "all", "elsewhere")
NUMBER, DATE, FLAG, CHOICE, CODE, TEXT = "number", "date", "flag", "choice", "code", "text"
STATUS = "status"
# Keys whose values build the document or belong to what stands beside them.
BUILDING = ("by", "value", "source", STATUS, "note")
FOUND = {
    "not_a_number": NUMBER,
    "not_whole": NUMBER,
    "not_a_date": DATE,
    "unknown_choice": CHOICE,
}
EXPECTED = {"true or false": FLAG, "code": CODE, "number": NUMBER, "date": DATE}


@dataclass(frozen=True, slots=True)
class Allowed:
    """The kind of a value and, for a choice, the words there are."""

    kind: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Schema:
    """What the reader takes, by the path it names: kinds of values, objects and single values that may state a status."""

    kinds: dict[str, Allowed]
    sourced: frozenset[str]

    def at(self, path: str) -> Allowed:
        """The kind of value at a path; a plain text where the reader has nothing against one."""
        if path in self.kinds:
            return self.kinds[path]
        # Of a list of codes the reader names the first it refuses.
        if path.endswith("]") and (first := f"{path[: path.rindex('[')]}[0]") in self.kinds:
            return self.kinds[first]
        # The reader may name a place inside: a floor "0.45" is read as {"ratio": "0.45"}.
        inner = (allowed for at, allowed in self.kinds.items() if at.startswith(f"{path}."))
        return next(inner, Allowed(TEXT))


def engine_path(path: tuple) -> str:
    """A path as the reader names it: {"value": X} says the same as X."""
    text = ""
    for part in path:
        text = f"{text}[{part}]" if type(part) is int else text if part == "value" else joined(text, str(part)[:60])
    return text


def schema_of(document: dict) -> Schema:
    """Read the document with nothing meant in any place, and see what the reader asks for. Never raises."""
    alone = check_policy(_emptied(document)).errors
    kinds: dict[str, Allowed] = {}
    for problem in alone:
        allowed = _allowed(problem)
        if allowed and problem.path not in kinds:
            kinds[problem.path] = allowed
    wholes = {problem.path for problem in alone if problem.params.get("expected") in ("list", "object")}
    kinds |= _whole_words(document, wholes - set(kinds))
    sourced = _statuses(check_policy(_with_status(document)).errors) | _statuses(
        check_policy(_wrapped(document)).errors
    )
    return Schema(kinds, frozenset(sourced))


def _allowed(problem: Problem) -> Allowed | None:
    kind = FOUND.get(problem.code) or EXPECTED.get(problem.params.get("expected", ""))
    return Allowed(kind, tuple(problem.params["allowed"]) if kind == CHOICE else ()) if kind else None


def _statuses(problems: tuple[Problem, ...]) -> set[str]:
    """The paths whose status the reader would have read."""
    end = f".{STATUS}"
    return {
        each.path.removesuffix(end) for each in problems if each.code == "unknown_choice" and each.path.endswith(end)
    }


def _emptied(value: object) -> object:
    """The document with every value replaced; what builds it (`by`, keys, lists) stays."""
    if type(value) is dict:
        return {name: entry if name == "by" else _emptied(entry) for name, entry in value.items()}
    return [_emptied(entry) for entry in value] if type(value) is list else NOTHING


def _with_status(value: object) -> object:
    """A status that is none beside everything that has keys."""
    if type(value) is dict:
        return {name: _with_status(entry) for name, entry in value.items()} | {STATUS: NOTHING}
    return [_with_status(entry) for entry in value] if type(value) is list else value


def _wrapped(value: object) -> object:
    """Every single value as {"value": X} with a status that is none."""
    if type(value) is dict:
        return {name: entry if name in BUILDING else _wrapped(entry) for name, entry in value.items()}
    if type(value) is list:
        return [_wrapped(entry) if type(entry) is dict else entry for entry in value]
    return {"value": value, STATUS: NOTHING}


def _whole_words(document: dict, paths: set[str]) -> dict[str, Allowed]:
    """The words that may stand for a whole list or object, such as "none"; each tried at all such places at once."""
    taken: dict[str, list[str]] = {path: [] for path in paths}
    for word in WHOLE if paths else ():
        refused = {problem.path for problem in check_policy(_replaced(document, paths, word)).errors}
        for path in paths - refused:
            taken[path].append(word)
    return {path: Allowed(CHOICE, tuple(words)) for path, words in taken.items() if words}


def _replaced(value: object, paths: set[str], word: str, path: tuple = ()) -> object:
    if type(value) is dict:
        return {name: _replaced(entry, paths, word, (*path, name)) for name, entry in value.items()}
    if type(value) is list:
        return [_replaced(entry, paths, word, (*path, number)) for number, entry in enumerate(value)]
    return word if engine_path(path) in paths else value
