"""What a reversal would do: to the payments of its claim, and to every later posting of the years it was posted to. Nothing is
stored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from casework.money.models.payments import Payable
from casework.money.rules.amounts import ZERO
from claims.explanation.words.statement import record_of
from claims.policies.models import PolicyVersion
from claims.policies.queries.policies import compiled, versions_of
from claims.reimbursements.models.settlement import ClaimSettlement
from claims.reimbursements.queries.closed import closed_years_of
from claims.reversals.models import Reversal
from claims.reversals.queries.networked import (
    NETWORKED_FOLLOWS,
    LaterNetworked,
    Networked,
    booked_with_person,
    networked_in,
)
from claims.reversals.queries.networked import settled_again as networked_again
from claims.reversals.queries.standing import Standing, standing_in, years_with
from claims.reversals.words import RECALLED
from claims.runs.queries.again import Reworking
from claims.settlement.rules import SettlementError, digest_of, read_case, settle_whole

POLICY_GONE = _(
    "Claim %(reference)s cannot be worked out anew: the policy it was settled with is not held here any more."
)
NOT_SETTLED = _("Claim %(reference)s cannot be worked out anew: the engine refuses it (%(where)s).")
# What is shown of each figure that differs.
FIGURES = ("deductible", "fund_pays", "supplement_pays", "major_illness_pays", "assistance_pays")
# A payable's state → what comes of it when its claim is reversed.
OUTCOME = {"open": "cancelled", "held": "cancelled", "in_batch": "in_batch", "sent": "at_bank", "paid": "owed_back"}
WAITS = ("in_batch", "at_bank")


@dataclass(frozen=True, kw_only=True)
class Paid:
    """A payment of the claim, and what comes of it."""

    row: Payable
    outcome: str


@dataclass(frozen=True, kw_only=True)
class Later:
    """A later settlement as it stands and as it would be."""

    standing: Standing
    input: dict
    record: dict
    policy_digest: str
    years: dict[int, tuple[dict, dict]]
    outcome: str

    @property
    def paid(self) -> Decimal:
        """Paid in all, in yuan, worked out anew."""
        return Decimal(self.record["settlement"]["paid_in_all"])

    @property
    def difference(self) -> Decimal:
        """What is due more, below zero what is due less, in yuan."""
        return self.paid - self.standing.paid

    @property
    def figures(self) -> list[tuple[str, str, str]]:
        """(name, as it stands, anew) of each figure that differs."""
        old, new = self.standing.record["settlement"], self.record["settlement"]
        return [(name, old[name], new[name]) for name in FIGURES if name in old and old[name] != new.get(name)]

    def as_kept(self) -> dict:
        """What a resettlement keeps of it, whatever its cause."""
        return {
            "settlement": self.standing.row,
            "input": self.input,
            "record": self.record,
            "policy_digest": self.policy_digest,
            "years": {str(key): [before, after] for key, (before, after) in self.years.items()},
            "paid_before": self.standing.paid,
            "paid": self.paid,
        }

    def as_shown(self) -> dict:
        """As it is shown, as plain data."""
        return {
            "settlement": self.standing.row.pk,
            "claim": str(self.standing.row.claim_id),
            "reference": self.standing.row.claim.case.reference,
            "stood": str(self.standing.paid),
            "anew": str(self.paid),
            "input": digest_of(self.input),
            "figures": [list(row) for row in self.figures],
            "outcome": self.outcome,
            **({"policy": self.policy_digest} if self.policy_digest != self.standing.policy_digest else {}),
        }


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What confirming posts. `problems` say why it cannot be confirmed now."""

    standing: Standing
    payments: tuple[Paid, ...]
    later: tuple[Later | LaterNetworked, ...]
    # Key of the year → what it would hold.
    years: dict[int, dict]
    problems: tuple[str, ...] = field(default=())
    # The years it changes that are closed, with the day: what it takes back of them is late.
    closed: tuple[tuple[int, str], ...] = ()

    @property
    def owed_back(self) -> Decimal:
        """What was paid of the claim and is to be recovered, in yuan."""
        return sum((one.row.amount for one in self.payments if one.outcome == "owed_back"), ZERO)

    @property
    def waits(self) -> bool:
        """Whether a payment is on its way, of which nobody knows yet whether it arrives."""
        outcomes = [*(one.outcome for one in self.payments), *(one.outcome for one in self.later)]
        return any(outcome in WAITS for outcome in outcomes)

    def as_shown(self) -> dict:
        """What was shown, as plain data."""
        return {
            "claim": str(self.standing.row.claim_id),
            "paid": str(self.standing.paid),
            "payments": [[str(one.row.pk), str(one.row.amount), one.row.state] for one in self.payments],
            "later": [one.as_shown() for one in self.later],
            "years": {str(key): value for key, value in self.years.items()},
            **({"closed": [list(one) for one in self.closed]} if self.closed else {}),
        }

    @property
    def digest(self) -> str:
        """Names what was shown: the same facts give the same."""
        return digest_of(self.as_shown())


def plan_of(reversal: Reversal, *, lock: bool = False) -> Plan:
    """What confirming a reversal would post, as everything stands at this moment. `lock`: years and payments are locked first, and
    nothing of them moves until the transaction ends. Some ten queries."""
    settlement = ClaimSettlement.objects.get(claim=reversal.claim_id)
    years = years_with(reversal.claim, settlement.policy_code, lock=lock)
    claims, networked = standing_in(years), networked_in(years)
    payables = payables_of([row.row.claim_id for row in claims], lock=lock)
    if lock:
        keys = [one.pk for row in networked for one in row.supplements]
        list(Payable.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
    plan = worked_plan(settlement, sorted([*claims, *networked], key=lambda row: row.order), payables)
    plan = replace(plan, closed=closed_years_of(reversal.claim))
    changed = any(isinstance(one, LaterNetworked) for one in plan.later)
    if changed and not booked_with_person(reversal.claim.ends_on, reversal.claim.place_id or ""):
        return replace(plan, problems=(*plan.problems, str(NETWORKED_FOLLOWS)))
    return plan


def payables_of(cases: Iterable, *, lock: bool) -> dict:
    """What was owed for some claims and stands, by the case; locked where asked for. One query."""
    rows = Payable.objects.filter(case__in=list(cases)).exclude(state="cancelled").order_by("pk")
    # What a recall got back was not paid in the end; what was owed anew for it stands in its place.
    rows = rows.exclude(pk__in=Payable.objects.filter(recalls__state="repaid").values("pk"))
    if lock:
        rows = rows.select_for_update(of=("self",))
    found: dict = {}
    for row in rows.select_related("account__place"):
        found.setdefault(row.case_id, []).append(row)
    return found


def worked_plan(settlement: ClaimSettlement, rows: Sequence[Standing | Networked], payables: Mapping) -> Plan:
    """The plan from what stands (in the order of posting) and the payments by case: each later settlement that starts from another
    year than it did is settled again, and what it leaves is where the next one starts."""
    target = next(row for row in rows if isinstance(row, Standing) and row.row.pk == settlement.pk)
    now = {key: before for key, (before, _after) in target.years.items()}
    behind = rows[rows.index(target) + 1 :]
    followed = follow(behind, now, payables)
    payments = tuple(Paid(row=row, outcome=OUTCOME[row.state]) for row in payables.get(settlement.claim_id, ()))
    return Plan(
        standing=target, payments=payments, later=followed.later, years=followed.years, problems=followed.problems
    )


@dataclass(frozen=True, kw_only=True)
class Followed:
    """What is settled again behind something that changed, what the years hold at the end, and why it could not go on."""

    later: tuple[Later | LaterNetworked, ...]
    # Key of the year → what it would hold.
    years: dict[int, dict]
    problems: tuple[str, ...]


def follow(behind: Sequence[Standing | Networked], now: Mapping[int, dict], payables: Mapping) -> Followed:
    """What stands behind something, in the order of posting, from years (by key) that are other than they were."""
    years = dict(now)
    policies, working = policies_of([row for row in behind if isinstance(row, Standing)]), Reworking()
    later: list[Later | LaterNetworked] = []
    problems: list[str] = []
    for row in behind:
        starts = {key: years.get(key, before) for key, (before, _after) in row.years.items()}
        if all(starts[key] == before for key, (before, _after) in row.years.items()):
            years |= {key: after for key, (_before, after) in row.years.items() if key in years}
            continue
        anew = _anew(row, starts, working, policies, payables)
        if isinstance(anew, str):
            problems.append(anew)
            break
        later.append(anew)
        years |= {key: after for key, (_before, after) in anew.years.items()}
    return Followed(later=tuple(later), years=years, problems=tuple(problems))


def _anew(
    row: Standing | Networked,
    starts: Mapping[int, dict],
    working: Reworking,
    policies: Mapping[str, PolicyVersion],
    payables: Mapping,
) -> Later | LaterNetworked | str:
    if isinstance(row, Networked):
        return networked_again(row, starts, working)
    anew = settled_again(row, starts, policies.get(row.policy_digest), row.known_at)
    if isinstance(anew, str):
        return anew
    given, record, years = anew
    outcome = outcome_of(row, record, payables.get(row.row.claim_id, ()))
    return Later(
        standing=row, input=given, record=record, policy_digest=row.policy_digest, years=years, outcome=outcome
    )


def policies_of(rows: Iterable[Standing]) -> dict[str, PolicyVersion]:
    """The published policies that settlements were made with, by their digest. One query."""
    digests = {row.policy_digest for row in rows}
    return {row.digest: row for row in PolicyVersion.objects.published().filter(digest__in=digests)} if digests else {}


def settled_again(
    row: Standing, starts: Mapping[int, dict], version: PolicyVersion | None, known_at: datetime | None
) -> tuple[dict, dict, dict[int, tuple[dict, dict]]] | str:
    """A settlement from other years before it (key → year), by a version of its policy: (case, record, years), or why there is
    none. The parts of a stay are settled by the versions that counted for them at a moment (none: that count now). No query of its
    own, but for that."""
    named = {"reference": row.row.claim.case.reference}
    if version is None:
        return str(POLICY_GONE) % named
    keys = list(row.numbers)
    stated = row.input | {"accumulators": starts[keys[0]]}
    if len(keys) > 1:
        stated["accumulators_next"] = starts[keys[1]]
    policy = compiled(version)
    try:
        case = read_case(stated)
        record = record_of(policy, case, settle_whole(policy, case, versions_of(policy.id, known_at)))
    except SettlementError as error:
        return str(NOT_SETTLED) % (named | {"where": error.path})
    answer = record["settlement"]
    left = answer.get("years_after") or {str(row.numbers[keys[0]]): answer["accumulators_after"]}
    by_number = {number: key for key, number in row.numbers.items()}
    years = {
        by_number[int(number)]: (starts[by_number[int(number)]], _as_stated(year)) for number, year in left.items()
    }
    return stated, record, years


def _as_stated(year: dict) -> dict:
    """A year as an answer tells it, as a case states it: what is not told is left out."""
    return {name: value for name, value in year.items() if value is not None}


def outcome_of(row: Standing, record: dict, payables: Iterable[Payable]) -> str:
    """What comes of a settlement that is worked out anew, by what was paid of it. No query."""
    old, new = row.record["settlement"], record["settlement"]
    if all(old[name] == new[name] for name in FIGURES[1:]):
        return "nothing"
    states = {one.state for one in payables if one.purpose != RECALLED}
    if "in_batch" in states:
        return "in_batch"
    if "sent" in states:
        return "at_bank"
    if states & {"open", "held"}:
        return "owed_anew"
    less = Decimal(new["paid_in_all"]) < Decimal(old["paid_in_all"])
    return "overpaid" if less else "supplement"
