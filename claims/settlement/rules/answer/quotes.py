"""From a case as JSON to its settlement as JSON. The policy stands in the case, or is named and found by the caller."""

import json
from collections import OrderedDict
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import msgspec
from msgspec.structs import replace

from claims.settlement.rules.answer.answer import as_json
from claims.settlement.rules.answer.text import as_text
from claims.settlement.rules.reading.case_reader import read_case
from claims.settlement.rules.reading.policy_reader import compile_policy, digest_of
from claims.settlement.rules.records.case import Accumulators, SettlementCase
from claims.settlement.rules.records.errors import Problem, SettlementError, SeveralProblems, joined
from claims.settlement.rules.records.policy import Policy
from claims.settlement.rules.settling.settlement import Settlement, settle
from claims.settlement.rules.settling.whole_stay import settle_whole

# Given an id (or id@version) and a case, the policy's version for it. Raises SettlementError.
FindPolicy = Callable[[str, SettlementCase], Policy]
REMEMBERED = 64
# Said of a case that goes on from the answer to the case before it.
PREVIOUS = "previous"


class Quoter:
    """Quotes cases one after the other, which may go on from each other; policies written in them are compiled once each."""

    def __init__(self, find_policy: FindPolicy) -> None:
        self._find = find_policy
        # The year after the case before this one; None at the start and after a refusal.
        self._year: Accumulators | None = None
        self._compiled: OrderedDict[str, Policy] = OrderedDict()

    def settle(self, document: object) -> Settlement:
        """The settlement of a case document. Raises SettlementError with the path of what is wrong."""
        before, self._year = self._year, None
        if type(document) is not dict:
            raise SettlementError("wrong_type", expected="object")
        named = document.get("policy")
        if named is None:
            raise SettlementError("key_missing", "policy", key="policy")
        if document.get("accumulators") == PREVIOUS:
            if before is None:
                raise SettlementError("previous_missing", "accumulators")
            case = replace(read_case(document | {"accumulators": None}), accumulators=before)
        else:
            case = read_case(document)
        policy = self._policy(named, case)
        if policy.splits or case.next_year is not None:
            settled = settle_whole(policy, case, lambda one: self._policy(named, one))
        else:
            settled = settle(policy, case)
        self._year = settled.accumulators_after
        return settled

    def break_off(self) -> None:
        """Nothing goes on from what could not even be read."""
        self._year = None

    def quote(self, document: object) -> dict[str, Any]:
        """The settlement of a case document as a JSON object. Raises SettlementError."""
        return as_json(self.settle(document)) | named_by(document)

    def quote_text(self, document: object) -> str:
        """The same as a text of one line."""
        return as_text(self.settle(document), named_by(document))

    def _policy(self, named: object, case: SettlementCase) -> Policy:
        if type(named) is str:
            return self._find(named, case)
        digest = digest_of(named)
        if digest in self._compiled:
            self._compiled.move_to_end(digest)
            return self._compiled[digest]
        try:
            policy = compile_policy(named)
        except SettlementError as error:
            raise error.under("policy") from None
        self._compiled[digest] = policy
        if len(self._compiled) > REMEMBERED:
            self._compiled.popitem(last=False)
        return policy


def named_by(document: object) -> dict[str, Any]:
    """The case's own id, which every answer gives back."""
    found = document.get("id") if type(document) is dict else None
    return {"id": found} if type(found) in (str, int) else {}


_read = msgspec.json.Decoder(float_hook=Decimal).decode


def read_json(text: str, line: int = 1) -> object:
    """A JSON document with exact numbers; `line` is the number of its first line in a file. Raises SettlementError for what is not
    JSON and for a key given twice.

    NaN and infinities are read, so that whoever reads the value can refuse it and say where it stands. The fast reader takes a
    key given twice for one; so its answer counts only when it has as many keys as the text.
    """
    try:
        found = _read(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError, ArithmeticError):
        # The other reader knows what exactly is wrong, and reads some things this one does not.
        return read_json_strictly(text, line)
    # Each key has a colon after it, so as many colons as keys means that no key was given twice.
    colons = text.count(":")
    counted = colons == _keys_of_case(found) or _as_many_keys(text, colons, keys_in(found))
    return found if counted else read_json_strictly(text, line)


def _as_many_keys(text: str, colons: int, keys: int) -> bool:
    """Whether the text gives so many keys. Colons inside its values do not count where no white space stands before one."""
    if colons == keys:
        return True
    spaced = " :" in text or "\t" in text or "\r" in text or -1 < text.find("\n") < len(text) - 1
    return not spaced and text.count('":') == keys


def _keys_of_case(document: object) -> int:
    """How many keys a case with a named policy has; of another document too few."""
    if type(document) is not dict:
        return -1
    keys = len(document) + sum([len(value) for value in document.values() if type(value) is dict])
    bill = document.get("bill")
    lines = bill.get("lines") if type(bill) is dict else None
    try:
        return keys + sum(map(len, lines)) if type(lines) is list else keys
    except TypeError:
        return -1


def keys_in(value: object) -> int:
    """How many keys a document has, at every depth."""
    if type(value) is dict:
        return len(value) + sum([keys_in(one) for one in value.values() if type(one) in (dict, list)])
    return sum([keys_in(one) for one in value if type(one) in (dict, list)]) if type(value) is list else 0


def read_json_strictly(text: str, line: int = 1) -> object:
    """The same by the standard library, which tells line and column; `line` is the number of its first line in a file."""
    doubled: list[dict[str, Any]] = []
    try:
        found = json.loads(
            text,
            parse_float=Decimal,
            parse_constant=float,
            object_pairs_hook=lambda pairs: _noting_doubles(pairs, doubled),
        )
    except json.JSONDecodeError as error:
        raise SettlementError("not_json", line=line + error.lineno - 1, column=error.colno) from None
    except (RecursionError, ValueError, ArithmeticError):
        # Nested deeper than can be read, a whole number of thousands of digits, or an exponent that no number can have.
        raise SettlementError("not_json", line=line, column=1) from None
    if doubled:
        _refuse_doubled(found)
    return found


class _Doubled(dict[str, Any]):
    """An object in which a key is given twice; what stands under it last counts for the search."""

    key = ""


def _noting_doubles(pairs: list[tuple[str, object]], doubled: list[dict[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    keys = [key for key, _value in pairs]
    noted = _Doubled(found)
    noted.key = next(key for number, key in enumerate(keys) if key in keys[:number])
    doubled.append(noted)
    return noted


def _refuse_doubled(found: object) -> None:
    """Say where the first key stands that is given twice. Raises SettlementError."""
    waiting: list[tuple[str, object]] = [("", found)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, _Doubled):
            raise SettlementError("duplicate_key", joined(path, value.key[:60]), key=value.key[:60])
        if isinstance(value, dict):
            waiting += [(joined(path, key[:60]), entry) for key, entry in reversed(value.items())]
        elif type(value) is list:
            waiting += [(f"{path}[{number}]", entry) for number, entry in reversed(list(enumerate(value)))]
    raise SettlementError("duplicate_key", "", key="")


def problems_of(error: SettlementError) -> tuple[Problem, ...]:
    """Every mistake an error tells of."""
    return error.problems if isinstance(error, SeveralProblems) else (error.problem,)
