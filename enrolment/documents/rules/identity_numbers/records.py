"""What a check of an identity number answers."""

from dataclasses import dataclass
from datetime import date

MALE = "male"
FEMALE = "female"

# Every reason a number can be refused for. The codes are stable: messages, imports and tests rest on them.
REASONS = (
    "empty",
    "too_long",
    "surrogate",
    "unsupported_character",
    "several_numbers",
    "unknown_kind",
    "other_kind",
    "wrong_length",
    "letter_o_for_zero",
    "letter_for_one",
    "not_digits",
    "wrong_prefix",
    "wrong_division",
    "wrong_province",
    "old_registration_number",
    "organisation_code_only",
    "words_beside",
    "impossible_date",
    "birth_in_future",
    "birth_too_old",
    "wrong_organisation_check_digit",
    "wrong_check_digit",
    "birth_date_differs",
    "sex_differs",
)
# What a reason may say besides: zeros in front were lost, as spreadsheets lose them.
WHYS = ("zeros_lost",)


@dataclass(frozen=True)
class Reason:
    """Why a number is refused. `position` counts from 1 in the normalised number; `kind` names another kind it fits; `why` says
    more where more can be told (one of WHYS), and is then said instead of the code."""

    code: str
    position: int | None = None
    kind: str | None = None
    why: str | None = None


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What one kind makes of a folded number: the reasons against it and what the number itself says.

    `certain` is false where the pattern is only assumed: enough to accept a number, not to call another one wrong.
    """

    reasons: tuple[Reason, ...] = ()
    normalised: str | None = None
    birth_on: date | None = None
    sex: str | None = None
    issue: str | None = None
    certain: bool = True


@dataclass(frozen=True, kw_only=True)
class Result:
    """The answer of `check`. `issue` is the count of issues printed after a travel permit's lifelong number."""

    kind: str
    valid: bool
    normalised: str
    birth_on: date | None
    sex: str | None
    reasons: tuple[Reason, ...]
    issue: str | None = None
    # Not valid, but the paper may show it so: whoever has it in hand may confirm it.
    confirmable: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        """Each reason code once, in the order found."""
        return tuple(dict.fromkeys(reason.code for reason in self.reasons))
