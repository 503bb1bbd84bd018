"""What a claim would be settled as now: its policy, the case as the engine reads it, the year so far, the settlement. Nothing is
stored."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from casework.models import CaseFile
from casework.tables.queries.composed import Composed
from claims.explanation.words.statement import record_of, rule_name
from claims.offsite.rules.standing import FILED, LOCAL, UNFILED, Standing, policy_state
from claims.policies.models import PolicyVersion
from claims.policies.queries.policies import WRITTEN
from claims.policies.rules.codes import Codes, codes_of
from claims.reimbursements.models.claim import Reimbursement
from claims.reimbursements.models.receipt import ReceiptLine
from claims.reimbursements.queries.beside import beside
from claims.reimbursements.queries.care import (
    Billed,
    Care,
    NotWorked,
    Policies,
    category_among,
    kind_of_person,
    policies_among,
    priced_line,
    settled_care,
)
from claims.reimbursements.queries.claim import claim_of, cover_of, rulings_of
from claims.reimbursements.queries.facts import LEVELS, Judged, judged
from claims.reimbursements.queries.off_site import standing_of
from claims.reimbursements.queries.sheet import sheet_of
from claims.reimbursements.rules.stated import Insured, PricedLine, Visit, case_of, line_of
from claims.settlement.rules import Policy, SettlementError, digest_of, read_case, settle_whole
from claims.settlement.rules.records.case import COUNTED_AS_STAY
from claims.words.messages import in_words, sentence
from institutions.catalogue.rules.pricing import Priced

NO_SCHEME = _("Nobody is settled without an enrolment on the day of the care.")
NO_LINES = _("No lines are entered yet.")
OF_A_RULE = _("%(rule)s: %(why)s")


@dataclass(frozen=True, kw_only=True)
class Worked:
    """A claim worked out: the policy, the case stated, what is told of its settlement, and the years it would leave."""

    policy: Policy
    stated: dict
    record: dict
    # Year of the policy → (before, after), as the engine states years.
    years: dict[int, tuple[dict, dict]]

    @property
    def answer(self) -> dict:
        return self.record["settlement"]

    @property
    def digest(self) -> str:
        """Names the figures: the same policy and the same case give the same."""
        return f"{self.policy.digest[:16]}-{digest_of(self.stated)[:24]}"


def worked_out(case: CaseFile, on: date) -> Worked | NotWorked:
    """The settlement as it would be now, by the rulings of the first review in force, or why there is none. One query
    besides those of the findings and of the review; once for a case in hand."""
    known: dict[date, Worked | NotWorked] = case.__dict__.setdefault("_worked", {})
    if on not in known:
        known[on] = _worked(case, claim_of(case), on)
    return known[on]


def _worked(case: CaseFile, claim: Reimbursement, on: date) -> Worked | NotWorked:
    if not claim.scheme:
        return NotWorked(code="no_scheme", text=NO_SCHEME)
    if not sheet_of(claim).lines:
        return NotWorked(code="no_lines", text=NO_LINES)
    found = judged(case, on)
    rows = policies_of(claim)
    if isinstance(rows, NotWorked):
        return rows
    try:
        return _settled(case, claim, rows, found, on)
    except SettlementError as error:
        return NotWorked(code=error.code, text=_why(error))


def _why(error: SettlementError) -> str:
    why = sentence(in_words(error.problem))
    if not error.path.startswith("policy."):
        return why
    return str(OF_A_RULE) % {"rule": rule_name(error.path), "why": why}


PUBLISHED = Composed(lambda: PolicyVersion.objects.counting().order_by("starts_on").defer(*WRITTEN))


def policies_of(claim: Reimbursement) -> Policies | NotWorked:
    """The policy that settles a claim, among all that are published. One query."""
    return policies_among(PUBLISHED.read(), _care_of(claim, claim.ends_on))


def _care_of(claim: Reimbursement, on: date) -> Care:
    return Care(
        place=claim.place.prefix if claim.place is not None else "",
        scheme=claim.scheme,
        starts_on=claim.starts_on,
        ends_on=claim.ends_on,
        settled_on=on,
    )


def _settled(case: CaseFile, claim: Reimbursement, rows: Policies, found: Judged, on: date) -> Worked:
    years = {claim.starts_on.year, claim.ends_on.year}
    done = settled_care(
        _care_of(claim, on),
        rows,
        lambda policy: _stated(case, claim, policy, found, on),
        lambda policy: years_before(claim, policy, years),
    )
    record = record_of(done.policy, done.case, done.settlement)
    return Worked(policy=done.policy, stated=done.stated, record=record, years=done.years)


@dataclass(frozen=True, kw_only=True)
class WhatIf:
    """What a state of filing would pay, in yuan; `is_so`: the one the claim is settled in."""

    state: str
    paid: Decimal
    person_pays: Decimal
    is_so: bool


def filing_in_money(claim: Reimbursement, policy: Policy, stated: dict) -> tuple[WhatIf, ...]:
    """What care elsewhere pays filed and not filed, all else the same; nothing inside the province, or where the policy says one of
    both nowhere. A query where another version settles it, or none."""
    standing = standing_of(claim)
    if standing.state == LOCAL:
        return ()
    known = codes_of(policy).off_site
    so, found = stated["visit"]["off_site"], []
    as_filed = standing if standing.state != UNFILED else Standing(state=FILED)
    for one in (as_filed, Standing(state=UNFILED)):
        state = policy_state(one, known)
        visit = stated["visit"] | {"off_site": state}
        try:
            settled = settle_whole(policy, read_case(stated | {"visit": visit}), lambda _case: policy)
        except SettlementError:
            return ()
        found.append(
            WhatIf(
                state=one.state,
                paid=settled.paid_in_all,
                person_pays=settled.total - settled.paid_in_all,
                is_so=state == so,
            )
        )
    return tuple(found)


def years_before(claim: Reimbursement, policy: Policy, years: set[int]) -> dict[int, dict]:
    """Her years as what is posted has left them, in her file or in one that was merged into it. No query of its own."""
    found = {row["year"]: row["accumulators"] for row in beside(claim)["years"] if row["policy_code"] == policy.id}
    return {year: found.get(year, {}) for year in years}


def _stated(case: CaseFile, claim: Reimbursement, policy: Policy, found: Judged, on: date) -> dict:
    codes, rulings = codes_of(policy), rulings_of(claim)
    left_out = {number for one in found.found if rulings.get(one.key) == "leave_out" for number in one.lines}
    lines = [
        line_of(_priced(line, answer, left_out=number in left_out, one_day=claim.starts_on), codes.item_classes)
        for number, (line, answer) in enumerate(zip(sheet_of(claim).lines, found.priced, strict=True), 1)
    ]
    insured = Insured(
        scheme=claim.scheme,
        born_on=claim.person.birth_on,
        person_kind=kind_of_person(cover_of(claim), claim.scheme, claim.starts_on),
        on=claim.starts_on,
    )
    category = category_among(insured, codes)
    return case_of(insured, _visit(claim, on, codes), lines, category=category, reference=case.reference or "")


def _priced(line: ReceiptLine, answer: Priced, *, left_out: bool, one_day: date) -> PricedLine:
    billed = Billed(
        code=line.code, name=line.name, quantity=line.quantity, price=line.price, amount=line.amount, on=line.on
    )
    return priced_line(billed, answer, left_out=left_out, one_day=one_day)


def _visit(claim: Reimbursement, on: date, codes: Codes) -> Visit:
    """Its levels: the hospital's three where it is on record, else the one that was typed."""
    at = claim.institution
    typed = LEVELS.get(claim.level, "ungraded")
    return Visit(
        care=claim.care,
        stay=claim.care in COUNTED_AS_STAY,
        starts_on=claim.starts_on,
        ends_on=claim.ends_on,
        settled_on=on,
        level=at.hospital_level if at else typed,
        deductible_level=at.deductible_level if at else typed,
        pay_level=at.pay_level if at else typed,
        off_site=policy_state(standing_of(claim), codes.off_site),
    )
