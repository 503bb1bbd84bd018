"""How care elsewhere stands filed: which filing counts for its days, and by what name a policy knows that. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

LOCAL, FILED, UNFILED, EMERGENCY = STATES = ("local", "filed", "unfiled", "emergency")


@dataclass(frozen=True, kw_only=True)
class Filing:
    """A filing that stands or stood; without a last day it stands until it is changed. `known_as` as its reason says."""

    reference: str
    reason: str
    known_as: str
    province: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How care stands filed, and by which filing."""

    state: str
    filing: Filing | None = None


def filing_for(filings: Sequence[Filing], province: str, first: date, last: date, *, stay: bool) -> Filing | None:
    """The filing that counts for care in a province: in force on the first day, of a stay also one that begins within it, before
    discharge (医保发〔2022〕22号, annex, article 16)."""
    until = last if stay else first
    counting = [
        one
        for one in filings
        if one.province == province and one.starts_on <= until and (one.ends_on is None or first <= one.ends_on)
    ]
    return min(counting, key=lambda one: one.starts_on, default=None)


def as_settled(standing: Standing, told: str) -> Standing:
    """How care stood filed when it was settled (`told`: the state the policy was told), where a filing came or went since."""
    if (told == UNFILED) == (standing.state == UNFILED):
        return standing
    return Standing(state=UNFILED if told == UNFILED else FILED)


def policy_state(standing: Standing, known: Collection[str]) -> str:
    """The state as a policy knows it: a referral or an emergency by its own name where the policy has one, else as filed."""
    closer = standing.filing.known_as if standing.filing is not None and standing.state == FILED else ""
    if standing.state == EMERGENCY:
        closer = EMERGENCY
    if closer and closer in known:
        return closer
    return FILED if standing.state == EMERGENCY else standing.state
