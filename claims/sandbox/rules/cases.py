"""Sets of cases to try a policy on: made ones, the same for the same seed, or those of a file. They contain no personal data."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from random import Random

from claims.policies.rules.codes import Codes, codes_of
from claims.sandbox.rules.pots import pots_of_both, with_pots
from claims.settlement.rules.answer.quotes import read_json
from claims.settlement.rules.reading.case_reader import read_case
from claims.settlement.rules.records.case import (
    COUNTED_AS_STAY,
    Accumulators,
    BillLine,
    CareVisit,
    Patient,
    SettlementCase,
)
from claims.settlement.rules.records.choices import Missing
from claims.settlement.rules.records.errors import Problem, SettlementError
from claims.settlement.rules.records.policy import Policy

MOST_CASES = 20_000
LARGEST_FILE = 5 * 1024 * 1024
# For each case wanted so many are made at most: those that neither version can settle do not count.
MADE_FOR_EACH = 4
# Wrong lines of a file that are shown; the others are counted.
MOST_SHOWN = 50

SCHEMES = ("uebmi", "urrbmi")
LEVELS = ("3", "2", "1")
CATEGORIES = {"uebmi": ("active", "retired"), "urrbmi": ("adult", "child", "elderly")}
AGES = {"retired": (55, 95), "elderly": (60, 95), "student": (6, 23), "child": (0, 17)}
WORKING_AGES = (18, 64)
CHILDBIRTH_AGES = range(18, 46)
EMPLOYEES_ONLY = frozenset({"active", "retired", "flexible"})
CENT = Decimal("0.01")


@dataclass(frozen=True, kw_only=True)
class Spread:
    """What the cases of a set range over: what either policy speaks of, and nothing that neither of them states."""

    codes: Codes
    schemes: tuple[str, ...]
    off_site: bool
    items: bool
    personal_account: bool
    begins_on: date
    # Categories that one of the policies would refuse as a misspelt word.
    unknown: frozenset[str] = frozenset()


def spread_of(before: Policy, after: Policy) -> Spread:
    """The range of cases for two policies."""
    one, other = codes_of(before), codes_of(after)
    facts = {**one.by_fact, **other.by_fact}
    by_fact = {fact: tuple(dict.fromkeys((*one.of(fact), *other.of(fact)))) for fact in facts}
    item_classes = tuple(dict.fromkeys((*one.item_classes, *other.item_classes)))

    def stated(section: str) -> bool:
        return not all(isinstance(getattr(policy, section), Missing) for policy in (before, after))

    return Spread(
        codes=Codes(
            by_fact=by_fact, item_classes=item_classes, asks=one.asks | other.asks, pots=pots_of_both(one, other)
        ),
        schemes=by_fact.get("scheme") or SCHEMES,
        off_site=stated("off_site"),
        items=not any(_first_pay_missing(policy) for policy in (before, after)),
        personal_account=stated("personal_account"),
        begins_on=after.starts_on or before.starts_on or date(2026, 1, 1),
        unknown=frozenset(
            name
            for names in CATEGORIES.values()
            for name in names
            for policy in (before, after)
            if name not in policy.words.get("category", names)
        ),
    )


def _first_pay_missing(policy: Policy) -> bool:
    """Whether a class B line must state its own first pay."""
    items = getattr(policy.items, "value", None)
    return isinstance(policy.items, Missing) or items is None or isinstance(items.first_pay, Missing)


def made_cases(spread: Spread, seed: int, count: int) -> Iterator[SettlementCase]:
    """`count` made cases, spread over scheme, category, age, level, kind of care, filing and amount."""
    random = Random(seed)
    for _number in range(count):
        yield _case(random, spread)


def _case(random: Random, spread: Spread) -> SettlementCase:
    scheme = random.choice(spread.schemes)
    person = _person(random, spread, scheme)
    setting = "inpatient" if random.random() < 0.7 else random.choice(spread.codes.settings)
    if setting == "childbirth" and person.age not in CHILDBIRTH_AGES:
        setting = "inpatient"
    stay = setting in COUNTED_AS_STAY
    ordinal = random.choices((1, 2, 3), (70, 20, 10))[0]
    visit, lines = _visit(random, spread, setting, ordinal), _lines(random, spread, stay=stay)
    year = _year(random, ordinal, stay=stay)
    return SettlementCase(
        person=person,
        visit=visit,
        lines=lines,
        accumulators=with_pots(random, spread.codes.pots, year, visit) if spread.codes.pots else year,
        personal_account=_yuan(random, 0, 3000) if spread.personal_account and scheme == "uebmi" else None,
    )


def _person(random: Random, spread: Spread, scheme: str) -> Patient:
    category = random.choice(_categories(spread, scheme))
    age = random.randint(*AGES.get(category, WORKING_AGES))
    return Patient(
        scheme=scheme,
        category=category,
        age=age,
        contribution_years=Decimal(random.randint(0, max(0, min(age, 60) - 20))),
        retired=category == "retired",
        poor=random.random() < 0.08,
        city_supplement=random.random() < 0.25,
        diseases=_some(random, spread.codes.of("disease"), 0.05),
        flags=_some(random, spread.codes.of("flag"), 0.1),
    )


def _categories(spread: Spread, scheme: str) -> tuple[str, ...]:
    """The categories the policies speak of, with the usual ones where they name but one; none of employees among residents."""
    asked = spread.codes.of("category")
    usual = [name for name in CATEGORIES.get(scheme, ("adult",)) if name not in spread.unknown] or ["other"]
    named = asked if len(asked) > 1 else tuple(dict.fromkeys((*asked, *usual)))
    return tuple(name for name in named if scheme != "urrbmi" or name not in EMPLOYEES_ONLY) or named


def _some(random: Random, codes: tuple[str, ...], chance: float) -> frozenset[str]:
    return frozenset(code for code in codes if random.random() < chance)


def _visit(random: Random, spread: Spread, setting: str, ordinal: int) -> CareVisit:
    elsewhere = spread.codes.off_site[1:] if spread.off_site else ()
    off_site = random.choice(elsewhere) if elsewhere and random.random() < 0.25 else "local"
    admitted_on = spread.begins_on + timedelta(days=random.randrange(350))
    days = random.randint(1, 14) if setting in COUNTED_AS_STAY else 0
    return CareVisit(
        setting=setting,
        level=random.choice(spread.codes.levels or LEVELS),
        off_site=off_site,
        admitted_on=admitted_on,
        discharged_on=admitted_on + timedelta(days=days),
        settled_on=admitted_on + timedelta(days=days),
        ordinal=ordinal,
        off_site_ordinal=1,
        days=max(1, days),
    )


def _lines(random: Random, spread: Spread, *, stay: bool) -> tuple[BillLine, ...]:
    """Class A, B and C of one bill, now and then an item of a class the policies speak of."""
    total = min(random.lognormvariate(9.2 if stay else 5.8, 0.9), 600_000.0)
    share_b, share_c = random.uniform(0.1, 0.5), random.uniform(0.0, 0.15)
    own = None if spread.items else Decimal("0.10")
    lines = [
        BillLine(class_="a", amount=_fen(total * (1 - share_b - share_c))),
        BillLine(class_="b", amount=_fen(total * share_b), first_pay_ratio=own),
        BillLine(class_="c", amount=_fen(total * share_c)),
    ]
    if spread.codes.item_classes and random.random() < 0.2:
        kind = random.choice(spread.codes.item_classes)
        lines.append(
            BillLine(
                class_="b", amount=_yuan(random, 50, 5000), first_pay_ratio=own, item_class=kind, on=spread.begins_on
            )
        )
    return tuple(lines)


def _year(random: Random, ordinal: int, *, stay: bool) -> Accumulators:
    """What the year holds already: nothing at the first visit."""
    if ordinal == 1:
        return Accumulators()
    taken, cost = _yuan(random, 0, 900), _yuan(random, 2000, 150_000)
    paid = (cost * Decimal("0.6")).quantize(CENT)
    if not stay:
        return Accumulators(
            outpatient_deductible_taken=taken, outpatient_visits=ordinal - 1, outpatient_in_scope=cost / 100
        )
    return Accumulators(
        deductible_taken=taken, admissions=ordinal - 1, in_scope=cost, fund_paid=paid, burden=cost - paid
    )


def _yuan(random: Random, low: int, high: int) -> Decimal:
    return Decimal(random.randint(low * 100, high * 100)).scaleb(-2)


def _fen(amount: float) -> Decimal:
    return Decimal(int(amount * 100)).scaleb(-2)


@dataclass(frozen=True)
class BadLine:
    """A line of a file that is no case."""

    number: int
    problem: Problem


@dataclass
class FileCases:
    """The cases of a JSON-lines file, read one after the other; lines that are none are noted while reading."""

    text: str
    bad: list[BadLine]
    bad_count: int = 0

    def __iter__(self) -> Iterator[SettlementCase]:
        for number, line in enumerate(islice(self.text.splitlines(), MOST_CASES + 1), start=1):
            if not line.strip():
                continue
            try:
                if number > MOST_CASES:
                    raise SettlementError("too_many", limit=MOST_CASES)
                yield _read_line(line)
            except SettlementError as error:
                self._note(number, error.problem)

    def _note(self, number: int, problem: Problem) -> None:
        self.bad_count += 1
        if len(self.bad) < MOST_SHOWN:
            self.bad.append(BadLine(number, problem))


def _read_line(line: str) -> SettlementCase:
    """A case of docs/quote.md. Its policy is not used: the two versions that are compared are."""
    document = read_json(line)
    if type(document) is not dict:
        raise SettlementError("wrong_type", expected="object")
    return read_case({key: value for key, value in document.items() if key not in ("policy", "id", "note")})


def file_cases(content: bytes) -> FileCases:
    """The cases of an uploaded file. Raises SettlementError when it is not UTF-8."""
    try:
        return FileCases(content.decode("utf-8-sig"), [])
    except UnicodeDecodeError:
        raise SettlementError("not_json", line=1, column=1) from None
