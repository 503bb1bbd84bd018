"""Values that offices enter beside those of the files: how they are written, who wins, what is kept of them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from casework.rulebook.rules.entered import Held, NotAValue, entered_values, hold, read_value, with_entered
from casework.rulebook.rules.rule_records import Rule, Value
from enrolment.contributions.rules.enterable import enterable
from enrolment.contributions.rules.premiums import PERSONAL, SUBSIDY, premium_of
from enrolment.contributions.rules.terms import terms_on
from enrolment.coverage.rules.terms import terms_of

FILE = Value(
    place="35",
    applies_to=(),
    starts=None,
    from_=date(2025, 1, 1),
    until=None,
    value=3,
    source="file",
    status="stated",
    checked=date(2025, 1, 1),
)
RULE = Rule(id="enrolment.x", zh_hans="甲", zh_hant="甲", en="X", unit="months", counted=None, values=(FILE,))


@pytest.fixture
def holding():
    """Holds what it is given, and nothing afterwards."""

    def hold_values(state: str, **values: tuple[Value, ...]):
        hold(Held(state, {f"enrolment.{name}": rows for name, rows in values.items()}))

    yield hold_values
    hold(Held())


def entered(place: str, value: object, starts: date, until: date | None = None, **more) -> Value:
    return replace(FILE, place=place, value=value, from_=starts, until=until, source="office", **more)


@pytest.mark.parametrize(
    ("unit", "text", "value"),
    [
        ("months", "3", 3),
        ("calendar_days", " 90 ", 90),
        ("count", "0", 0),
        ("yuan", "400", Decimal(400)),
        ("yuan", "400.50", Decimal("400.50")),
        ("fraction", "5%", Decimal("0.05")),
        ("fraction", "5 ％", Decimal("0.05")),
        ("fraction", "0.05", Decimal("0.05")),
        ("fraction_per_day", "0.05%", Decimal("0.0005")),
        ("fraction_per_day", "0.0005", Decimal("0.0005")),
        ("flag", "yes", True),
        ("flag", "否", False),
        ("day", "2026-12-31", date(2026, 12, 31)),
        ("code", "wait", "wait"),
    ],
)
def test_a_value_is_read_as_its_unit_wants_it(unit, text, value):
    found = read_value(replace(RULE, unit=unit, choices=("wait", "no_wait")), text)
    assert found == value and type(found) is type(value)


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        ("months", "3.5"),
        ("months", "-3"),
        ("months", "三"),
        ("months", ""),
        ("months", "٣"),
        ("yuan", "400.505"),
        ("yuan", "4,00"),
        ("yuan", "1e5"),
        ("yuan", "NaN"),
        ("fraction", "5"),
        ("fraction", "101%"),
        ("fraction", "1.5"),
        ("fraction_per_day", "0,05%"),
        ("flag", "maybe"),
        ("day", "31.12.2026"),
        ("day", "2026-02-30"),
        ("code", "perhaps"),
    ],
)
def test_what_is_no_value_is_refused(unit, text):
    with pytest.raises(NotAValue):
        read_value(replace(RULE, unit=unit, choices=("wait", "no_wait")), text)


WHO_WINS = [
    # place and first day of what was entered, place and day asked, value found
    ("3501", date(2026, 1, 1), "3501", date(2026, 6, 1), 1),
    ("3501", date(2026, 1, 1), "350102", date(2026, 6, 1), 1),
    ("3501", date(2026, 1, 1), "3502", date(2026, 6, 1), 3),
    ("3501", date(2026, 1, 1), "3501", date(2025, 12, 31), 3),
    ("35", date(2026, 1, 1), "3501", date(2026, 1, 1), 1),
    ("", date(2026, 1, 1), "3501", date(2026, 6, 1), 3),
]


@pytest.mark.parametrize(("place", "starts", "asked", "on", "value"), WHO_WINS)
def test_the_nearest_place_and_the_latest_day_win(holding, place, starts, asked, on, value):
    holding("1", x=(entered(place, 1, starts),))
    assert with_entered({RULE.id: RULE})[RULE.id].value_for(on=on, place=asked).value == value


def test_what_ended_gives_way_to_the_file(holding):
    holding("1", x=(entered("35", 1, date(2026, 1, 1), until=date(2026, 3, 31)),))
    rule = with_entered({RULE.id: RULE})[RULE.id]
    assert [rule.value_for(on=date(2026, month, 1), place="35").value for month in (3, 4)] == [1, 3]


def test_without_entered_values_the_rules_are_those_of_the_files(holding):
    assert with_entered({RULE.id: RULE})[RULE.id] is RULE
    assert entered_values(RULE.id) == ()


def test_waits_windows_and_premiums_of_a_place_are_used_at_once(holding):
    """What was worked out of the state before is not handed out again."""
    before = terms_of("350203", 2027)
    starts = date(2027, 1, 1)
    holding(
        "2",
        fixed_wait=(entered("3502", 2, starts),),
        window_closes=(entered("3502", date(2026, 12, 20), starts),),
        premium_personal=(entered("3502", Decimal("430.50"), starts),),
        premium_subsidy=(entered("3502", Decimal(700), starts),),
        late_fee_rate=(entered("3502", Decimal("0.0004"), starts),),
    )
    now = terms_of("350203", 2027)
    assert now.need("fixed_wait") == 2 != before.get("fixed_wait")
    assert now.need("window_closes") == date(2026, 12, 20)
    assert now.cite(("fixed_wait",)) == ("office", "stated")
    assert terms_of("3501", 2027).values == _without(terms_of, "3501", 2027).values
    assert terms_of("350203", 2026).get("window_closes") != date(2026, 12, 20)
    premium = premium_of("350203", 2027)
    assert (premium["personal"], premium["subsidy"]) == (Decimal("430.50"), Decimal(700))
    assert premium_of("350203", 2028) is None or premium_of("350203", 2028)["source"] != "office"
    assert terms_on("350203", date(2027, 6, 1)).need("late_fee_rate") == Decimal("0.0004")
    hold(Held())
    assert terms_of("350203", 2027).values == before.values
    assert terms_on("350203", date(2027, 6, 1)).need("late_fee_rate") == Decimal("0.0005")


def _without(function, *args):
    from casework.rulebook.rules import entered as module

    kept = module._held[0]
    hold(Held())
    try:
        return function(*args)
    finally:
        hold(kept)


def test_a_subsidy_alone_is_no_premium(holding):
    holding("3", premium_subsidy=(entered("3509", Decimal(700), date(2031, 1, 1)),))
    assert premium_of("3509", 2031) is None


def test_ids_of_entered_amounts_are_those_of_the_terms():
    assert (PERSONAL, SUBSIDY) == ("enrolment.premium_personal", "enrolment.premium_subsidy")


@pytest.mark.parametrize("text", ["0", "13", "2027"])
def test_a_month_that_is_none_is_refused(text):
    month = next(one for one in enterable() if one.rule.id == "enrolment.cover_year_month")
    assert month.read("12") == 12
    with pytest.raises(NotAValue):
        month.read(text)


def test_years_of_the_tables_are_the_files():
    """Two values never claim one year: what the files have is not entered again."""
    by_id = {one.rule.id: one for one in enterable()}
    for rule_id in (PERSONAL, SUBSIDY, "enrolment.window_closes"):
        assert ("3502", date(2026, 1, 1)) in by_id[rule_id].in_files
        assert ("3502", date(2027, 1, 1)) not in by_id[rule_id].in_files
