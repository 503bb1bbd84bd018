"""What a claim would be settled as now: its policy, the case as the engine reads it, the year so far, the settlement. Nothing is
stored."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.models import CaseFile
from claims.explanation.words.statement import record_of, rule_name
from claims.offsite.rules.standing import FILED, LOCAL, UNFILED, Standing, policy_state
from claims.policies.models import PolicyVersion
from claims.policies.queries.policies import WRITTEN, compiled, version_among
from claims.policies.rules.codes import Codes, codes_of
from claims.reimbursements.models.claim import Reimbursement
from claims.reimbursements.models.receipt import ReceiptLine
from claims.reimbursements.queries.beside import beside
from claims.reimbursements.queries.claim import claim_of, cover_of, rulings_of, sheet_of
from claims.reimbursements.queries.facts import LEVELS, Judged, judged
from claims.reimbursements.queries.off_site import standing_of
from claims.reimbursements.rules.stated import Insured, PricedLine, Visit, case_of, category_of, line_of
from claims.settlement.rules import Policy, SettlementError, digest_of, read_case, settle_whole
from claims.settlement.rules.records.case import COUNTED_AS_STAY, SettlementCase
from claims.words.messages import in_words, sentence
from enrolment.contributions.queries.cover import facts_on
from institutions.catalogue.rules.pricing import Priced

NO_SCHEME = _("Nobody is settled without an enrolment on the day of the care.")
NO_LINES = _("No lines are entered yet.")
NO_POLICY = _("No published policy of this place and scheme states all that a settlement of this care needs.")
OF_A_RULE = _("%(rule)s: %(why)s")
SEVERAL_POLICIES = _(
    "Several published policies of this place would settle this care: %(policies)s. A supervisor ends all but one."
)


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


@dataclass(frozen=True, kw_only=True)
class NotWorked:
    """Why no settlement can be shown: a code and a sentence a clerk can act on."""

    code: str
    text: str | Promise


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


@dataclass(frozen=True, kw_only=True)
class Policies:
    """The policy that settles a claim, and how the version for a case of it is found."""

    first: Policy
    version_for: Callable[[SettlementCase], Policy]


def policies_of(claim: Reimbursement) -> Policies | NotWorked:
    """The policy that settles a claim: published, of the city or county she is insured in, for her scheme, in force within the
    care, with nothing missing. Where only one shows how the portal works, it settles in a demonstration alone. One query."""
    published = list(PolicyVersion.objects.published().order_by("starts_on").defer(*WRITTEN))
    found = [row for row in published if _fits(row, claim)]
    real = [row for row in found if not row.demonstration]
    if real:
        narrowest = max(len(row.place) for row in real)
        real = [row for row in real if len(row.place) == narrowest]
    elif settings.DEMONSTRATION:
        real = found
    if not real:
        return NotWorked(code="no_policy", text=NO_POLICY)
    if len({row.code for row in real}) > 1:
        named = ", ".join(sorted({row.code for row in real}))
        return NotWorked(code="several_policies", text=str(SEVERAL_POLICIES) % {"policies": named})
    newest = max(real, key=lambda row: (row.starts_on is not None, row.starts_on or date.min))
    versions = [row for row in published if row.code == newest.code]
    return Policies(first=compiled(newest), version_for=version_among(versions))


def _fits(row: PolicyVersion, claim: Reimbursement) -> bool:
    """Whether a published version may settle a claim, by place, scheme and days, and misses nothing."""
    place = claim.place.prefix if claim.place is not None else ""
    if not row.valid or row.missing or (row.schemes and claim.scheme not in row.schemes):
        return False
    starts, ends = row.starts_on or date.min, row.ends_on or date.max
    if not any(starts <= day <= ends for day in (claim.starts_on, claim.ends_on)):
        return False
    return place.startswith(row.place) if row.demonstration else row.place in {place, place[:4]}


def _settled(case: CaseFile, claim: Reimbursement, rows: Policies, found: Judged, on: date) -> Worked:
    policy, version_for = rows.first, rows.version_for
    years = {claim.starts_on.year, claim.ends_on.year}
    before = years_before(claim, policy, years)
    stated = _stated(case, claim, policy, found, on)
    day = {"admission": claim.starts_on, "discharge": claim.ends_on}.get(policy.decided_by or "", on)
    first = claim.starts_on.year if codes_of(policy).splits and len(years) > 1 else day.year
    stated["accumulators"] = before.get(first, {})
    if first != claim.ends_on.year and codes_of(policy).splits:
        stated["accumulators_next"] = before[claim.ends_on.year]
    read = read_case(stated)
    right = version_for(read)
    if right.digest != policy.digest:
        # Another version is in force on the day that this policy says decides.
        return _settled(case, claim, replace(rows, first=right), found, on)
    settled = settle_whole(policy, read, version_for)
    record = record_of(policy, read, settled)
    answer = record["settlement"]
    after = answer.get("years_after") or {str(first): answer["accumulators_after"]}
    kept = {int(year): (before.get(int(year), {}), _as_stated(left)) for year, left in after.items()}
    return Worked(policy=policy, stated=stated, record=record, years=kept)


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


def _as_stated(year: dict) -> dict:
    """A year as an answer tells it, as a case states it: what is not told is left out."""
    return {name: value for name, value in year.items() if value is not None}


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
        person_kind=_kind_of_person(claim),
        on=claim.starts_on,
    )
    known = codes.of("category")
    category = category_of(insured)
    if known and category not in known:
        category = "other"
    return case_of(insured, _visit(claim, on, codes), lines, category=category, reference=case.reference or "")


def _kind_of_person(claim: Reimbursement) -> str:
    """The kind of person her contributions of the day were paid as; of somebody retired since, that. No query of its own."""
    facts = facts_on(cover_of(claim), claim.starts_on)
    if facts is None:
        return ""
    if facts.retired_on is not None and facts.retired_on <= claim.starts_on:
        return "retired"
    return facts.person or ("employee" if claim.scheme == "uebmi" else "")


def _priced(line: ReceiptLine, answer: Priced, *, left_out: bool, one_day: date) -> PricedLine:
    paid_on = [one for one in (answer.payment_standard, answer.price_ceiling) if one is not None]
    paid = answer.payable and not left_out
    return PricedLine(
        code=line.code,
        name=line.name,
        quantity=line.quantity,
        price=line.price,
        amount=line.amount,
        on=line.on or one_day,
        class_=answer.class_ if paid else "c",
        item_class=answer.item_class,
        first_pay_ratio=answer.first_pay_ratio if paid and answer.class_ == "b" else None,
        ceiling=min(paid_on, default=None) if paid else None,
    )


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
