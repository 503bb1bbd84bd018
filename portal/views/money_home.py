"""Finance's home: what is to be paid and where it is, what the bank sent back, the last batches. Five queries."""

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from casework.casefile.services.events import record_look
from casework.models import PaymentBatch
from casework.payments.queries import (
    Amount,
    bank_reasons,
    money_in_hand,
    payees_shown,
    recent_batches,
    returned_payables,
)
from casework.staff.officer import Officer
from portal.views.home_parts import MOST, Line, Section

# What is told of a batch by its state: its shape, and what comes next.
NEXT = {
    "draft": ("soon", gettext_lazy("a second person releases it")),
    "released": ("soon", gettext_lazy("take the file to the bank")),
    "sent": ("waiting", gettext_lazy("read the bank's answer")),
    "answered": ("done", ""),
    "discarded": ("refused", ""),
}
TITLES = {
    "ready": gettext_lazy("To be paid"),
    "account": gettext_lazy("Account missing or not compared"),
    "to_release": gettext_lazy("In batches, not at the bank yet"),
    "at_bank": gettext_lazy("At the bank, answer awaited"),
    "returned": gettext_lazy("Returned by the bank"),
    "held": gettext_lazy("Held for another reason"),
}


@dataclass(frozen=True, kw_only=True)
class Tile:
    """One figure of the home: yuan, how many payments, since when."""

    code: str
    title: object
    total: Decimal
    note: str
    url: str


def finance_home(officer: Officer) -> dict:
    """Tiles and sections, for whoever makes batches; nothing for anybody else. Leaves a look at the accounts it shows."""
    if not officer.may("make_batch"):
        return {"tiles": [], "money": []}
    returned = returned_payables(officer, MOST)
    record_look("home", by=officer, shown=payees_shown(returned))
    tiles = [_tile(name, one) for name, one in money_in_hand(officer).items()]
    return {"tiles": tiles, "money": [_returned(returned), _batches(officer)]}


def _tile(name: str, one: Amount) -> Tile:
    note = ngettext("%(number)s payment", "%(number)s payments", one.number) % {"number": one.number}
    if one.since is not None:
        since = date_format(localtime(one.since), "Y-m-d", use_l10n=False)
        note = _("%(payments)s, the first since %(day)s") % {"payments": note, "day": since}
    return Tile(code=name, title=TITLES[name], total=one.total, note=note, url=reverse("see_payments"))


def _returned(rows) -> Section:
    reasons = bank_reasons(rows)
    lines = [
        Line(
            day=row.created_at,
            what=row.case.reference if row.case else row.get_state_display(),
            who=row.payee.account_number if row.payee else "",
            detail=f"{row.amount} · {reasons.get(row.pk, '')}",
            url=reverse("see_payments"),
            shape="overdue",
        )
        for row in rows
    ]
    return Section(
        code="returned",
        title=_("Returned by the bank"),
        nothing=_("The bank has returned nothing that is not settled."),
        lines=lines,
        more=reverse("see_payments"),
    )


def _batches(officer: Officer) -> Section:
    return Section(
        code="batches",
        title=_("Batches"),
        nothing=_("None."),
        lines=[_batch(row) for row in recent_batches(officer)[:MOST]],
        more=reverse("see_payments"),
    )


def _batch(row: PaymentBatch) -> Line:
    shape, following = NEXT[row.state]
    told = _("%(answered)s of %(items)s items answered") % {
        "answered": getattr(row, "answered_count", 0),
        "items": getattr(row, "items_count", 0),
    }
    return Line(
        day=row.made_at,
        what=row.get_state_display(),
        who=row.made_by,
        detail=" · ".join(str(one) for one in (row.total, told, following) if one not in (None, "")),
        url=reverse("see_batch", args=[row.pk]),
        shape=shape,
    )
