"""What any care is settled as: its policy, the years it starts from, the engine. Asked by claims of the counter and by the run over
an institution's month, so that both count alike. Nothing is stored."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from claims.policies.models import PolicyVersion
from claims.policies.queries.policies import compiled, version_among
from claims.policies.rules.codes import Codes, codes_of
from claims.reimbursements.rules.stated import Insured, PricedLine, category_of
from claims.settlement.rules import Policy, read_case, settle_whole
from claims.settlement.rules.answer.answer import year_as_json
from claims.settlement.rules.records.case import BillLine, SettlementCase
from claims.settlement.rules.settling.settlement import Settlement
from enrolment.contributions.queries.cover import Record, facts_on
from institutions.catalogue.rules.pricing import Priced

NO_POLICY = _("No published policy of this place and scheme states all that a settlement of this care needs.")
SEVERAL_POLICIES = _(
    "Several published policies of this place would settle this care: %(policies)s. A supervisor ends all but one."
)


@dataclass(frozen=True, kw_only=True)
class NotWorked:
    """Why no settlement can be shown: a code and a sentence a clerk can act on."""

    code: str
    text: str | Promise


@dataclass(frozen=True, kw_only=True)
class Care:
    """What decides on the policy of some care and on its years: where (`place`: the digits of the division that count) and in which
    scheme she is insured, the days of the care, the day of the settlement."""

    place: str
    scheme: str
    starts_on: date
    ends_on: date
    settled_on: date


@dataclass(frozen=True, kw_only=True)
class Policies:
    """The policy that settles some care, and how the version for a case of it is found."""

    first: Policy
    version_for: Callable[[SettlementCase], Policy]


def policies_among(published: Sequence[PolicyVersion], care: Care) -> Policies | NotWorked:
    """The policy that settles some care: published, of the city or county she is insured in, for her scheme, in force within the
    care, with nothing missing. Where only one shows how the portal works, it settles in a demonstration alone. No query."""
    found = [row for row in published if _fits(row, care)]
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


def _fits(row: PolicyVersion, care: Care) -> bool:
    """Whether a published version may settle some care, by place, scheme and days, and misses nothing."""
    place = care.place
    if not row.valid or row.missing or (row.schemes and care.scheme not in row.schemes):
        return False
    starts, ends = row.starts_on or date.min, row.ends_on or date.max
    if not any(starts <= day <= ends for day in (care.starts_on, care.ends_on)):
        return False
    return place.startswith(row.place) if row.demonstration else row.place in {place, place[:4]}


@dataclass(frozen=True, kw_only=True)
class Settled:
    """Some care through the engine: the policy whose day it was, the case stated and read, the settlement; year of the policy →
    (before, after), as the engine states years."""

    policy: Policy
    stated: dict[str, Any]
    case: SettlementCase
    settlement: Settlement
    years: dict[int, tuple[dict, dict]]


def settled_care(
    care: Care,
    rows: Policies,
    state: Callable[[Policy], dict[str, Any]],
    before_of: Callable[[Policy], Mapping[int, dict]],
    lines_of: Callable[[Policy], tuple[BillLine, ...]] | None = None,
) -> Settled:
    """Settle some care. `state`: the case as the engine reads it, without the year before, and without the bill where `lines_of`
    gives its lines; `before_of`: the years by their number, as what is posted has left them. Raises SettlementError. A query for a
    version that this process has not compiled."""
    policy = rows.first
    before, stated = before_of(policy), state(policy)
    cut = codes_of(policy).splits and care.starts_on.year != care.ends_on.year
    day = {"admission": care.starts_on, "discharge": care.ends_on}.get(policy.decided_by or "", care.settled_on)
    first = care.starts_on.year if cut else day.year
    stated["accumulators"] = before.get(first, {})
    if cut:
        stated["accumulators_next"] = before.get(care.ends_on.year, {})
    case = read_case(stated, lines_of and lines_of(policy))
    right = rows.version_for(case)
    if right.digest != policy.digest:
        # Another version is in force on the day that this policy says decides.
        return settled_care(care, replace(rows, first=right), state, before_of, lines_of)
    settlement = settle_whole(policy, case, rows.version_for)
    left = {first: settlement.accumulators_after}
    if settlement.parts:
        left = {part.last.year: part.settled.accumulators_after for part in settlement.parts}
    years = {year: (before.get(year, {}), _as_stated(year_as_json(after))) for year, after in left.items()}
    return Settled(policy=policy, stated=stated, case=case, settlement=settlement, years=years)


def _as_stated(year: Mapping[str, Any]) -> dict[str, Any]:
    """A year as an answer tells it, as a case states it: what is not told is left out."""
    return {name: value for name, value in year.items() if value is not None}


def category_among(insured: Insured, codes: Codes) -> str:
    """The category of somebody as a policy knows it."""
    known, category = codes.of("category"), category_of(insured)
    return "other" if known and category not in known else category


def kind_of_person(record: Record, scheme: str, day: date) -> str:
    """The kind of person her contributions of the day were paid as; of somebody retired since, that. No query."""
    facts = facts_on(record, day)
    if facts is None:
        return ""
    if facts.retired_on is not None and facts.retired_on <= day:
        return "retired"
    return facts.person or ("employee" if scheme == "uebmi" else "")


class Billed(Struct, frozen=True, gc=False, kw_only=True):
    """A line as it was billed, in yuan; without a price where none is printed."""

    code: str
    name: str
    quantity: Decimal
    price: Decimal | None
    amount: Decimal
    on: date | None


def priced_line(line: Billed, answer: Priced, *, left_out: bool, one_day: date) -> PricedLine:
    """A line with the answer of the catalogue for its day; one that is left out is not paid."""
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
