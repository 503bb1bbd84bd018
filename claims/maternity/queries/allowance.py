"""The maternity allowance of a case, its papers, and what it comes to by the rules of its day."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum

from casework.evidence.queries import checklist_of
from casework.models import CaseFile, ChecklistItem, Payable, Payee
from casework.money.models.ledger import LedgerAccount
from casework.money.queries import payee_of
from casework.rulebook.rules.parameters import ValueMissing, rule_by_id
from casework.staff.models.user import User
from claims.maternity.models import MaternityAllowance
from claims.maternity.rules.days import Happened, days_for
from claims.maternity.states import GIVEN_UP, MATERNITY_KIND
from claims.reimbursements.queries.claim import HOLDER
from claims.reimbursements.queries.parties import is_paid_to_her
from enrolment.contributions.rules.questions.ask import ask
from enrolment.contributions.words.steps import step_text
from enrolment.persons.models.person import Person
from enrolment.persons.queries.files import files_of_all, in_her_files


@dataclass(frozen=True, kw_only=True)
class Worked:
    """What it comes to, in yuan: the days by what they are for, the steps as stored, how sure the values are."""

    amount: Decimal
    days: dict[str, int]
    steps: list[Any]
    sources: tuple[tuple[str, str], ...]


def allowance_of(case: CaseFile) -> MaternityAllowance:
    """The allowance of a case. One query, once for a case in hand."""
    if "_allowance" not in case.__dict__:
        joined = ("person", "place", "payee", "reviewed_by", "decided_by", "taken_back_by")
        row = MaternityAllowance.objects.select_related(*joined).get(case=case)
        row.case = case
        case.__dict__["_allowance"] = row
    return case.__dict__["_allowance"]


def holder_of(row: MaternityAllowance) -> tuple[str, str]:
    """Who is paid, as the ledger names her."""
    return HOLDER, str(row.person_id)


def account_named_last(row: MaternityAllowance) -> Payee | None:
    """The account she named last, for this or for a claim. One query."""
    return payee_of(holder_of(row))


def has_a_part(case: CaseFile, user: User) -> bool:
    """Whether an officer is the one it is for, by whichever file, or is paid by it. Three queries at most, none for an officer
    without a file of her own, and of a case of another kind."""
    if case.kind != MATERNITY_KIND or user.own_subject is None:
        return False
    row = allowance_of(case)
    return row.person_id in files_of_all([user.own_subject]) or is_paid_to_her(row.payee, user)


def others_of(person: Person, *, but: uuid.UUID | None = None) -> QuerySet[MaternityAllowance]:
    """The allowances of one human, under whichever of her files, that were not given up. One query."""
    rows = MaternityAllowance.objects.filter(person__in=in_her_files(person)).exclude(state__in=GIVEN_UP)
    return rows.exclude(pk=but).select_related("case").order_by("happened_on", "pk")


def on_its_way(case: CaseFile) -> bool:
    """Whether its payment is in a batch or at the bank. One query."""
    return Payable.objects.filter(case=case, state__in=(Payable.State.IN_BATCH, Payable.State.SENT)).exists()


def owed_of_allowances() -> list[tuple[int, Decimal]]:
    """What is owed back of allowances that were taken back after they were paid: (receivable account, amount in yuan). Two
    queries."""
    rows = Payable.objects.filter(state=Payable.State.PAID, case__maternity_allowance__state="taken_back").order_by()
    whose = ("place", "holder_kind", "holder_key")
    summed = rows.values_list(*(f"account__{name}" for name in whose)).annotate(sum=Sum("amount"))
    owed = dict(_by_holder(summed))
    held = LedgerAccount.objects.filter(kind="receivable", holder_key__in={key[-1] for key in owed}).order_by()
    accounts = dict(_by_holder(held.values_list(*whose, "pk")))
    return [(accounts[key], amount) for key, amount in owed.items()]


def _by_holder(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[tuple[Any, ...], Any]]:
    return ((row[:-1], row[-1]) for row in rows)


def papers_asked(case: CaseFile, on: date) -> list[ChecklistItem]:
    """The medical record, and nothing else. One query, once for a case in hand."""
    known: dict[date, list[ChecklistItem]] = case.__dict__.setdefault("_papers_of_allowance", {})
    if on not in known:
        known[on] = checklist_of(MATERNITY_KIND, on, "", place=case.office.place_id, holding="")
    return known[on]


def missing_papers(case: CaseFile, on: date) -> list[ChecklistItem]:
    """What is asked for and not kept. Two queries."""
    kept = set(case.evidence.filter(withdrawn_at=None).values_list("item", flat=True))
    return [item for item in papers_asked(case, on) if item.required and item.code not in kept]


def worked_out(row: MaternityAllowance) -> Worked | None:
    """What it comes to by the rules of the day it happened; None without a wage, or where a value is missing. No query."""
    if row.wage is None:
        return None
    sources: dict[str, str] = {}
    on, place = row.happened_on, row.place_id

    def value(rule: str) -> int:
        found = rule_by_id(rule).value_for(on=on, place=place)
        sources[found.source] = found.status
        return found.number

    try:
        days = dict(days_for(Happened(kind=row.kind, difficult=row.difficult, children=row.children), value))
    except ValueMissing:
        return None
    asked = {"question": "maternity_allowance", "place": place, "on": on.isoformat()}
    found = ask(asked | {"days": days, "wage": str(row.wage)})
    if found.amount is None:
        return None
    steps = [[code, {name: str(told) for name, told in params.items()}] for code, params in found.steps]
    divisor = rule_by_id("enrolment.maternity_divisor").value_for(on=on, place=place)
    sources[divisor.source] = divisor.status
    return Worked(amount=found.amount, days=days, steps=steps, sources=tuple(sources.items()))


def steps_told(steps: list[Any]) -> list[str]:
    """The steps in the reader's language."""
    return [step_text((code, params)) for code, params in steps]
