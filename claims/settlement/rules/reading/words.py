"""A policy knows its own words: a code of a case that it names nowhere is a misspelt one, and is refused by name.

A policy that names no code of a fact, and asks for none, makes no difference by it; then any code may stand there.
"""

from claims.settlement.rules.reading.choice_reader import Reading
from claims.settlement.rules.reading.values import read_codes, shown
from claims.settlement.rules.records.case import CATEGORIES, EVERYWHERE, LOCAL, TOGETHER, SettlementCase
from claims.settlement.rules.records.errors import SettlementError, joined
from claims.settlement.rules.records.facts import FACTS, FIXED, Facts
from claims.settlement.rules.records.policy import Policy

# All three are levels of one hospital; a policy that names a code as one knows it as the others.
LEVELS = ("level", "deductible_level", "pay_level")
# The facts of which a policy may declare words that it treats as "otherwise".
DECLARED = tuple(name for name, kind in FACTS.items() if kind in ("code", "set") and name not in FIXED)


def read_words(reading: Reading, knows: object, schemes: frozenset[str]) -> dict[str, frozenset[str]]:
    """Fact -> the codes that a case may give, from what the policy names and what it says that it `knows`."""
    declared = _declared(reading, knows)
    named = {name: frozenset(reading.words.get(name, ())) for name in DECLARED}
    named |= dict.fromkeys(LEVELS, frozenset().union(*(named[name] for name in LEVELS)))
    if named["scheme"]:
        named["scheme"] |= schemes
    if named["off_site"] == {LOCAL}:
        # It tells home from elsewhere and nothing more: any other code is elsewhere.
        named["off_site"] = frozenset()
    if "retired" in reading.asks:
        # Who is retired is read off the category, so that it must be one that is known.
        named["category"] = named["category"] | TOGETHER["category"] if named["category"] else CATEGORIES
    words = {name: codes | declared.get(name, frozenset()) for name, codes in named.items() if codes}
    return {name: _with_others(name, codes) for name, codes in words.items()}


def _with_others(name: str, codes: frozenset[str]) -> frozenset[str]:
    """The codes with those that belong to one of them, and those that every policy knows."""
    together = TOGETHER.get("level" if name in LEVELS else name, frozenset())
    more = {EVERYWHERE[name]} if name in EVERYWHERE else set()
    return codes | more | (frozenset() if together.isdisjoint(codes) else together)


def _declared(reading: Reading, knows: object) -> dict[str, frozenset[str]]:
    if knows is None:
        return {}
    table = reading.table(knows, "knows", DECLARED)
    return {
        name: reading.take(read_codes, table[name], joined("knows", name)) or frozenset()
        for name in DECLARED
        if table.get(name) is not None
    }


def unknown_word(policy: Policy, case: SettlementCase, facts: Facts) -> SettlementError | None:
    """The refusal of the first code that the policy does not know, or None."""
    for fact, codes in policy.words.items():
        value = facts[fact]
        if value in codes or value is None or (type(value) is frozenset and value <= codes):
            continue
        return _first_unknown(policy.words, case)
    return _first_unknown(policy.words, case) if case.visit.transfer is not None else None


def _first_unknown(words: dict[str, frozenset[str]], case: SettlementCase) -> SettlementError | None:
    person, visit = case.person, case.visit
    from_level = visit.transfer.from_level if visit.transfer is not None else None
    for path, fact, code in (
        ("person.scheme", "scheme", person.scheme),
        ("person.category", "category", person.category),
        ("visit.level", "level", visit.level),
        ("visit.deductible_level", "level", visit.deductible_level),
        ("visit.pay_level", "level", visit.pay_level),
        ("visit.transfer.from_level", "level", from_level),
        ("visit.off_site", "off_site", visit.off_site),
    ):
        if code is not None and fact in words and code not in words[fact]:
            return _refusal(path, code, words[fact])
    for path, fact, codes in (
        ("person.diseases", "disease", person.diseases),
        ("person.flags", "flag", person.flags),
        ("visit.flags", "flag", visit.flags),
    ):
        if fact in words and not codes <= words[fact]:
            return _refusal(path, min(codes - words[fact]), words[fact])
    return None


def _refusal(path: str, code: str, allowed: frozenset[str]) -> SettlementError:
    return SettlementError("unknown_choice", path, value=shown(code), allowed=sorted(allowed))
