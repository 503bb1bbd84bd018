"""The arithmetic of every step as a sentence with its figures. A step takes the fullest sentence its inputs allow."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.words.codes import code_word
from claims.words.messages import LAYER_KINDS

SENTENCES: dict[str, tuple[Promise, ...]] = {
    "bill_total": (_("All lines of the bill together; number of lines: %(lines)s."),),
    "class_c_removed": (_("These items are outside the catalogue; nothing is paid on %(amount)s."),),
    "over_payment_standard": (
        _("What lies above the payment standard or a limit, item by item, together %(amount)s; nothing is paid on it."),
    ),
    "over_limit": (_("At most %(limit)s is counted %(per)s, measured on the %(on)s; %(amount)s lies above."),),
    "first_pay_bounded": (
        _(
            "Line %(line)s states a first payment of %(stated)s; only %(amount)s of the line is allowed,"
            " so that this is its first payment."
        ),
    ),
    "class_b_first_pay": (_("The share to be paid first on class B items, item by item, together %(amount)s."),),
    "in_scope": (
        _(
            "%(total)s − %(fully_self)s fully self-paid − %(over_limit)s"
            " over the limit − %(first_pay)s first payment = %(amount)s"
        ),
    ),
    "off_site_first_pay": (
        _("%(in_scope)s × %(ratio)s (%(off_site)s) = %(amount)s, paid by the person before all else"),
    ),
    "stay_part": (
        _("Part %(number)s: %(begins)s to %(ends)s, days: %(days)s, in the year %(year)s; of the bill %(amount)s."),
    ),
    "deductible_goes_on": (_("Of the stay's deductible the part before has left %(amount)s to be charged."),),
    "deductible_standard": (_("The amount for this visit is %(amount)s."),),
    "deductible_off_site": (
        _("For care %(off_site)s the deductible is %(amount)s."),
        _("%(standard)s × %(factor)s (%(off_site)s) = %(amount)s"),
    ),
    "deductible_repeat": (
        _("%(standard)s for each visit; visits on this bill: %(stays)s; so %(amount)s."),
        _(
            "First admission %(standard)s; this is admission %(ordinal)s of the year;"
            " admissions on this bill: %(stays)s; so %(amount)s."
        ),
        _(
            "First admission %(standard)s × %(share)s;"
            " admission %(ordinal)s of the year, on this bill: %(stays)s; so %(amount)s."
        ),
        _(
            "First admission %(standard)s − %(less)s each time; admission %(ordinal)s, on this bill: %(stays)s; so %(amount)s."
        ),
    ),
    "deductible_reduced": (
        _("Reduced: %(before)s × %(share)s = %(amount)s"),
        _("%(before)s − %(less)s, not below zero = %(amount)s"),
        _("Set from %(before)s to %(to)s: %(amount)s."),
    ),
    "deductible_rounded": (_("%(exact)s, rounded once to the fen = %(amount)s"),),
    "deductible_once": (
        _("%(standard)s is charged once a year; charged before in this year: %(charged_before)s; so %(amount)s."),
    ),
    "deductible_transfer": (
        _("The patient was moved (%(direction)s): %(form)s. %(before)s, already charged %(paid)s; left %(amount)s."),
    ),
    "deductible_year": (
        _("%(standard)s for the year − %(taken_before)s charged before = %(amount)s left, not below zero"),
        _("%(pot)s, %(span)s: %(standard)s − %(taken_before)s charged before = %(amount)s left, not below zero"),
    ),
    "deductible_period": (
        _("%(pot)s, %(span)s: %(standard)s − %(taken_before)s charged before = %(amount)s left, not below zero"),
    ),
    "deductible_ceiling": (
        _(
            "All deductibles of a year stay below %(ceiling)s; %(taken_before)s was"
            " charged before; instead of %(before)s: %(amount)s."
        ),
        _(
            "%(pot)s, %(span)s: all deductibles stay below %(ceiling)s; %(taken_before)s was charged before;"
            " instead of %(before)s: %(amount)s."
        ),
    ),
    "account_first": (_("The account holds %(balance)s and pays first: of %(in_scope)s, %(amount)s."),),
    "amount_grown": (_("%(standard)s + %(more)s = %(amount)s, within its bounds"),),
    "deductible_taken": (
        _(
            "Of the in-scope cost of %(in_scope)s, %(exempt)s carries no deductible; at most %(left)s is charged: %(amount)s."
        ),
    ),
    "cost_cap": (
        _(
            "At most %(cap)s is counted, measured on the %(on)s; used before %(used_before)s; of"
            " %(cost)s, %(amount)s is left to be paid on."
        ),
        _(
            "%(pot)s, %(span)s: at most %(cap)s is counted, measured on the %(on)s; used before %(used_before)s;"
            " of %(cost)s, %(amount)s is left to be paid on."
        ),
        _(
            "At most %(standard)s for each of %(days)s days, together %(cap)s, is counted, measured on the %(on)s;"
            " of %(cost)s, %(amount)s is left to be paid on."
        ),
    ),
    "price": (
        _(
            "The price is %(amount)s for a %(covers)s of %(cost)s; the person's part is worked out on the %(person_pays_on)s."
        ),
        _(
            "The price is %(standard)s for each of %(stays)s stays, together %(amount)s, for a %(covers)s of %(cost)s;"
            " the person's part is worked out on the %(person_pays_on)s."
        ),
    ),
    "price_by_item": (
        _("%(cost)s is less than %(below)s, the lower bound of the price of %(price)s: settled item by item."),
        _("%(cost)s is more than %(above)s, the upper bound of the price of %(price)s: settled item by item."),
    ),
    "fund_pays_price": (_("%(by_rule)s by the rate + %(price)s price − %(cost)s cost = %(amount)s, not below zero"),),
    "hospital_bears": (_("The cost of %(cost)s is more than the price of %(price)s; the hospital bears %(amount)s."),),
    "hospital_keeps": (_("The cost of %(cost)s is less than the price of %(price)s; the hospital keeps %(amount)s."),),
    "cap_on_class": (
        _(
            "%(item_classes)s: %(paid)s of the payment is for these (%(paid_as)s), but at most %(cap)s; left %(amount)s."
        ),
        _(
            "%(item_classes)s: %(paid)s of the payment is for these (%(paid_as)s), but at most %(standard)s for each of"
            " %(days)s days, together %(cap)s; left %(amount)s."
        ),
    ),
    "cap_on_payment": (
        _("%(before)s, but at most %(cap)s less %(used_before)s paid before = %(amount)s"),
        _("%(pot)s, %(span)s: %(before)s, but at most %(cap)s less %(used_before)s paid before = %(amount)s"),
        _("%(before)s, but at most %(standard)s for each of %(days)s days, together %(cap)s; left %(amount)s"),
    ),
    "cost_above_cap": (_("The cap is reached at a base of %(reached_at)s; of %(base)s, %(amount)s lies above it."),),
    "base": (
        _(
            "%(in_scope)s − %(off_site_first_pay)s first payment off-site"
            " − %(deductible)s deductible − %(over_cap)s above the cap = %(amount)s"
        ),
    ),
    "person_share_factor": (_("The person's share is multiplied by %(factor)s."),),
    "points": (
        _("%(points)s percentage points on the rate"),
        _("%(points)s percentage points on the rate, for %(of)s %(value)s"),
    ),
    "points_off_site": (_("%(points)s percentage points off the rate (%(off_site)s)"),),
    "factor_off_site": (_("The rate is multiplied by %(factor)s (%(off_site)s)."),),
    "flat": (_("%(cost)s × %(ratio)s = %(amount)s; a deductible of %(deductible)s was taken off before"),),
    "segment": (
        _("%(cost)s above %(from)s × %(ratio)s = %(amount)s"),
        _("%(cost)s between %(from)s and %(to)s × %(ratio)s = %(amount)s"),
    ),
    "slab": (
        _("The cost reaches the band above %(from)s: %(cost)s × %(ratio)s = %(amount)s"),
        _("The cost reaches the band from %(from)s to %(to)s: %(cost)s × %(ratio)s = %(amount)s"),
    ),
    "deductible_on_top": (_("The deductible of %(deductible)s is charged besides; left %(amount)s."),),
    "fixed": (_("%(standard)s × %(days)s, at most %(within)s = %(amount)s"),),
    "final_ratio": (_("%(item_class)s: %(cost)s × %(ratio)s = %(amount)s"),),
    "floor": (_("Guaranteed on the %(of)s: %(cost)s × %(ratio)s = %(amount)s, more than %(before)s"),),
    "fund_pays": (_("The sum of the lines above, on a base of %(base)s, rounded once: %(amount)s."),),
    "layers_elsewhere": (_("What lies beyond the basic fund is settled elsewhere and is not in these figures."),),
    "layer_base": (
        _(
            "%(kind)s (%(layer)s): %(before_this_visit)s from before in the year + %(this_visit)s of this visit = %(amount)s"
        ),
    ),
    "layer_tilt": (
        _("%(layer)s: deductible × %(deductible_factor)s, %(points)s percentage points more, capped: %(capped)s"),
    ),
    "layer_deductible": (_("%(layer)s: of %(base)s, %(amount)s is borne first."),),
    "layer_paid_before": (_("%(layer)s: %(entitled)s is due for the year; %(amount)s of it was paid before."),),
    "layer_pays": (_("%(kind)s (%(layer)s) pays %(amount)s on the %(base)s of this visit."),),
    "person_pays": (
        _(
            "%(total)s − %(fund_pays)s fund − %(major_illness_pays)s critical illness − %(assistance_pays)s assistance"
            " − %(supplement_pays)s supplement = %(amount)s"
        ),
    ),
    "personal_account": (_("%(payable)s may be paid from the account, which holds %(balance)s: %(amount)s."),),
    "family_account": (
        _("%(payable)s may still be paid from the family's account, which holds %(balance)s: %(amount)s."),
    ),
    "cash": (
        _("%(person_pays)s − %(personal_account_pays)s from the personal account = %(amount)s"),
        _(
            "%(person_pays)s − %(personal_account_pays)s from the personal account"
            " − %(family_account_pays)s from the family's account = %(amount)s"
        ),
    ),
    "deposit": (_("Of the deposit of %(deposit)s, %(cash_pays)s is used; %(amount)s is given back."),),
}
# A bill without lines has none to count.
SUMS_ONLY = _("The bill was given as sums, without lines.")

RATIOS = frozenset({"ratio", "share"})
NUMBERS = frozenset(
    {"number", "year", "line", "lines", "ordinal", "stays", "days", "value", "factor", "deductible_factor"}
)
WORDS = {"on": "measure", "per": "measure", "of": "measure", "form": "measure", "paid_as": "measure"}
WORDS |= {"covers": "measure", "person_pays_on": "measure", "direction": "transfer"}
CODES = frozenset({"off_site", "layer", "item_class", "pot"})


def step_sentence(code: str, amount: Decimal | None, inputs: Mapping[str, object]) -> str:
    """The arithmetic of one step in the active language. `inputs` as the engine gives them or as they were stored."""
    if code == "bill_total" and str(inputs["lines"]) == "0":
        return str(SUMS_ONLY)
    figures = {name: shown(name, value) for name, value in inputs.items() if value is not None}
    if amount is not None:
        figures["amount"] = yuan(amount)
    if "kind" in figures and figures["layer"].casefold() == figures["kind"].casefold():
        # Said once in words is enough; the layer is then named as the policy names it.
        figures["layer"] = str(inputs["layer"])
    return str(_fullest(SENTENCES[code], figures)) % figures


def _fullest(sentences: tuple[Promise, ...], figures: Mapping[str, str]) -> Promise:
    """The sentence that uses the most of what is there and nothing else."""
    usable = [one for one in sentences if placeholders(str(one)) <= set(figures)]
    return max(usable, key=lambda one: len(placeholders(str(one))))


class _Noted(dict):
    """Notes which names a sentence asks for."""

    def __missing__(self, name: str) -> str:
        self[name] = ""
        return ""


def placeholders(sentence: str) -> set[str]:
    """The names of the figures a sentence shows."""
    noted = _Noted()
    sentence % noted
    return set(noted)


def shown(name: str, value: object) -> str:
    """One input of a step as it is read: yuan, a percentage, a number, a word for a code."""
    if name in RATIOS:
        return percent(value)
    if name in NUMBERS:
        return plain(value)
    if name == "points":
        return plain(Decimal(str(value)) * 100)
    if name in WORDS:
        return code_word(WORDS[name], str(value))
    if name in CODES:
        return code_word(name, str(value))
    if name in READ_BY:
        return READ_BY[name](str(value))
    if name in ("capped", "charged_before"):
        return str(_("yes") if value else _("no"))
    return yuan(value)


def span_words(span: str) -> str:
    """The time that a pot is counted in, as the engine names it: "year", "2026-03", "2026-Q1"."""
    year, _dash, part = span.partition("-")
    if not part:
        return str(_("the year"))
    if part.startswith("Q"):
        return str(_("quarter %(number)s of %(year)s")) % {"number": part[1:], "year": year}
    return str(_("month %(number)s of %(year)s")) % {"number": part.lstrip("0"), "year": year}


# Inputs that are read in a way of their own.
READ_BY: dict[str, Callable[[str], str]] = {
    "item_classes": lambda codes: " + ".join(code_word("item_class", one) for one in codes.split("|")),
    "span": span_words,
    "begins": str,
    "ends": str,
    "kind": lambda kind: str(LAYER_KINDS[kind]),
}


def yuan(amount: object) -> str:
    """An amount in yuan with two places and grouped thousands; one that is not rounded yet with all its places."""
    exact = Decimal(str(amount))
    exponent = exact.normalize().as_tuple().exponent
    places = max(2, -exponent) if isinstance(exponent, int) else 2
    return f"{'−' if exact < 0 else ''}¥{abs(exact):,.{places}f}"


def percent(ratio: object) -> str:
    """A ratio as a percentage without idle zeros: 0.85 is 85%."""
    return f"{plain(Decimal(str(ratio)) * 100)}%"


def plain(number: object) -> str:
    """A number without idle zeros and without an exponent."""
    text = f"{Decimal(str(number)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
