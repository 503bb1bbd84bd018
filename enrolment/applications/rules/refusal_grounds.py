"""Which rules a refusal may cite: those that speak against the application on the ground that is given, as the law says them.

What is only reported, inferred or assumed is no basis of a decision and is never printed on one.
"""

from collections.abc import Iterable, Mapping
from typing import Any

# ground → the verdicts of eligibility rules that carry it.
VERDICTS: dict[str, tuple[str, ...]] = {
    "not_eligible": ("document_not_accepted", "residence_too_short"),
    "document_not_accepted": ("document_not_accepted",),
    "insured_elsewhere": (),
    "facts_not_proven": ("residence_not_recorded",),
}
# The grounds that say the opposite of a finding that she may join.
AGAINST_MAY_JOIN = frozenset({"not_eligible", "document_not_accepted"})
CITED = "stated"


def provisions_for(ground: str, applied: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The applied rules that a refusal on this ground cites. `applied` as stored with the eligibility."""
    verdicts = VERDICTS[ground]
    return [rule for rule in applied if rule["verdict"] in verdicts and rule["status"] == CITED]


def contradicts(ground: str, result: str) -> bool:
    """Whether a refusal on this ground goes against what the rules answered."""
    return result == "may_join" and ground in AGAINST_MAY_JOIN
