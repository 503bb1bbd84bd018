"""What if: the same case under every other state of filing and every other level the policy knows, with the difference."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from msgspec.structs import replace

from claims.explanation.words.statement import rule_name
from claims.policies.rules.codes import Codes
from claims.settlement.rules import CareVisit, Policy, Settlement, SettlementCase, SettlementError, settle_whole
from claims.settlement.rules.settling.stay_parts import FindVersion
from claims.words.codes import code_word
from claims.words.messages import sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """One changed fact and what it gives. `why_not` says in a sentence why there is no figure; never zero instead."""

    fact: str
    code: str
    label: str
    paid_in_all: Decimal | None = None
    person_pays: Decimal | None = None
    difference: Decimal | None = None
    why_not: str = ""
    # Where in the policy the value would stand that is not stated.
    not_stated: str = ""


def alternatives(
    policy: Policy, case: SettlementCase, settled: Settlement, codes: Codes, find: FindVersion | None = None
) -> list[Alternative]:
    """Each alternative with what the person would pay more (positive) or less (negative) than now, to the fen; `find` gives the
    version of a day, for a stay that is split."""
    visit = case.visit
    states = [(_other_state(visit, code), "off_site", code) for code in codes.off_site if code != visit.off_site]
    levels = [
        (_other_level(visit, code), "level", code) for code in codes.levels if visit.level and code != visit.level
    ]
    return [
        _tried(policy, replace(case, visit=changed), find, settled, fact, code)
        for changed, fact, code in states + levels
    ]


def _other_state(visit: CareVisit, code: str) -> CareVisit:
    return replace(visit, off_site=code)


def _other_level(visit: CareVisit, code: str) -> CareVisit:
    """Another hospital: all three of its levels are that one."""
    return replace(visit, level=code, deductible_level=None, pay_level=None)


def _tried(
    policy: Policy, case: SettlementCase, find: FindVersion | None, now: Settlement, fact: str, code: str
) -> Alternative:
    label = code_word(fact, code)
    try:
        other = settle_whole(policy, case, find)
    except SettlementError as error:
        missing = error.path if error.code == "value_missing" else ""
        return Alternative(fact=fact, code=code, label=label, why_not=_why_not(error), not_stated=missing)
    difference = other.share.person_pays - now.share.person_pays
    return Alternative(
        fact=fact,
        code=code,
        label=label,
        paid_in_all=other.paid_in_all,
        person_pays=other.share.person_pays,
        difference=difference,
    )


def _why_not(error: SettlementError) -> str:
    if error.code == "value_missing":
        return _("not stated: %(value)s") % {"value": rule_name(error.path)}
    return sentence(error.problem)
