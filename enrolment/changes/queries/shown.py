"""A change of an enrolment as its page shows it: in words, with what it does, what stood before and stands now."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.functional import lazystr
from django.utils.translation import gettext as _

from casework.money.models.payments import Payable
from casework.money.queries import payables_of_case
from enrolment.changes.models import EnrolmentChange
from enrolment.changes.queries.deaths import HEIRS, first_report
from enrolment.changes.queries.numbers import sex_follows
from enrolment.changes.rules.acts import table
from enrolment.changes.words import (
    DETAIL_WORDS,
    SEX_FOLLOWS,
    STAYS_GIVEN_BACK,
    account_words,
    act_words,
    decline_words,
    effect_words,
    in_force,
    reason_words,
)
from enrolment.contributions.words.steps import step_text
from enrolment.coverage.models import Enrolment
from enrolment.coverage.rules.days import month_of
from enrolment.persons.models.person import Sex
from enrolment.persons.queries.addressee import PERSON
from enrolment.persons.queries.files import files_of

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Stood:
    """One line of the cover before or after: the scheme in words, from, until ("" for no end)."""

    scheme: object
    starts_on: str
    ends_on: str


def shown_of(change: EnrolmentChange) -> dict:
    """What the page and the step show of a change. One query for a recorded one, some more where it undoes a death, none
    otherwise."""
    act = table().acts[change.act]
    codes = table().effects_of(change.act, change.reason, change.account)
    recorded = change.state == "recorded"
    payables = payables_of_case(change.case) + _of_death(change) if recorded else []
    return {
        "act_name": act_words(change.act),
        "day_label": in_force(act.day) if act.day else _("Papers received on"),
        "reason": reason_words(change.reason) if change.reason else "",
        "account": account_words(change.account) if change.account else "",
        "detail": change.detail.open_for_work(),
        "decline": decline_words(change.decline) if change.decline else "",
        "does": [effect_words(code) for code in codes] + [SEX_FOLLOWS] * sex_follows(change),
        "stays_given_back": STAYS_GIVEN_BACK if change.stays_given_back else "",
        "source": act.source,
        "status": act.status,
        "no_limit": not act.limit,
        "reported_late": late_by(change),
        "months_carried": carried_months(change),
        "before": stood(change.before) if recorded else [],
        "after": stood(change.after) if recorded else [],
        "suspended_from": change.after.get("suspended_from", "") if recorded else "",
        "died_before": change.before.get("died_on", "") if recorded else "",
        "died_after": change.after.get("died_on", "") if recorded else "",
        "payables": payables,
        "steps": steps_of(change),
        "reckoned_by": change.reckoning.get("source", ""),
        "reckoned_status": change.reckoning.get("status", ""),
        "claimed": claimed_shown(change),
        "about": DETAIL_WORDS.get(change.about, ""),
        "paid_to_heirs": [row for row in payables if row.state == Payable.State.PAID] if change.takes_back_id else [],
    }


def _of_death(change: EnrolmentChange) -> list[Payable]:
    """What was owed to the heirs while she was held to be dead, and what was paid of what she was owed herself. Some queries;
    none where no death is taken back."""
    if change.act != "take_back_death" or change.takes_back is None:
        return []
    hers = [str(key) for key in files_of(change.person)]
    report = first_report(change.takes_back)
    # Before another death was recorded: what that made is no matter of this one.
    meanwhile = Payable.objects.filter(due_on__range=(report.decided_on, change.decided_on))
    to_her = Q(account__holder_kind=PERSON, state=Payable.State.PAID)
    owed = meanwhile.filter(Q(account__holder_kind=HEIRS) | to_her, account__holder_key__in=hers)
    return list(owed.exclude(case=change.case).select_related("account").order_by("created_at"))


def steps_of(change: EnrolmentChange) -> list["StrOrPromise"]:
    """How an amount was reckoned, each step in the language in force when it is shown."""
    return [lazystr(_Step(one)) for one in change.reckoning.get("steps", ())]


class _Step:
    """A kept step, put into words when they are wanted."""

    def __init__(self, kept: dict):
        self.kept = kept

    def __str__(self) -> str:
        return step_text(_step(self.kept))


def claimed_shown(change: EnrolmentChange) -> str:
    """What is said to be right: the end of a number alone, everything else as it stands on the proof."""
    value = change.claimed.open_for_work()
    if change.about == "number":
        return f"…{value[-4:]}"
    if change.about == "number_birth":
        return f"…{value[-4:]} · {change.claimed_birth.open_for_work()}"
    return str(Sex(value).label) if change.about == "sex" else value


def _step(one: dict) -> tuple[str, dict]:
    """A kept step with its figures as figures: amounts and shares were kept as text."""
    return one["code"], {name: _figure(value) for name, value in one["values"].items()}


def _figure(value: object) -> object:
    try:
        return Decimal(value) if isinstance(value, str) else value
    except InvalidOperation:
        return value


def late_by(change: EnrolmentChange) -> int:
    """Days by which others reported too late what ended the entitlement; 0 in time or no duty."""
    received, due = change.case.received_on, change.report_due_on
    return max((received - due).days, 0) if due and received else 0


def carried_months(change: EnrolmentChange) -> int:
    """How many months another area certified; 0 where none."""
    first, last = change.carried_from, change.carried_until
    return month_of(last) - month_of(first) + 1 if first and last else 0


def stood(data: dict) -> list[Stood]:
    """The enrolments of a snapshot, oldest first."""
    words = dict(Enrolment.Scheme.choices)
    return [
        Stood(words.get(row["scheme"], row["scheme"]), row["from"], row["until"]) for row in data.get("enrolments", ())
    ]
