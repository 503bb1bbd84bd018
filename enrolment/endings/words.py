"""Words of what ends an employer: the acts in the language in force, what stands against them, what they bring about."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from enrolment.endings.rules.acts import Act

AGAINST = {
    "in_the_future": _("This day is in the future. Record it when it has come."),
    "before_founded": _("This is before the day the employer was founded."),
    "gone_already": _("This employer was cancelled or merged already. Nothing more is recorded for it."),
    "stands_already": _("This is on record of the employer already."),
    "not_lost": _("Nothing says that this employer cannot be reached."),
    "owed": _(
        "%(number)s yuan are still open. Arrears, late fees and fines are paid before a registration is cancelled (article 10)."
    ),
    "hires_open": _("%(number)s hires are still open. Decide on each first: registered, left, or no duty."),
    "applications_open": _("%(number)s applications with this employer are under way. Finish them first."),
    "no_successor": _("Enter the code of the employer that takes over. It is registered here first."),
    "successor_itself": _("An employer does not take over itself."),
    "successor_gone": _("That employer was cancelled or merged itself. Enter the one that goes on."),
    "nothing_chosen": _("Tick the hires that go over."),
    "reported_there": _(
        "%(number)s of these hires were reported by the other employer as well. Close one of the two by a finding first."
    ),
}
# What recording an act brings about, by what the file says of it.
HIRES = {
    "decided": _("No hire is open any more when it is recorded."),
    "stay": _("Open hires and their clocks go on: the duty to register stands."),
    "all": _("Every open hire goes over to the other employer; its clock goes on from its old start."),
    "chosen": _("The ticked hires go over to the other employer; their clocks go on from their old start."),
}
COVER = _(
    "Nobody's cover ends by this. It ends with the employment, recorded for each person; until then it goes on without a gap."
)
CLEAR = _("It is recorded only when arrears, late fees and fines are paid.")
SILENT = _("Nothing is sent to this employer any more; what still waits is stopped.")
NOTICE = _("Letters that nobody takes may be served by public notice.")
DEBTS = _("What it owes is owed by the employer that takes over.")


def said(act: Act) -> str:
    """An act in the language in force."""
    return act.words[_column()]


def proof_of(act: Act) -> str:
    """What proves an act, in the language in force."""
    return act.proof[_column()]


def _column() -> str:
    return (get_language() or "zh-hans").replace("-", "_")


def does(act: Act) -> list[object]:
    """What recording an act brings about, as sentences."""
    lines: list[object] = [COVER, HIRES[act.hires]]
    lines += [CLEAR] if act.clear else []
    lines += [DEBTS] if act.hires == "all" else []
    lines += [SILENT] if act.silent else []
    return [*lines, NOTICE] if act.standing == "unreachable" else lines
