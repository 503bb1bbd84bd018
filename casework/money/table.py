"""What amounts are for and why they are held, in words: each room that moves money registers its own codes, and says what it
does when the bank has answered."""

from collections.abc import Callable, Mapping

_purposes: dict[str, object] = {}
_holds: dict[str, object] = {}
# Holds that end by the step that made them and by no proof.
_of_steps: set[str] = set()


def register_purposes(words: Mapping[str, object]) -> None:
    """Name what bookings and payables are for."""
    _purposes.update(words)


def register_holds(words: Mapping[str, object], *, by_proof: bool = True) -> None:
    """Name why a payable is held. Not `by_proof`: the case that holds it lets go of it, and nobody else."""
    _holds.update(words)
    if not by_proof:
        _of_steps.update(words)


def held_by_a_case(code: str) -> bool:
    """Whether a hold ends with the case that made it, and by no proof."""
    return code in _of_steps


def is_hold_code(code: str) -> bool:
    """Whether a room has named it as a reason of its own."""
    return code in _holds


def purpose_words(code: str) -> object:
    """What an amount is for; the code itself where nobody names it."""
    return _purposes.get(code, code)


def hold_words(code: str) -> object:
    """Why a payable is held; what a person wrote stands as it is."""
    return _holds.get(code, code)


# Purpose → told of a payable the bank has answered about: (payable, whether it is paid, by whom, on which day).
_answered: dict[str, Callable] = {}


def register_answered(purpose: str, tell: Callable) -> None:
    """Say what a payment of a purpose, or its return by the bank, brings about; in the transaction that books the answer."""
    _answered[purpose] = tell


def answered(payable, *, paid: bool, by, on) -> None:
    """The bank has answered about a payable."""
    tell = _answered.get(payable.purpose)
    if tell is not None:
        tell(payable, paid=paid, by=by, on=on)


# Whether an officer has a part herself in what a case owes, beside being whom it is about.
_parties: list[Callable] = []


def register_parties(has_a_part: Callable) -> None:
    """Say who has a part in what a case owes: `has_a_part(case, user)`."""
    _parties.append(has_a_part)


def has_a_part(case, user) -> bool:
    """Whether it is about her, or she has another part in it."""
    if user.own_subject is None:
        return False
    return case.subject == user.own_subject or any(asked(case, user) for asked in _parties)


# What the bank received, by its own day; and what rooms check of their own facts.
_receipts: list[Callable] = []
_checks: list[Callable[[], dict[str, int]]] = []


def register_bank_receipts(tell: Callable) -> None:
    """Say what the bank received for a fund: (place, first day, last day) → rows of (day, scheme, kind of account, amount)."""
    _receipts.append(tell)


def bank_receipts(place, first, last) -> list[tuple]:
    """What came in at the bank from a day to another."""
    return [row for tell in _receipts for row in tell(place, first, last)]


def register_check(check: Callable[[], dict[str, int]]) -> None:
    """Say which facts of a room must agree with the ledger: name → how many rows break it."""
    _checks.append(check)


def checks_of_rooms() -> list[Callable[[], dict[str, int]]]:
    return list(_checks)
