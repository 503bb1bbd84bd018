"""Whether a posted settlement comes out the same today: the kept case settled again by the policy of the same digest."""

from dataclasses import dataclass

from claims.explanation.words.statement import record_of
from claims.policies.models import PolicyVersion
from claims.policies.queries.policies import compiled, versions_of
from claims.reimbursements.choices import OffSite
from claims.reimbursements.models.claim import Reimbursement
from claims.reimbursements.models.settlement import ClaimSettlement
from claims.settlement.rules import Policy, SettlementError, read_case, settle_whole


@dataclass(frozen=True, slots=True)
class Replay:
    """same, different, or policy_gone. `differing` names the fields."""

    outcome: str
    differing: tuple[str, ...] = ()


def replay(posted: ClaimSettlement) -> Replay:
    """Settle again, and compare every figure and step. One query, two where a stay is cut at New Year."""
    row = PolicyVersion.objects.published().filter(digest=posted.policy_digest).first()
    if row is None:
        return Replay("policy_gone")
    policy = compiled(row)
    try:
        case = read_case(posted.input)
        settled = settle_whole(policy, case, versions_of(policy.id, posted.posted_at))
        again = record_of(policy, case, settled)["settlement"]
    except SettlementError as error:
        return Replay("different", (error.path,))
    kept = posted.record["settlement"]
    differing = tuple(sorted(name for name in kept if kept[name] != again.get(name)))
    return Replay("different", differing) if differing else Replay("same")


def policy_of_posted(claim: Reimbursement, posted: ClaimSettlement) -> Policy | None:
    """The policy a settlement of care elsewhere was made by, to say what another filing would have paid; None of care that needs no
    filing, or where it is held no more. One query of care elsewhere."""
    if claim.off_site == OffSite.LOCAL:
        return None
    row = PolicyVersion.objects.published().filter(digest=posted.policy_digest).first()
    return compiled(row) if row is not None else None
