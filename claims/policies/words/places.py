"""The words of a policy document: its keys, facts and codes in the reader's language. A code nobody listed is shown as it is."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from claims.words.codes import ITEM_CLASSES, LAYERS, MEASURES, TRANSFERS, WORDS
from claims.words.messages import LAYER_KINDS

SECTIONS: dict[str, Promise] = {
    "figures": _("Figures used in formulas"),
    "items": _("Items: from the bill to the in-scope cost"),
    "off_site": _("Off-site care"),
    "deductible": _("Deductible"),
    "ratio": _("Reimbursement rate"),
    "caps": _("Payment caps"),
    "layers": _("Layers after the basic fund"),
    "payment": _("Payment by the person"),
    "price": _("Price of a stay"),
    "split": _("Stays over New Year or a change of version"),
}

KEYS: dict[str, Promise] = {
    **SECTIONS,
    "id": _("Policy"),
    # Of a thing inside the document.
    "id_of": _("Name in the year"),
    "version": _("Version"),
    "title": _("Title"),
    "zh_hans": _("Simplified Chinese"),
    "zh_hant": _("Traditional Chinese"),
    "en": _("English"),
    "place": _("Place"),
    "scheme": _("Scheme"),
    "checked": _("Last checked on"),
    "demonstration": _("Demonstration"),
    "in_force": _("In force"),
    "from": _("Begins at"),
    "until": _("Last day"),
    "to": _("Ends at"),
    "decided_by": _("Date that decides"),
    "age_on": _("Day an age is counted at"),
    "knows": _("Further codes the policy knows"),
    "source": _("Source"),
    "status": _("How sure"),
    "note": _("Note"),
    # Items
    "class_b_first_pay": _("First-payment share of class B"),
    "item_classes": _("Classes of items"),
    "first_pay": _("First-payment share"),
    "final_ratio": _("Final rate of its own"),
    "counts_for_deductible": _("Counts for the deductible"),
    "limits": _("Limits"),
    "per": _("For"),
    "on": _("Measured on"),
    "amount": _("Amount"),
    # Off-site care
    "extra_first_pay": _("Extra first payment"),
    "points_off": _("Points off the rate"),
    "factor": _("Factor on the rate"),
    "deductible_factor": _("Factor on the deductible"),
    # Deductible
    "period": _("Charged"),
    "repeat": _("At further admissions"),
    "shares": _("Shares of the first, by admission"),
    "less_each_time": _("Less each time"),
    "less": _("Less by"),
    "to_amount": _("Set to"),
    "at_least": _("At least"),
    "at_most": _("At most"),
    "above": _("Above"),
    "below": _("Below"),
    "yearly_ceiling": _("Yearly ceiling"),
    "reductions": _("Reductions"),
    "transfer": _("After moving from another hospital"),
    "up": _("to a higher level"),
    "down": _("to a lower level"),
    "same": _("to the same level"),
    "consortium": _("inside one consortium"),
    "counts_as_admission": _("Counts as an admission"),
    "exempt_item_classes": _("Classes of items without deductible"),
    "counter": _("Counted with"),
    "pot": _("Counted by itself, under the name"),
    # Price
    "covers": _("What the price is for"),
    "person_pays_on": _("What the person's part is worked out on"),
    "by_item_below": _("Settled item by item below this share of the price"),
    "by_item_above": _("Settled item by item above so many times the price"),
    # Split
    "at": _("Cut at the end of"),
    # Caps
    "paid_as": _("What of the payment is for them"),
    # Rate
    "flat": _("One rate"),
    "flat_person": _("One share of the person"),
    "person_ratio": _("Person's share"),
    "segments": _("Segments, each with its rate"),
    "slabs": _("Bands, one rate for the whole"),
    "rows": _("Rows"),
    "bounds": _("Where the scale begins"),
    "measured": _("Measured over"),
    "bound_belongs_to": _("A bound belongs to"),
    "fixed": _("Fixed amount"),
    "fixed_per": _("Fixed amount per"),
    "fixed_within": _("Fixed amount at most"),
    "person_share_factor": _("Person's share multiplied by"),
    "points": _("Points on the rate"),
    "add": _("More"),
    "subtract": _("Fewer"),
    "each": _("For each number of years"),
    "steps": _("Ages reached"),
    "floor": _("Guaranteed share"),
    "order": _("Order of the changes"),
    "share": _("Share"),
    "of": _("Of"),
    "plus": _("Added to it"),
    # Layers
    "kind": _("Kind"),
    "when": _("When it applies"),
    "base": _("What enters its base"),
    "in_scope_from": _("In-scope cost of the year from"),
    "in_scope_to": _("In-scope cost of the year to"),
    "part": _("Part"),
    "except_item_classes": _("But not these classes of items"),
    "left_of": _("What another layer leaves of its deductible"),
    "overflow": _("What lies above a cap on payments"),
    "tilts": _("Better terms"),
    "capped": _("The cap holds"),
    "personal_account": _("Personal account"),
    # Choices
    "by": _("Depends on"),
    "otherwise": _("Otherwise"),
    "value": _("Value"),
    "cases": _("Cases"),
    "dated": _("By date"),
}

FACTS: dict[str, Promise] = {
    "scheme": _("Scheme"),
    "category": _("Category"),
    "level": _("Level of the hospital"),
    "deductible_level": _("Level for the deductible"),
    "pay_level": _("Level for the rate"),
    "setting": _("Kind of care"),
    "off_site": _("Where the care took place"),
    "transfer": _("Moved from another hospital"),
    "age": _("Age"),
    "contribution_years": _("Contribution years"),
    "years_without_claim": _("Years without a claim"),
    "ordinal": _("Number of the admission in the year"),
    "off_site_ordinal": _("Number of the off-site admission in the year"),
    "days": _("Days of the stay"),
    "retired": _("Retired"),
    "poor": _("Listed as poor"),
    "city_supplement": _("Member of the city insurance"),
    "disease": _("Disease"),
    "flag": _("Mark"),
}

_PLAIN_PARTS: dict[str, Promise] = {
    "deductible": _("the deductible"),
    "coinsurance": _("the person's part of the base"),
    "over_cap": _("what lies above a cap"),
    "off_site_first_pay": _("the extra first payment off-site"),
    "first_pay": _("the first-payment share of items"),
    "over_limit": _("what lies above a limit"),
    "fully_self": _("fully self-paid items"),
}

# Code -> words, by the fact or key it stands under.
CODES: Mapping[str, Mapping[str, Promise]] = {
    **WORDS,
    "transfer": {"none": _("not moved"), **TRANSFERS},
    "item_classes": ITEM_CLASSES,
    "exempt_item_classes": ITEM_CLASSES,
    "except_item_classes": ITEM_CLASSES,
    "left_of": LAYERS,
    "overflow": {"payment": _("the payment not made"), "cost": _("the cost above it")},
    "id": LAYERS,
    "period": {
        "admission": _("at each admission"),
        "visit": _("at each visit"),
        "year": _("for the year"),
        "once_a_year": _("the first time in the year"),
        "quarter": _("for the quarter"),
        "month": _("for the month"),
        "day": _("each day of the stay, together"),
    },
    "paid_as": {name: MEASURES[name] for name in ("first", "last", "share")},
    "decided_by": {
        "admission": _("day of admission"),
        "discharge": _("day of discharge"),
        "settlement": _("day of settlement"),
    },
    "age_on": {
        "admission": _("day of admission"),
        "discharge": _("day of discharge"),
        "settlement": _("day of settlement"),
    },
    "bounds": {
        "including_deductible": _("at zero, the deductible being the first part"),
        "after_deductible": _("at zero after the deductible"),
        "deductible_on_top": _("at zero, the deductible besides"),
    },
    "measured": {"visit": _("this visit"), "year": _("the year")},
    "bound_belongs_to": {"lower": _("the band below"), "upper": _("the band above")},
    "counter": {
        "own": _("the care it is for"),
        "kind": _("all stays, or all outpatient care"),
        "all": _("all care of the year"),
    },
    "per": {
        "day": _("each day"),
        "visit": _("each visit"),
        "stay_day": _("each day of the stay, together"),
        "age": _("each year of age"),
        "contribution_years": _("each contribution year"),
        "years_without_claim": _("each year without a claim"),
        "year": _("each year"),
    },
    "on": {
        "in_scope": _("in-scope cost"),
        "cost": _("cost"),
        "payment": _("payment"),
        "cost_after_deductible": _("cost above the deductible"),
    },
    "at": {"year": _("a year"), "version": _("a version")},
    "deductible": {"stay": _("once a stay"), "part": _("once a part")},
    "covers": {"total": _("the whole bill"), "in_scope": _("in-scope cost")},
    "person_pays_on": {"cost": _("cost"), "price": _("price")},
    "fixed_per": {"stay": _("each stay"), "day": _("each day")},
    "fixed_within": {"in_scope": _("the base"), "total": _("the whole bill")},
    "of": {
        "total": _("the whole bill"),
        "in_scope": _("in-scope cost"),
        "base": _("the base"),
        "total_after_deductible": _("the whole bill less the deductible"),
        "average_wage": _("average wage"),
    },
    "figures": {"average_wage": _("average wage")},
    "status": {
        "stated": _("stated"),
        "reported": _("reported"),
        "inferred": _("inferred"),
        "assumed": _("assumed"),
    },
    "kind": LAYER_KINDS,
    "base": _PLAIN_PARTS,
    "part": _PLAIN_PARTS,
    "personal_account": {
        "all": _("any part of the person's share"),
        "first": _("before everything else"),
        **_PLAIN_PARTS,
    },
    "forms": {"difference": _("the difference"), "full": _("in full")},
}
for _name in ("up", "down", "same", "consortium"):
    CODES[_name] = CODES["forms"]


def key_words(key: str) -> str:
    """A key of the document in words."""
    return str(KEYS.get(key, key))


def fact_words(name: str) -> str:
    """A fact a value depends on, in words."""
    return str(FACTS.get(name, name))


def code_words(name: str, code: object) -> str:
    """A code in words, by the fact or key it stands under; "2|1" gives both."""
    if type(code) is bool:
        return gettext("yes") if code else gettext("no")
    text = str(code)
    if text in ("true", "false"):
        return gettext("yes") if text == "true" else gettext("no")
    known = CODES.get(name, {})
    if text == "none" and text not in known:
        return gettext("none")
    if text == "elsewhere":
        return gettext("settled elsewhere, not part of this policy")
    return listed(str(known.get(part, part)) for part in text.split("|"))


# How Chinese sets apart what English sets apart with comma, semicolon and colon.
FULL_WIDTH = {", ": "、", "; ": "；", ": ": "："}


def mark(sign: str) -> str:
    """A punctuation mark of the active language."""
    return FULL_WIDTH[sign] if (get_language() or "").startswith("zh") else sign


def listed(words: Iterable[str]) -> str:
    """Words as a list."""
    return mark(", ").join(words)
