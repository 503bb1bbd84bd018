"""Words of what happens to a designation: the acts in the language in force, what stands against them, what they bring about."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from institutions.changes.rules.acts import Act

AGAINST = {
    "not_in_force": _("No agreement is in force on this day."),
    "public_may_not": _(
        "A public institution starts neither the suspension nor the end of its agreement (article 44)."
    ),
    "notice_too_short": _(
        "The institution asks three months ahead: to take effect on this day it had to be asked for by %(day)s."
    ),
    "in_the_future": _("This day is in the future. Record it when it has come."),
    "first_day": _("On this day the agreement begins. Enter a later day."),
    "days_reversed": _("The last day lies before the first."),
    "last_day_missing": _("Enter the last day."),
    "too_long": _("A suspension of this kind lasts until %(most)s at the longest."),
    "term_too_long": _("An agreement is signed for a year: until %(most)s at the longest."),
    "begins_in_the_past": _(
        "The last agreement ended and nothing was signed by then: nothing is renewed backwards. The institution applies anew."
    ),
    "too_short": _("A suspension by order lasts until %(least)s at the least."),
    "parts_missing": _("An order names the services or the departments it suspends."),
    "services_missing": _("Tick at least one service."),
    "suspended_already": _("The agreement is suspended on this day already."),
    "not_suspended": _("Nothing is suspended on the day before."),
    "asked_too_late": _("The request came after the last day of the suspension: the agreement has ended."),
    "not_the_day_after": _("A renewal begins on the day after the last agreement ends."),
    "ran_out_in_suspension": _(
        "The term runs out while the agreement is suspended, which ends it. The institution applies anew."
    ),
    "renewed_already": _("An agreement for this day is signed already."),
    "number_missing": _("Enter the number of the new agreement."),
    "cause_missing": _("Choose the cause."),
    "too_far_back": _(
        "An agreement is terminated from %(from)s on at the earliest. Costs of days before are recovered one by one."
    ),
    "settled_missing": _("This day lies in the past: say why, and what was settled for services since then."),
    "successor_missing": _("Enter the code of the institution that goes on. It is registered here first."),
    "successor_itself": _("An institution does not go on for itself."),
    "successor_gone": _("Another institution goes on for this one itself: %(after)s. Enter the code of that one."),
    "nothing_changes": _("Nothing of this differs from what is on record."),
}
DOES = {
    "write_particulars": _("The particulars stand from their day on; what they were before stays on record."),
    "supplement": _("The services and departments stand in the agreement from this day on."),
    "renew": _("A new agreement follows on the old one without a gap."),
    "suspend": _("Nothing is settled for costs that arise in this time, in other pooling areas neither."),
    "resume": _("Costs are settled again from this day on."),
    "end": _("Nothing is settled from this day on, in other pooling areas neither. A stay across the day is one stay."),
    "succeed": _("The other institution goes on: deposits and what is to be recovered follow."),
    "prices_follow": _(
        "Its prices hold there from this day on, where the other has none of its own; each says whose it was."
    ),
    "staff_follow": _(
        "The posts of its staff go on there; points stay with the person, and an objection is taken there."
    ),
}
BEGINS = {
    "institution": _("the institution asks"),
    "office": _("the office decides"),
    "authority": _("the administrative department orders"),
}
SETTLED_SINCE = _(
    "The end lies in the past. Nothing that arose from %(day)s on is settled: what was settled since is recovered or explained."
)
LATE_PARTICULARS = _("Reported later than thirty working days after it was approved (until %(day)s).")
LATE_RENEWAL = _("Asked later than three months before the term ends (until %(day)s).")


def said(act: Act) -> str:
    """An act in the language in force."""
    return act.words[_column()]


def day_of(act: Act) -> str:
    """What its day is called, in the language in force."""
    return act.day[_column()]


def does(act: Act) -> list[object]:
    """What recording an act brings about, as sentences."""
    return [DOES[effect] for effect in act.does]


def _column() -> str:
    return (get_language() or "zh-hans").replace("-", "_")
