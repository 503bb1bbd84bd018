"""Words of supervision: penalties in the language in force, what goes with them, why a step is not open."""

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from institutions.supervision.rules.penalties import Penalty

OF: dict[str, Promise] = {
    "": _("yuan"),
    "loss": _("times the loss of the fund"),
    "defrauded": _("times the sum defrauded"),
}
BESIDES: dict[str, Promise | str] = {
    "": "",
    "suspend_departments": _("the departments concerned may be suspended"),
    "suspend_six_to_twelve": _("the departments concerned are suspended for six to twelve months"),
    "head_barred_five_years": _("the head is barred for five years"),
}
OWN_INSPECTION = _("You began this inspection or wrote a finding of it yourself. A colleague must decide on it.")
OWN_ORDER = _("You entered this order yourself. A colleague must confirm it.")
NO_FINDING = _("No finding stands.")
HAS_FINDINGS = _("A finding stands: tell it to the institution, or strike it with a reason.")
WAS_FOUND = _("A finding was written and struck: a colleague who had no part in it ends the inspection.")
NOT_HEARD = _("The institution is heard first: a reply may come until %(day)s.")
NO_SCAN = _("The order itself is not among the papers of the case. Add a scan of it.")
OPEN_ALREADY = _("An inspection of this institution is under way.")
SAME_OFFICER = _("Two officers inspect: name two, each with a credential of her own.")
NOT_NOW = _("A finding is written down while the inspection goes on.")
STRUCK_ALREADY = _("This finding was struck already.")
NOT_TO_STRIKE = _("A finding is struck until the case was handed over or closed.")
STRIKES_OWN = _(
    "The findings were told: somebody who neither began the inspection nor wrote or told a finding strikes one."
)
NOT_THEN = _("This article is in force from %(day)s: no breach before that day is punished by it.")
AFTER_THE_ORDER = _("A breach lies before the order.")
NO_REASON = _("Say why.")
IN_THE_PAST = _("Enter a day after today.")
BEFORE_TOLD = _("The findings were told on %(day)s.")
AFTER_TODAY = _("This day is in the future.")
BEFORE_HAND_OVER = _("The breach was handed over on %(day)s: the order is not older.")
BEFORE_IT_WAS_MADE = _("An order is not served before it is made.")
NO_FINE = _("This penalty is none of money. Leave the fine empty.")
BASE_MISSING = _("This penalty is a multiple: enter the sum it is of.")


def said(penalty: Penalty) -> str:
    """A penalty in the language in force."""
    return penalty.words[(get_language() or "zh-hans").replace("-", "_")]
