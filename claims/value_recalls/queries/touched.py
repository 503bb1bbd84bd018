"""Whom a wrong value touched, and what each settlement would be under the right one. Nothing is stored."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from casework.models import CaseFile
from casework.money.rules.amounts import ZERO
from casework.staff.officer import Officer
from casework.tables.queries.pages import Page, page_behind
from claims.policies.models import PolicyVersion
from claims.reimbursements.models.claim import Reimbursement
from claims.reimbursements.models.receipt import ReceiptLine
from claims.reimbursements.models.settlement import ClaimSettlement, PersonYear
from claims.reimbursements.states import POSTED_IN
from claims.reversals.models import Resettlement, ValueRecall, ValueRecallUnit
from claims.reversals.queries.networked import Networked, networked_in
from claims.reversals.queries.plan import Later, outcome_of, payables_of, settled_again
from claims.reversals.queries.standing import Standing, standing_in, years_with
from claims.settlement.rules import digest_of
from claims.value_recalls.queries.righting import Righting, righting_of
from claims.value_recalls.rules.righted import POLICY, Wrong, plain
from enrolment.persons.queries.files import files_of_all, humans_of

SHOWN = 50
# So many people are worked out together.
TOGETHER = 200
WAITS = ("in_batch", "at_bank")
NETWORKED_BEHIND = _(
    "A settlement of an institution's month stands behind it and would change as well: this person is taken up by hand."
)


@dataclass(frozen=True, kw_only=True)
class Unit:
    """One person's years under one policy, worked out under the right value. `later`: each settlement that comes out otherwise,
    in the order of posting; `years`: key of the year → what it would hold; `problem`: why it cannot be posted, or ""."""

    claim: Reimbursement
    policy_code: str
    later: tuple[Later, ...]
    years: Mapping[int, dict]
    problem: str = ""

    @property
    def difference(self) -> Decimal:
        """What she is due more, below zero what she owes, in yuan."""
        return sum((one.difference for one in self.later), ZERO)

    @property
    def waits(self) -> bool:
        """Whether a payment of hers is on its way, of which nobody knows yet whether it arrives."""
        return any(one.outcome in WAITS for one in self.later)

    def as_shown(self) -> list[dict]:
        """What is shown of it, as plain data."""
        return [one.as_shown() for one in self.later]

    @property
    def digest(self) -> str:
        """Names what was shown, whatever became of the payments meanwhile: the same figures give the same."""
        told = [{name: value for name, value in one.items() if name != "outcome"} for one in self.as_shown()]
        return digest_of({"later": told, "years": {str(key): year for key, year in self.years.items()}})


def wrong_of(recall: ValueRecall) -> Wrong:
    """What a recall says, for the rules. No query."""
    if recall.policy is not None:
        return wrong_policy(recall.policy, recall.starts_on, recall.ends_on)
    return Wrong(
        what=recall.what,
        code=recall.code,
        first=recall.starts_on,
        last=recall.ends_on,
        right=plain(recall.right or ZERO),
        teller=recall.teller,
    )


def wrong_policy(version: PolicyVersion, first: date, last: date) -> Wrong:
    """A version of a policy that was wrong on some days, for the rules."""
    return Wrong(what=POLICY, code=version.code, policy=version.digest, first=first, last=last)


def touched(wrong: Wrong, by: Officer) -> list[tuple[Reimbursement, str]]:
    """The posted claims of her area that read the value on its days, one for each human and policy. Two queries, and
    one for each merge of a merged file."""
    settled = _settled_by(wrong) if wrong.what == POLICY else Q(claim__in=_claims_with(wrong).values("pk"))
    rows = ClaimSettlement.objects.filter(settled, claim__state__in=POSTED_IN, claim__case__office__in=by.area)
    read = list(rows.select_related("claim__person", "claim__case__office").order_by("pk"))
    whose = humans_of({row.claim.person_id for row in read})
    found: dict[tuple, tuple[Reimbursement, str]] = {}
    for row in read:
        found.setdefault((whose[row.claim.person_id], row.policy_code), (row.claim, row.policy_code))
    return list(found.values())


def _claims_with(wrong: Wrong):
    lines = ReceiptLine.objects.filter(code=wrong.code)
    return Reimbursement.objects.filter(
        pk__in=lines.values("receipt__claim"), starts_on__lte=wrong.last, ends_on__gte=wrong.first
    )


def _settled_by(wrong: Wrong) -> Q:
    """Posted by a version of a policy, or worked out anew by it, on or after the days it was wrong; or a stay on these days, a part
    of which it may have settled."""
    anew = Resettlement.objects.filter(settlement=OuterRef("pk"), policy_digest=wrong.policy)
    begun = Q(claim__starts_on__lte=wrong.last)
    # What was over before these days may yet go by the day on which it was settled.
    reached = begun & (Q(claim__ends_on__gte=wrong.first) | Q(posted_on__gte=wrong.first))
    stay = Q(policy_code=wrong.code, claim__starts_on__lt=F("claim__ends_on"), claim__ends_on__gte=wrong.first)
    return reached & (Q(policy_digest=wrong.policy) | Exists(anew)) | stay & begun


def worked_unit(claim: Reimbursement, policy_code: str, wrong: Wrong, *, lock: bool = False) -> Unit:
    """One person's years under a policy as they would be: each settlement that reads the value, and each behind it, settled again
    by its own policy and facts. `lock`: years and payments are locked first. Some ten queries."""
    human = humans_of([claim.person_id])[claim.person_id]
    years = years_with(claim, policy_code, lock=lock, human=human)
    return _unit(claim, policy_code, _read(years, wrong, lock=lock))


def worked_units(found: Sequence[tuple[Reimbursement, str]], wrong: Wrong) -> Iterator[Unit]:
    """The same for many people, in so many queries for each two hundred of them."""
    for first in range(0, len(found), TOGETHER):
        part = found[first : first + TOGETHER]
        whose = files_of_all(list(humans_of({claim.person_id for claim, _policy in part}).values()))
        codes = {policy for _claim, policy in part}
        rows = PersonYear.objects.filter(person__in=list(whose), policy_code__in=codes)
        owners: dict[tuple, list[PersonYear]] = {}
        for row in rows.order_by("year", "pk"):
            owners.setdefault((whose[row.person_id], row.policy_code), []).append(row)
        read = _read([row for years in owners.values() for row in years], wrong)
        for claim, policy in part:
            held = {row.pk for row in owners.get((whose[claim.person_id], policy), ())}
            yield _unit(claim, policy, read.of(held))


@dataclass(frozen=True, kw_only=True)
class _Read:
    """What stands in some years, in the order of posting, and what is asked to settle it again."""

    rows: Sequence[Standing | Networked]
    payables: Mapping
    righting: Righting

    def of(self, years: Collection[int]) -> "_Read":
        """The same of some of these years alone."""
        return replace(self, rows=[row for row in self.rows if not row.years.keys().isdisjoint(years)])


def _read(years: list[PersonYear], wrong: Wrong, *, lock: bool = False) -> _Read:
    standing = standing_in(years)
    claims = [row.row.claim_id for row in standing]
    return _Read(
        rows=sorted([*standing, *networked_in(years)], key=lambda row: row.order),
        payables=payables_of(claims, lock=lock),
        righting=righting_of(wrong, standing),
    )


def _unit(claim: Reimbursement, policy_code: str, read: _Read) -> Unit:
    now: dict[int, dict] = {}
    later: list[Later] = []
    for row in read.rows:
        starts = {key: now.get(key, before) for key, (before, _after) in row.years.items()}
        stood = {key: after for key, (_before, after) in row.years.items()}
        same = all(starts[key] == before for key, (before, _after) in row.years.items())
        if isinstance(row, Networked):
            if not same:
                return _stuck(claim, policy_code, later, str(NETWORKED_BEHIND))
            now |= stood
            continue
        right = read.righting.of(row)
        if isinstance(right, str):
            return _stuck(claim, policy_code, later, right)
        if same and not right.anew and not right.perhaps:
            now |= stood
            continue
        anew = settled_again(replace(row, input=right.given), starts, right.version, right.known_at)
        if isinstance(anew, str) or right.version is None:
            return _stuck(claim, policy_code, later, str(anew))
        stated, record, left = anew
        if same and not right.anew and record["settlement"] == row.record["settlement"]:
            now |= stood
            continue
        later.append(
            Later(
                standing=row,
                input=stated,
                record=record,
                policy_digest=right.version.digest,
                years=left,
                outcome=outcome_of(row, record, read.payables.get(row.row.claim_id, ())),
            )
        )
        now |= {key: after for key, (_before, after) in left.items()}
    changed = {key for one in later for key in one.years}
    held = {key: now[key] for key in sorted(changed)}
    return Unit(claim=claim, policy_code=policy_code, later=tuple(later), years=held)


def _stuck(claim: Reimbursement, policy_code: str, later: Sequence[Later], why: str) -> Unit:
    return Unit(claim=claim, policy_code=policy_code, later=tuple(later), years={}, problem=why[:300])


def recall_of_value(case: CaseFile) -> ValueRecall:
    """The recall of a case. One query, once for a case in hand."""
    if "_value_recall" not in case.__dict__:
        row = ValueRecall.objects.select_related("proposed_by", "decided_by", "policy").get(case=case.pk)
        row.case = case
        case.__dict__["_value_recall"] = row
    return case.__dict__["_value_recall"]


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a recall is: people in all, posted, changed since, waiting; and those whose letters are in the post."""

    people: int
    posted: int
    changed: int
    waiting: int
    lettered: int


def progress_of(recall: ValueRecall) -> Progress:
    """One query."""
    counted = {state: Count("pk", filter=Q(state=state)) for state in ("posted", "changed", "waiting")}
    rows = ValueRecallUnit.objects.filter(recall=recall)
    return Progress(**rows.aggregate(people=Count("pk"), lettered=Count("lettered_on"), **counted))


def units_page(recall: ValueRecall, after: str) -> Page:
    """A page of whom it touches, in the order they are posted. One query."""
    rows = ValueRecallUnit.objects.filter(recall=recall).select_related("claim__person", "claim__case")
    return page_behind(rows, ("pk",), after, SHOWN)


def value_recalls_page(officer: Officer, after: str) -> Page:
    """A page of the recalls of her area, the newest first. One query."""
    if officer.scope("see_value_recalls") != "area":
        return Page([], "")
    rows = ValueRecall.objects.filter(case__office__in=officer.area).select_related("case")
    return page_behind(rows, ("-case__opened_at", "case"), after, SHOWN)
