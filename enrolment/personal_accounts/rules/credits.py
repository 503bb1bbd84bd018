"""What is credited to a personal account for a month, by the rule of the place: the pure question of contributions, asked once a
month with what is on record. Pure but for the rule files."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from casework.rulebook.rules.entered import with_entered
from enrolment.contributions.rules.questions.ask import ask
from enrolment.contributions.rules.records import Step
from enrolment.contributions.rules.terms import contribution_files

RULES = ("enrolment.account_credit_share", "enrolment.account_credit_retired")
NO_SOURCE, NO_BASE, NOT_PAID, FLEXIBLE = "no_source", "no_base", "not_paid", "flexible"


@dataclass(frozen=True, kw_only=True)
class Month:
    """A month on record: its first day, whether it is paid for, the contribution base (None where none is on record), whether the
    person was retired then, whether it was paid in flexible employment."""

    first: date
    paid: bool
    base: Decimal | None
    retired: bool
    flexible: bool = False


@dataclass(frozen=True, kw_only=True)
class Credit:
    """What the rule credits: in yuan with its steps, source and status; or None, and why there is none."""

    month: Month
    amount: Decimal | None
    why: str = ""
    steps: tuple[Step, ...] = ()
    source: str = ""
    status: str = ""


def credit_of(month: Month, place: str) -> Credit:
    """The credit of one month. A retired person pays nothing and is credited the fixed amount; what somebody in flexible employment
    is credited is a rule of its own, which no place has here."""
    if not month.retired and not month.paid:
        return Credit(month=month, amount=None, why=NOT_PAID)
    if not month.retired and month.base is None:
        return Credit(month=month, amount=None, why=NO_BASE)
    if not month.retired and month.flexible:
        return Credit(month=month, amount=None, why=FLEXIBLE)
    question = {
        "question": "account_credit",
        "place": place,
        "on": month.first.isoformat(),
        "person": "retired" if month.retired else "active",
    }
    found = ask(question | ({} if month.retired else {"base": str(month.base)}))
    if found.amount is None:
        return Credit(month=month, amount=None, why=NO_SOURCE)
    source, status = found.terms.cite(found.used)
    return Credit(month=month, amount=found.amount, steps=found.steps, source=source, status=status)


def places_with_a_rule() -> frozenset[str]:
    """The places, as the first digits of their codes ("" for everywhere), of which a source gives what is credited on some day."""
    rules = with_entered({rule_id: contribution_files()[rule_id] for rule_id in RULES})
    return frozenset(value.place for rule in rules.values() for value in rule.values if value.value is not None)
