"""Words for the codes of policies and cases: settings, levels, categories, states of filing. An unknown code stays as it is."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from institutions.catalogue.words import SCHEMES, SETTINGS

CATEGORIES = {
    "active": _("employed"),
    "retired": _("retired"),
    "flexible": _("flexible employment"),
    "student": _("student"),
    "adult": _("adult"),
    "elderly": _("elderly"),
    "child": _("child"),
}
LEVELS = {
    "1": _("level 1"),
    "2": _("level 2"),
    "3": _("level 3"),
    "1A": _("level 1, grade A"),
    "1B": _("level 1, grade B"),
    "2A": _("level 2, grade A"),
    "2B": _("level 2, grade B"),
    "3A": _("level 3, grade A"),
    "3B": _("level 3, grade B"),
    "community": _("community health centre"),
    "township": _("township hospital"),
}
OFF_SITE = {
    "local": _("where insured"),
    "filed": _("off-site, filed"),
    "unfiled": _("off-site, not filed"),
    "emergency": _("off-site, emergency"),
    "referred": _("off-site, referred"),
    "in_province": _("off-site, within the province"),
    "out_of_province": _("off-site, outside the province"),
}
DISEASES = {
    "cancer": _("cancer"),
    "dialysis": _("dialysis"),
    "transplant": _("organ transplant"),
    "hypertension": _("hypertension"),
    "diabetes": _("diabetes"),
}
FLAGS = {
    "subsistence": _("on subsistence allowance"),
    "private": _("private institution in the city"),
    "home_student": _("student treated at home, filed"),
    "caesarean": _("caesarean section"),
}
TRANSFERS = {
    "up": _("moved to a higher level"),
    "down": _("moved to a lower level"),
    "same": _("moved within the same level"),
}
CLASSES = {"a": _("class A"), "b": _("class B"), "c": _("class C")}
ITEM_CLASSES = {
    "bed": _("bed"),
    "special_exam": _("special examination"),
    "imported_implant": _("imported implant"),
    "implant": _("implant"),
    "essential_drug": _("essential drug"),
}
# What a limit, a floor or a bonus is counted on, and how.
MEASURES = {
    "day": _("a day"),
    "visit": _("a visit"),
    "stay_day": _("for all days of the stay together"),
    "year": _("for the year"),
    "in_scope": _("in-scope cost"),
    "cost": _("cost"),
    "cost_after_deductible": _("cost above the deductible"),
    "base": _("base for reimbursement"),
    "total": _("total of the bill"),
    "total_after_deductible": _("total less the deductible"),
    "age": _("age"),
    "contribution_years": _("contribution years"),
    "years_without_claim": _("years without a claim"),
    "difference": _("the difference is charged"),
    "full": _("charged in full"),
    "none": _("nothing is charged"),
    "price": _("price"),
    "first": _("these items before all others"),
    "last": _("these items after all others"),
    "share": _("by their share of the cost"),
}
LAYERS = {
    "large-sum": _("large-sum supplement"),
    "major-illness": _("critical-illness insurance"),
    "major_illness": _("critical-illness insurance"),
    "assistance": _("medical assistance"),
    "supplement": _("supplementary insurance"),
    "city-in-scope": _("city insurance, in-scope cost"),
    "city-out-of-scope": _("city insurance, out-of-scope cost"),
}
WORDS: Mapping[str, Mapping[str, Promise]] = {
    "scheme": SCHEMES,
    "category": CATEGORIES,
    "setting": SETTINGS,
    "level": LEVELS,
    "deductible_level": LEVELS,
    "pay_level": LEVELS,
    "from_level": LEVELS,
    "off_site": OFF_SITE,
    "disease": DISEASES,
    "flag": FLAGS,
    "transfer": TRANSFERS,
    "class": CLASSES,
    "item_class": ITEM_CLASSES,
    "measure": MEASURES,
    "layer": LAYERS,
    # A policy names its pots as it likes; mostly after the care that is counted in them.
    "pot": {**SETTINGS, **DISEASES, **ITEM_CLASSES},
}


def code_word(fact: str, code: str) -> str:
    """A code of a fact in the active language; a code that is not known as it stands."""
    return str(WORDS.get(fact, {}).get(code, code))
