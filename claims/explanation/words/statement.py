"""A settlement told: who pays what in the order of the national record, each step with its arithmetic, rule, source and version.

Everything is made from one plain record, so that a calculation kept a year ago is told by the same functions as one just made.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from claims.explanation.words.year_limits import limit_label, limits_of
from claims.policies.words.places import KEYS
from claims.settlement.rules import Policy, Settlement, SettlementCase, as_json
from claims.words.codes import WORDS, code_word
from claims.words.messages import step_title
from claims.words.steps import step_sentence, yuan

# Bump when a field changes its meaning: kept calculations are read for years.
SCHEMA = 1
TOTALS = frozenset({"in_scope", "fund_pays", "layer_pays", "person_pays"})
# The money fields of the national settlement record (SETL_D) in their order, as far as a settlement has them.
# Field -> (label, always shown). What is not always shown stands only where there is an amount.
BILL_FIELDS: dict[str, tuple[Promise, bool]] = {
    "total": (_("Total of the bill"), True),
    "fully_self": (_("Fully self-paid"), True),
    "over_limit": (_("Self-paid over the limit"), True),
    "first_pay": (_("First-payment amount"), True),
    "in_scope": (_("In-scope amount"), True),
}
PAID_FIELDS: dict[str, tuple[Promise, bool]] = {
    "off_site_first_pay": (_("Extra first payment off-site"), False),
    "account_first": (_("Paid first from the personal account"), False),
    "deductible_standard": (_("Deductible standard"), True),
    "deductible": (_("Deductible of this time"), True),
    "price": (_("Price of the stay"), False),
    "fund_pays": (_("The pooled fund pays"), True),
    "supplement_pays": (_("Supplementary insurance pays"), False),
    "major_illness_pays": (_("Critical-illness insurance pays"), False),
    "assistance_pays": (_("Medical assistance pays"), False),
    "paid_in_all": (_("Paid for you in all"), True),
    # Total and kept are paid in all, the person and borne together.
    "hospital_bears": (_("Borne by the hospital"), False),
    "hospital_keeps": (_("Kept by the hospital"), False),
}
PERSON_FIELDS: dict[str, tuple[Promise, bool]] = {
    "person_pays": (_("You pay"), True),
    "personal_account_pays": (_("of it from the personal account"), False),
    "family_account_pays": (_("of it from the family's account"), False),
    "cash_pays": (_("of it in cash"), True),
    "personal_account_left": (_("Left in the personal account"), False),
    "family_account_left": (_("Left in the family's account"), False),
    "deposit": (_("Deposit paid before"), False),
    "deposit_refund": (_("Deposit given back"), False),
    "cash_due": (_("Still to be paid in cash"), True),
}
GROUPS = (("bill", BILL_FIELDS), ("paid", PAID_FIELDS), ("person", PERSON_FIELDS))
# The parts a line of the bill falls into.
LINE_PARTS: dict[str, Promise] = {
    "in_scope": _("%(amount)s in scope"),
    "first_pay": _("%(amount)s first payment"),
    "over_limit": _("%(amount)s over the limit"),
    "fully_self": _("%(amount)s fully self-paid"),
}
# Parts of a path that say nothing to a reader.
SILENT = frozenset({"values", "value", "cases", "rows"})
NO_RULE = _("Arithmetic")
PART = re.compile(r"[^.\[\]]+|\[\d+\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One step as it is read: title, arithmetic with its figures, the rule's name and path, where it comes from."""

    code: str
    title: str
    formula: str
    amount: Decimal | None
    rule: str
    rule_path: str
    source: str
    status: str
    version: str

    @property
    def total(self) -> bool:
        return self.code in TOTALS


@dataclass(frozen=True, slots=True)
class Figure:
    """One money field of the statement."""

    field: str
    label: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class YearLimit:
    """One limit of the year and what is used of it."""

    label: str
    limit: Decimal
    used: Decimal

    @property
    def left(self) -> Decimal:
        return self.limit - self.used


def record_of(policy: Policy, case: SettlementCase, settled: Settlement) -> dict:
    """All that is told and kept of a settlement, as plain JSON: its answer, the year's limits, the policy's provenance."""
    answer = as_json(settled)
    rules = sorted({step["rule"] for step in answer["steps"]})
    return {
        "schema": SCHEMA,
        "settlement": answer,
        "deposit": str(case.deposit),
        "limits": limits_of(policy, case, settled),
        "sources": {rule: list(policy.source_of(rule)) for rule in rules if rule},
        "policy": {
            "id": policy.id,
            "version": policy.version,
            "title": policy.title,
            "source": policy.source,
            "status": policy.status,
            "demonstration": policy.demonstration,
            "starts_on": policy.starts_on.isoformat() if policy.starts_on else "",
            "ends_on": policy.ends_on.isoformat() if policy.ends_on else "",
        },
    }


def explain(step: Mapping, record: Mapping) -> Explanation:
    """A step of a record in the active language."""
    amount = None if step["amount"] is None else Decimal(step["amount"])
    source, status = record["sources"].get(step["rule"], ("", ""))
    return Explanation(
        code=step["code"],
        title=step_title(step["code"]),
        formula=step_sentence(step["code"], amount, step["inputs"]),
        amount=amount,
        rule=rule_name(step["rule"], _layer_ids(record)) if step["rule"] else str(NO_RULE),
        rule_path=step["rule"],
        source=source,
        status=status,
        version=step["version"],
    )


def money_lines(record: Mapping) -> list[Explanation]:
    """Every step of a record, explained."""
    return [explain(step, record) for step in record["settlement"]["steps"]]


def _layer_ids(record: Mapping) -> dict[str, str]:
    """The ids of the layers by their paths, as the steps name them."""
    steps = record["settlement"]["steps"]
    return {step["rule"]: step["inputs"]["layer"] for step in steps if step["code"] == "layer_base"}


def rule_name(path: str, layers: Mapping[str, str] = MappingProxyType({})) -> str:
    """A path of a policy in words: deductible.values.inpatient.amount.values.3 is "Deductible › inpatient › Amount › level 3"."""
    parts = [part for part in PART.findall(path.removeprefix("policy.")) if part not in SILENT]
    words = [_part_name(part) for part in parts]
    layer = layers.get("".join(parts[:2]))
    if layer:
        words[1] = code_word("layer", layer)
    return " › ".join(words)


def _part_name(part: str) -> str:
    if part.startswith("["):
        return str(int(part[1:-1]) + 1)
    if part in KEYS:
        return str(KEYS[part])
    facts = (fact for fact, words in WORDS.items() if fact != "measure" and part in words)
    # A key may stand for several codes: "1|community".
    return code_word(next(facts, ""), part) if "|" not in part else " / ".join(map(_part_name, part.split("|")))


def figures(record: Mapping, group: str) -> list[Figure]:
    """The money fields of one group of a statement, in the order of the national settlement record."""
    answer = record["settlement"] | {"deposit": record["deposit"]}
    found = []
    for field, (label, always) in dict(GROUPS)[group].items():
        # A statement has the hospital's share only where a price holds.
        amount = answer.get(field)
        if amount is None or not (always or Decimal(amount)):
            continue
        found.append(Figure(field, str(label), Decimal(amount)))
    return found


def figures_on_page(record: Mapping, group: str) -> list[Figure]:
    """The same for a page: where the deductible charged is the standard itself, it is one line and not two."""
    found = figures(record, group)
    charged = next((figure.amount for figure in found if figure.field == "deductible"), None)
    return [figure for figure in found if figure.field != "deductible_standard" or figure.amount != charged]


def title_of(titles: Mapping[str, str]) -> str:
    """A policy's title in the active language, else in Chinese."""
    language = (get_language() or "en").replace("-", "_")
    return titles.get(language) or titles.get("zh_hans") or next(iter(titles.values()), "")


def year_limits(record: Mapping) -> list[YearLimit]:
    """What remains of the year's limits after the settlement."""
    return [YearLimit(limit_label(one), Decimal(one["limit"]), Decimal(one["used"])) for one in record["limits"]]


def bill_lines(record: Mapping, case: Mapping) -> list[dict]:
    """Each line of the bill as settled, with its number and the name typed."""
    typed = case["bill"].get("lines", [])
    settled = record["settlement"]["lines"]
    return [
        line | {"number": number, "name": one.get("name", "")}
        for number, (line, one) in enumerate(zip(settled, typed, strict=True), start=1)
    ]


def line_sentence(line: Mapping) -> str:
    """The parts of a line that are not zero: "¥90.00 in scope + ¥10.00 first payment"."""
    parts = [str(words) % {"amount": yuan(line[name])} for name, words in LINE_PARTS.items() if Decimal(line[name])]
    return " + ".join(parts)
