"""The steps of an answer about money in the reader's language, and the answer as JSON."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from enrolment.contributions.rules.records import Amount, Step
from enrolment.coverage.words.sentences import term_text

TEXTS: dict[str, Promise] = {
    "premium_personal": _("Premium of a person for %(year)s: %(amount)s yuan."),
    "premium_subsidy": _("Public subsidy: %(amount)s yuan."),
    "premium_subsidy_at_least": _("Public subsidy: at least %(amount)s yuan; the source names no more."),
    "premium_pays_personal": _("Whoever pays on %(paid_on)s pays the person's premium."),
    "premium_pays_whole": _("Whoever pays on %(paid_on)s pays premium and subsidy together."),
    "premium_whole": _("%(personal)s and %(subsidy)s make %(amount)s yuan."),
    "premium_employer_rate": _("Employer: %(base)s × %(rate)s, %(months)s months: %(amount)s yuan."),
    "premium_person_rate": _("Person: %(base)s × %(rate)s, %(months)s months: %(amount)s yuan."),
    "base_raised": _("The base of %(base)s is raised to the floor of %(floor)s."),
    "base_lowered": _("The base of %(base)s is lowered to the ceiling of %(ceiling)s."),
    "late_fee_from": _(
        "%(arrears)s yuan, due on %(due_on)s, paid on %(paid_on)s: %(days)s days × %(rate)s a day: %(amount)s yuan."
    ),
    "late_fee_days": _("%(arrears)s yuan, %(days)s days × %(rate)s a day: %(amount)s yuan."),
    "late_fee_sum": _("Late fee in all: %(amount)s yuan, borne by the employer."),
    "credit_fixed": _("Fixed credit: %(each)s × %(months)s: %(amount)s yuan."),
    "credit_share": _("%(base)s × %(rate)s is %(each)s a month, × %(months)s: %(amount)s yuan."),
    "credit_bounded": _("Kept within the bounds of the credit: %(each)s a month."),
    "credit_sum": _("Credited in %(months)s months: %(amount)s yuan."),
    "balance_after": _("Balance before: %(before)s yuan; afterwards: %(amount)s yuan."),
    "months_short": _("%(have)s months of contributions, %(needed)s are needed: %(months)s are short."),
    "actual_months_short": _("%(have)s actual months, %(needed)s are needed: %(months)s are short."),
    "months_missing": _("%(months)s months are paid back."),
    "base_share": _("Base: %(share)s of the average wage of %(wage)s yuan is %(base)s yuan."),
    "back_payment": _("%(months)s months × %(base)s × %(rate)s: %(amount)s yuan."),
    "back_payment_sum": _("%(months)s months in all: %(amount)s yuan."),
    "years_bought_back": _("%(years)s years at %(premium)s yuan each: %(amount)s yuan."),
    "reward_continuous": _(
        "%(years)s years without a break: %(steps)s beyond the first %(after)s, %(each)s yuan each: %(amount)s yuan."
    ),
    "reward_no_claim": _("%(years)s years without a payment by the fund, %(each)s yuan each: %(amount)s yuan."),
    "reward_ceiling": _("The ceiling is %(share)s of the original cap of %(cap)s: %(amount)s yuan; it is not reached."),
    "reward_ceiling_reached": _(
        "The ceiling is %(share)s of the original cap of %(cap)s: no more than %(amount)s yuan."
    ),
    "reward_ceiling_open": _(
        "The ceiling is %(share)s of the original cap; that cap was not told, so the ceiling is not applied."
    ),
    "reward_no_ceiling": _("No source gives a ceiling of the rewards for this place; none is applied."),
    "maternity": _("%(wage)s yuan a month × %(days)s days ÷ %(divisor)s: %(amount)s yuan."),
    "maternity_own_wage": _("The person's own wage is %(wage)s a month: the employer adds %(amount)s yuan."),
}
# Terms of a question that are no rule on file, with their names.
TERMS: dict[str, Promise] = {
    "personal": _("premium of the residents' scheme for the year"),
    "subsidy": _("public subsidy for the year"),
    "tier": _("what is paid on that day of the insurance year"),
    "account_credit": _("credit to the personal account"),
    "employer_rate": _("rates of the employees' scheme"),
}
# Words for the coded values of its rules.
CODES: dict[str, Promise] = {
    "due_day_excluded": _("from the day after the due date to the day of payment"),
    "both_included": _("both days counted"),
    "both_excluded": _("neither day counted"),
    "each_month": _("each month by itself"),
    "once": _("once, at the end"),
}
NO_SOURCE = _(
    "No source gives this value for the place and year: %(term)s. It is neither zero nor that of another place."
)


def step_text(step: Step) -> str:
    """One step in the active language."""
    code, values = step
    return str(TEXTS[code]) % {name: _shown(name, value) for name, value in values.items()}


def _shown(name: str, value: object) -> str:
    if name in ("rate", "share") and isinstance(value, Decimal):
        return f"{(value * 100).normalize():f} %"
    return _plain(value)


def _plain(value: object) -> Any:
    """Amounts as text, exact and without an exponent; days as text."""
    if isinstance(value, Decimal):
        fen = value.quantize(Decimal("0.01"))
        return f"{fen:f}" if value == fen else f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else value


def amount_as_json(answer: Amount) -> dict[str, Any]:
    """The answer as docs/contributions.md describes it."""
    if answer.missing is not None:
        name = str(TERMS.get(answer.missing) or term_text(answer.missing))
        found: dict[str, Any] = {"amount": None, "steps": [], "reason": "no_source", "missing": answer.missing}
        return found | {"source": None, "status": None, "explanation": str(NO_SOURCE) % {"term": name}}
    source, status = answer.terms.cite(answer.used)
    more = {name: _plain(value) for name, value in answer.more.items()}
    steps = [
        {
            "code": code,
            "values": {name: _plain(value) for name, value in values.items()},
            "text": step_text((code, values)),
        }
        for code, values in answer.steps
    ]
    return {"amount": _plain(answer.amount), **more, "steps": steps, "source": source, "status": status}
