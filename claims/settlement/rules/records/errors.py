"""What can be wrong with a policy or a case: a stable code, where it is, and the facts of the mistake. Never a sentence."""

from dataclasses import dataclass, field
from typing import Any

# Every code with the names of its parameters; the sentences in three languages are made outside the rules.
CODES: dict[str, tuple[str, ...]] = {
    # The policy does not say, or the case does not say.
    "value_missing": ("allowed", "write"),
    "fact_missing": (),
    "setting_not_told": (),
    "once_not_told": (),
    "pot_not_told": (),
    "ambiguous": ("keys",),
    "previous_missing": (),
    # Form of a document.
    "file_unreadable": ("name",),
    "not_json": ("line", "column"),
    "wrong_type": ("expected",),
    "unknown_key": ("key", "allowed"),
    "duplicate_key": ("key",),
    "key_missing": ("key",),
    "unknown_choice": ("value", "allowed"),
    "exactly_one_of": ("allowed",),
    "not_together": ("keys",),
    "empty": (),
    "duplicate_id": ("id",),
    "too_deep": ("limit",),
    "too_many": ("limit",),
    # Numbers and dates.
    "not_a_number": ("value",),
    "not_finite": ("value",),
    "negative": ("value",),
    "too_large": ("value", "limit"),
    "too_many_decimals": ("value", "limit"),
    "above_one": ("value",),
    "not_whole": ("value",),
    "not_a_date": ("value",),
    "dates_reversed": ("starts", "ends"),
    # Segments, bands and dated values.
    "gap": ("ends", "starts"),
    "overlap": ("ends", "starts"),
    "range_reversed": ("starts", "ends"),
    "open_end_not_last": (),
    # Sums of a bill.
    "parts_do_not_add_up": ("total", "parts"),
    "parts_exceed_total": ("total", "parts"),
    "part_exceeds_line": ("part", "line"),
    "line_needs_amount": (),
    "bill_needs_lines": (),
    # Choice of the policy.
    "policy_unknown": ("id", "allowed"),
    "policy_not_in_force": ("on", "starts", "ends"),
    "policy_for_other_scheme": ("scheme", "allowed"),
    # Warnings of the validator.
    "payment_may_fall": ("shape",),
    "bounds_not_stated": ("default",),
    "first_segment_above_zero": ("starts",),
    "source_not_stated": (),
    "nothing_decides_the_date": (),
}

# A warning does not stop a policy from being used.
WARNINGS = frozenset(
    {
        "payment_may_fall",
        "bounds_not_stated",
        "first_segment_above_zero",
        "source_not_stated",
        "nothing_decides_the_date",
    }
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake or warning: where (`ratio.segments.rows[2].to`), a code of CODES, and its parameters as data."""

    path: str
    code: str
    params: dict[str, Any] = field(default_factory=dict)


class SettlementError(Exception):
    """A case that cannot be settled. `code`, `path` and `params` say why; nothing was computed."""

    def __init__(self, code: str, path: str = "", **params: Any) -> None:
        super().__init__(code, path)
        self.code, self.path, self.params = code, path, params

    def __str__(self) -> str:
        # Not put together before somebody reads it: settling asks of many things whether the policy states them.
        return f"{self.path}: {self.code} {self.params or ''}".strip()

    def under(self, parent: str) -> "SettlementError":
        """The same error, its path seen from one level above."""
        return SettlementError(self.code, joined(parent, self.path), **self.params)

    @property
    def problem(self) -> Problem:
        return Problem(self.path, self.code, self.params)


class SeveralProblems(SettlementError):
    """More than one thing is wrong at once: every one of them in `problems`."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        first = problems[0]
        super().__init__(first.code, first.path, **first.params)
        self.problems = problems

    def under(self, parent: str) -> "SeveralProblems":
        return type(self)(tuple(Problem(joined(parent, p.path), p.code, p.params) for p in self.problems))


class PolicyRefused(SeveralProblems):
    """A policy document with mistakes."""


def joined(parent: str, path: str) -> str:
    """`lines` and `[3].price` make `lines[3].price`; `visit` and `level` make `visit.level`."""
    if not parent or not path or path.startswith("["):
        return parent + path
    return f"{parent}.{path}"
