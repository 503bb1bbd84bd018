"""A change of an enrolment as its page shows it: in words, with what it does, what stood before and stands now."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from casework.money.queries import payables_of_case
from enrolment.changes.models import EnrolmentChange
from enrolment.changes.rules.acts import table
from enrolment.changes.words import account_words, act_words, decline_words, effect_words, in_force, reason_words
from enrolment.coverage.models import Enrolment
from enrolment.coverage.rules.days import month_of


@dataclass(frozen=True)
class Stood:
    """One line of the cover before or after: the scheme in words, from, until ("" for no end)."""

    scheme: object
    starts_on: str
    ends_on: str


def shown_of(change: EnrolmentChange) -> dict:
    """What the page and the step show of a change. One query for a recorded one, none otherwise."""
    act = table().acts[change.act]
    codes = table().effects_of(change.act, change.reason, change.account)
    recorded = change.state == "recorded"
    return {
        "act_name": act_words(change.act),
        "day_label": in_force(act.day) if act.day else _("Papers received on"),
        "reason": reason_words(change.reason) if change.reason else "",
        "account": account_words(change.account) if change.account else "",
        "detail": change.detail.open_for_work(),
        "decline": decline_words(change.decline) if change.decline else "",
        "does": [effect_words(code) for code in codes],
        "source": act.source,
        "status": act.status,
        "no_limit": not act.limit,
        "reported_late": late_by(change),
        "months_carried": carried_months(change),
        "before": stood(change.before) if recorded else [],
        "after": stood(change.after) if recorded else [],
        "suspended_from": change.after.get("suspended_from", "") if recorded else "",
        "payables": payables_of_case(change.case) if recorded else [],
    }


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
