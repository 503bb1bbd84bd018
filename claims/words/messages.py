"""The engine's codes in the reader's language: one sentence for each mistake, one title for each step of a settlement."""

from dataclasses import replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.settlement.rules.records.errors import Problem
from claims.words.codes import WORDS, code_word

MESSAGES: dict[str, Promise] = {
    "value_missing": _("The policy does not state this value. It is never taken as zero."),
    "fact_missing": _("The policy asks for this fact, and what was given does not say it."),
    "setting_not_told": _(
        "The policy counts this kind of care apart, and the year does not say how much of its sum was for it."
    ),
    "once_not_told": _(
        "This deductible is charged once a year, and the year does not say whether it was: give the number of this admission"
        " among those it is for."
    ),
    "pot_not_told": _(
        "The policy counts this care by itself, and the year does not say how much of its sums was for it."
    ),
    "ambiguous": _("Several of these fit, and they say different things: %(keys)s. Say which one counts."),
    "previous_missing": _("There is no settled case before this one to go on from."),
    "file_unreadable": _("The file “%(name)s” cannot be read."),
    "not_json": _("This cannot be read as JSON in UTF-8 (line %(line)s, column %(column)s)."),
    "wrong_type": _("Something else was expected here: %(expected)s."),
    "unknown_key": _("There is no field “%(key)s” here. Allowed are: %(allowed)s."),
    "duplicate_key": _("“%(key)s” is given more than once."),
    "key_missing": _("The field “%(key)s” is needed here."),
    "unknown_choice": _("“%(value)s” is not possible here. Allowed are: %(allowed)s."),
    "exactly_one_of": _("Exactly one of these is needed: %(allowed)s."),
    "not_together": _("These cannot be given together: %(keys)s."),
    "empty": _("This list is empty."),
    "duplicate_id": _("The name “%(id)s” is used twice."),
    "too_deep": _("Choices are nested more than %(limit)s deep."),
    "too_many": _("There are more than %(limit)s entries."),
    "not_a_number": _("“%(value)s” is not a number."),
    "not_finite": _("“%(value)s” is not a number that can be counted with."),
    "negative": _("%(value)s is below zero."),
    "too_large": _("%(value)s is too large; it must stay below %(limit)s."),
    "too_many_decimals": _("%(value)s has more than %(limit)s decimals."),
    "above_one": _("%(value)s is above 1. A ratio is written 0.85 or 85%%."),
    "not_whole": _("%(value)s is not a whole number."),
    "not_a_date": _("“%(value)s” is not a date. Write it as 2026-11-21."),
    "dates_reversed": _("The end (%(ends)s) lies before the start (%(starts)s)."),
    "gap": _("There is a gap: one part ends at %(ends)s and the next begins at %(starts)s."),
    "overlap": _("Parts overlap: one ends at %(ends)s and the next begins at %(starts)s."),
    "range_reversed": _("The upper bound (%(ends)s) is not above the lower one (%(starts)s)."),
    "open_end_not_last": _("Only the last part may have no end."),
    "parts_do_not_add_up": _("The parts come to %(parts)s, but the total says %(total)s."),
    "parts_exceed_total": _("The parts come to %(parts)s, more than the total of %(total)s."),
    "part_exceeds_line": _("%(part)s is more than the whole line, %(line)s."),
    "line_needs_amount": _("A line needs a total, or a price with a quantity."),
    "bill_needs_lines": _("This bill needs its lines, or its total or in-scope cost."),
    "policy_unknown": _("There is no policy “%(id)s”. There are: %(allowed)s."),
    "policy_not_in_force": _("The policy is not in force on %(on)s (from %(starts)s until %(ends)s)."),
    "policy_for_other_scheme": _("The policy is not for the scheme “%(scheme)s”. It is for: %(allowed)s."),
    "payment_may_fall": _("With this rule (%(shape)s) a payment can fall as the cost rises."),
    "bounds_not_stated": _("How the bounds are counted is not said; taken as “%(default)s”."),
    "first_segment_above_zero": _("The first segment begins at %(starts)s; nothing is paid on what lies below it."),
    "source_not_stated": _("The policy does not say where it comes from."),
    "nothing_decides_the_date": _("Values depend on a date, and the policy does not say which date decides."),
}

# What more can be said where a parameter is given.
FULLER: dict[tuple[str, str], Promise] = {
    ("value_missing", "allowed"): _(
        "The policy does not state this value. It is never taken as zero. The policy states it for: %(allowed)s."
    ),
    ("value_missing", "write"): _(
        "The policy does not state this value. It is never taken as zero: write “%(write)s” where there is no such thing."
    ),
}

# What is said in place of the general sentence where the mistake stands.
AT_PATH: dict[tuple[str, str], Promise] = {
    ("bill_needs_lines", "bill.lines"): _(
        "The policy looks at single items: it needs the lines of the bill. Sums do not tell the items apart."
    ),
}

STEP_TITLES: dict[str, Promise] = {
    "bill_total": _("Total of the bill"),
    "class_c_removed": _("Class C and other fully self-paid items"),
    "over_payment_standard": _("Above the payment standard"),
    "over_limit": _("Above the limit per day or visit"),
    "first_pay_bounded": _("Stated first payment above what is allowed"),
    "class_b_first_pay": _("First-payment share"),
    "in_scope": _("In-scope cost"),
    "off_site_first_pay": _("Extra first payment for off-site care"),
    "account_first": _("Paid first from the personal account"),
    "amount_grown": _("Amount with its additions"),
    "stay_part": _("Part of the stay"),
    "deductible_goes_on": _("Deductible of the stay, going on"),
    "deductible_standard": _("Deductible that applies"),
    "deductible_off_site": _("Deductible for off-site care"),
    "deductible_repeat": _("Deductible for a further admission"),
    "deductible_reduced": _("Deductible reduced"),
    "deductible_rounded": _("Deductible rounded once"),
    "deductible_once": _("Deductible charged once a year"),
    "deductible_transfer": _("Deductible after moving from another hospital"),
    "deductible_year": _("Deductible left of the year"),
    "deductible_period": _("Deductible left of the month or quarter"),
    "deductible_ceiling": _("Yearly ceiling of deductibles"),
    "deductible_taken": _("Deductible charged"),
    "cost_cap": _("Cap on the cost"),
    "price": _("Price of the stay"),
    "price_by_item": _("Beyond the bounds of the price"),
    "fund_pays_price": _("The pooled fund pays up to the price"),
    "hospital_bears": _("Borne by the hospital"),
    "hospital_keeps": _("Kept by the hospital"),
    "cap_on_class": _("Cap on what is paid for a class of items"),
    "cap_on_payment": _("Cap on the payment"),
    "cost_above_cap": _("Cost above the cap"),
    "base": _("Base for reimbursement"),
    "person_share_factor": _("The person's share is multiplied"),
    "points": _("Points on the reimbursement rate"),
    "points_off_site": _("Points off for off-site care"),
    "factor_off_site": _("Factor on the rate for off-site care"),
    "flat": _("Base times reimbursement rate"),
    "segment": _("Segment of the base times its rate"),
    "slab": _("Whole base times the rate of its band"),
    "deductible_on_top": _("Deductible charged on top of the segments"),
    "fixed": _("Fixed amount"),
    "final_ratio": _("Items with a final rate of their own"),
    "floor": _("Guaranteed share"),
    "fund_pays": _("The pooled fund pays"),
    "layers_elsewhere": _("Further layers exist and are not part of this policy"),
    "layer_base": _("Base of this layer in the year"),
    "layer_tilt": _("Better terms for this person"),
    "layer_deductible": _("Deductible of this layer"),
    "layer_paid_before": _("Already paid by this layer in the year"),
    "layer_pays": _("This layer pays"),
    "person_pays": _("The person pays"),
    "personal_account": _("From the personal account"),
    "family_account": _("From the family's account"),
    "cash": _("In cash"),
    "deposit": _("Deposit given back"),
}

# Names of the kinds of layers, as a statement shows them.
LAYER_KINDS: dict[str, Promise] = {
    "major_illness": _("Critical-illness insurance"),
    "assistance": _("Medical assistance"),
    "supplement": _("Supplementary insurance"),
}


def sentence(problem: Problem) -> str:
    """What is wrong, in the active language."""
    params = {name: _shown(value) for name, value in problem.params.items()}
    fuller = next((FULLER[problem.code, name] for name in params if (problem.code, name) in FULLER), None)
    return str(fuller or AT_PATH.get((problem.code, problem.path)) or MESSAGES[problem.code]) % params


def in_words(problem: Problem) -> Problem:
    """The same for somebody who reads no codes: what a policy states something for, in the words of the fact that has them all."""
    codes = problem.params.get("allowed")
    fact = next((fact for fact, words in WORDS.items() if codes and set(codes) <= words.keys()), None)
    if codes is None or fact is None:
        return problem
    return replace(problem, params=problem.params | {"allowed": [code_word(fact, code) for code in codes]})


def _shown(value: object) -> str:
    return ", ".join(str(entry) for entry in value) if isinstance(value, list | tuple) else str(value)


def problem_as_json(problem: Problem) -> dict:
    """Path, code, sentence and parameters of a mistake or warning."""
    return {
        "path": problem.path,
        "code": problem.code,
        "message": sentence(problem),
        "params": problem.params,
    }


def step_title(code: str) -> str:
    """The title of a step in the active language."""
    return str(STEP_TITLES[code])
