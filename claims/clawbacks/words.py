"""Words of recoveries from institutions: what money is for, what found that it was not due, what cannot be read."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

CLAWBACK, PAYMENT, CLEARED = "institution_recovery", "institution_repayment", "institution_recovery_cleared"
PURPOSES: Mapping[str, "StrOrPromise"] = {
    CLAWBACK: _("wrongly paid to an institution, owed back"),
    PAYMENT: _("repaid by an institution"),
    CLEARED: _("owed back by an institution of another area"),
}
ITEMS: Mapping[str, "StrOrPromise"] = {
    "none": _("Write one row a settlement: its number, the line where it is only one, the amount in yuan."),
    "too_many": _("At most %(most)s rows in one notice."),
    "columns": _("Row %(row)s: write number, line and amount, or number and amount, or the number alone."),
    "amount": _("Row %(row)s: this is no amount in yuan above zero, to the fen."),
    "comma": _("Row %(row)s: write the amount without a comma between thousands, and spaces between the columns."),
    "twice": _("Row %(row)s: this settlement or line stands above already."),
    "unknown": _("Row %(row)s: this month has no settlement of this number that was paid."),
    "line_unknown": _("Row %(row)s: this settlement has no such line."),
    "line_needs_amount": _("Row %(row)s: write the amount of the line that was not due."),
    "more_than_line": _("Row %(row)s: the line was charged with %(most)s yuan."),
    "more_than_line_left": _("Row %(row)s: only %(most)s yuan of this line are not being recovered already."),
    "more_than_paid": _("Row %(row)s: only %(most)s yuan of this settlement were paid and are not being recovered."),
}
