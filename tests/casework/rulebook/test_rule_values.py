from datetime import date
from decimal import Decimal

import pytest

from casework.rulebook.rules.parameters import (
    APPS,
    RuleFileError,
    RuleUnknown,
    ValueMissing,
    all_rules,
    load_rule,
    load_rules,
    rule_by_id,
    rule_paths,
    weakest,
)
from casework.rulebook.rules.rules_document import RuleTable, render_rules_document

HEAD = """id = "casework.example"
zh_hans = "例子"
zh_hant = "例子"
en = "Example"
unit = "fraction"
"""
VALUE = """
[[values]]
place = "{place}"
from = {from_}
{value}
source = "{source}"
status = "stated"
checked = 2026-11-21
"""


def entry(place="", from_="2020-01-01", value="value = 0.5", source="A law, article 1"):
    return VALUE.format(place=place, from_=from_, value=value, source=source)


@pytest.fixture
def write(tmp_path):
    def write_rule(*entries, head=HEAD, name="example.toml"):
        path = tmp_path / name
        path.write_text(head + "".join(entries), encoding="utf-8")
        return path

    return write_rule


@pytest.fixture
def placed(write):
    return load_rule(
        write(
            entry("", "2020-01-01", "value = 0.1"),
            entry("", "2024-01-01", "value = 0.2"),
            entry("35", "2021-01-01", "value = 0.35"),
            entry("3502", "2022-01-01", "value = 0.3502\nuntil = 2022-12-31"),
            entry("350203", "2023-01-01", "value = 0.350203"),
            entry("3501", "2023-01-01", "unknown = true", "Asked of the city, no answer"),
        )
    )


@pytest.mark.parametrize(
    ("place", "on", "value"),
    [
        ("", "2020-01-01", "0.1"),
        ("", "2023-12-31", "0.1"),
        ("", "2024-01-01", "0.2"),
        ("510115", "2026-01-01", "0.2"),
        ("350203", "2020-06-01", "0.1"),  # nothing nearer is in force yet
        ("350203", "2021-06-01", "0.35"),
        ("350203", "2022-06-01", "0.3502"),
        ("350203", "2023-01-01", "0.350203"),
        ("350206", "2022-12-31", "0.3502"),
        ("350206", "2023-01-01", "0.35"),  # the city's value has ended
        ("350200", "2022-06-01", "0.3502"),
        ("35", "2026-01-01", "0.35"),
    ],
)
def test_the_nearest_place_wins_then_the_latest_start(placed, place, on, value):
    found = placed.value_for(on=date.fromisoformat(on), place=place)
    assert found.value == Decimal(value)
    assert isinstance(found.value, Decimal)


@pytest.mark.parametrize(
    ("place", "on", "says"),
    [
        ("350203", "2019-12-31", "the first one starts on 2020-01-01"),
        ("350102", "2023-06-01", "no source gives a value.*Asked of the city"),
    ],
)
def test_a_missing_value_is_an_error_that_names_the_rule(placed, place, on, says):
    with pytest.raises(ValueMissing, match=says) as error:
        placed.value_for(on=date.fromisoformat(on), place=place)
    assert error.value.rule_id == "casework.example"
    assert error.value.code == "value_missing"


def test_a_value_that_has_ended_is_missing(write):
    rule = load_rule(write(entry(value="value = 0.5\nuntil = 2020-12-31")))
    with pytest.raises(ValueMissing, match="no value in force on 2021-01-01"):
        rule.value_for(on=date(2021, 1, 1))


def test_the_closer_fit_wins_and_unmet_facts_do_not_apply(write):
    rule = load_rule(
        write(entry(), entry(value='value = 0.9\napplies_to = { person = ["taiwan"], scheme = ["uebmi"] }'))
    )
    on = date(2026, 1, 1)
    assert rule.value_for(on=on, person="taiwan", scheme="uebmi").value == Decimal("0.9")
    assert rule.value_for(on=on, person="taiwan").value == Decimal("0.5")
    narrow = load_rule(write(entry(value='value = 0.9\napplies_to = { person = ["taiwan"] }')))
    with pytest.raises(ValueMissing, match="no value for place any and {'person': 'foreign'}"):
        narrow.value_for(on=on, person="foreign")


def test_versions_tell_the_values_of_a_rule_apart(placed):
    assert len({value.version for value in placed.values}) == len(placed.values)
    assert placed.value_for(on=date(2026, 1, 1), place="350203").version == "350203:2023-01-01"


def test_fractions_are_exact(write):
    rule = load_rule(write(entry(value="value = 0.0005")))
    assert str(rule.values[0].value) == "0.0005"


@pytest.mark.parametrize(
    ("head", "body", "says"),
    [
        (HEAD + "color = 1\n", entry(), "unknown key color"),
        (HEAD.replace('en = "Example"\n', ""), entry(), "missing key en"),
        (HEAD.replace("例子", " ", 1), entry(), "zh_hans: a text, not empty"),
        (HEAD.replace("casework.example", "Example"), entry(), "app.rule in lower case"),
        (HEAD.replace("fraction", "percent"), entry(), "one of calendar_days, code"),
        (HEAD + 'counted = "loosely"\n', entry(), "first_day_excluded, first_day_included"),
        (HEAD, "values = []", "at least one"),
        (HEAD, "values = [1]", "entry 1: a \\[\\[values\\]\\] table"),
        (HEAD, entry("3500"), "no closing 00"),
        (HEAD, entry("350"), "the start of a division code"),
        (HEAD, entry(from_='"2020-01-01"'), "a date without time"),
        (HEAD, entry(from_="2020-01-01T00:00:00"), "a date without time"),
        (HEAD, entry(value="value = 0.5\nuntil = 2019-01-01"), "not before from"),
        (HEAD, entry(value='value = "0.5"'), "Decimal, because unit is fraction"),
        (HEAD, entry(value="value = true"), "Decimal, because unit is fraction"),
        (HEAD, entry(value="value = -0.5"), "not below zero"),
        (HEAD, entry(value="value = nan"), "a finite number"),
        (HEAD, entry(value=""), "either value, or unknown = true"),
        (HEAD, entry(value="value = 0.5\nunknown = true"), "either value, or unknown = true"),
        (HEAD, entry(value="value = 0.5\nstarts = 3"), "the name of a date"),
        (HEAD, entry(value='value = 0.5\napplies_to = { person = "taiwan" }'), "a table of lists"),
        (HEAD, entry(value="value = 0.5\napplies_to = 1"), "a table of lists"),
        (HEAD, entry().replace("stated", "certain"), "one of assumed, inferred, reported, stated"),
        (HEAD, entry().replace("A law, article 1", ""), "source: a text, not empty"),
        (HEAD, entry() + entry(), "only one value per place"),
        (HEAD.replace("fraction", "calendar_days"), entry(value="value = 30.0"), "int, because unit is calendar_days"),
        (HEAD.replace('"fraction"', '"code"\nchoices = ["a"]'), entry(value='value = "b"'), "one of a"),
        (HEAD, "values = [", "readable TOML"),
    ],
)
def test_a_malformed_file_is_refused_by_name(write, head, body, says):
    path = write(body, head=head)
    with pytest.raises(RuleFileError, match=says) as error:
        load_rule(path)
    assert str(path) in str(error.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(RuleFileError, match="gone.toml"):
        load_rule(tmp_path / "gone.toml")


def test_one_id_belongs_to_one_file(write):
    with pytest.raises(RuleFileError, match="an id that no other file has"):
        load_rules([write(entry()), write(entry(), name="second.toml")])


def test_tables_are_left_to_their_own_module(write):
    assert load_rules([write(head='format = "table"\n', name="table.toml")]) == {}
    with pytest.raises(RuleFileError, match='only "table"'):
        load_rules([write(head='format = "tabel"\n', name="typo.toml")])


def test_every_rule_of_every_app_is_found_sourced_and_labelled():
    rules = all_rules()
    assert "casework.deadline_rollover" in rules
    for rule in rules.values():
        assert rule.id.split(".")[0] in APPS
        assert all(value.source and value.checked for value in rule.values)


def test_rules_are_found_beside_the_app_and_beside_each_of_its_rooms(tmp_path, monkeypatch):
    folders = ["rules", "rules/deeper", "hires/rules", "hires/clock/rules"]
    for number, folder in enumerate(folders):
        (tmp_path / "an_app" / folder).mkdir(parents=True)
        (tmp_path / "an_app" / folder / f"r{number}.toml").write_text("")
    (tmp_path / "an_app" / "__init__.py").write_text("")
    (tmp_path / "an_app" / "hires" / "no_rule.toml").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    assert {path.name for path in rule_paths("an_app")} == {"r0.toml", "r1.toml", "r2.toml", "r3.toml"}


def test_an_unknown_rule_is_named():
    with pytest.raises(RuleUnknown, match="casework.nothing"):
        rule_by_id("casework.nothing")


@pytest.mark.parametrize(
    ("statuses", "result"),
    [(("stated",), "stated"), (("stated", "inferred"), "inferred"), (("assumed", "reported"), "assumed")],
)
def test_an_answer_is_as_weak_as_the_weakest_thing_it_uses(statuses, result):
    assert weakest(*statuses) == result


def test_the_page_shows_every_value_with_source_and_status(placed):
    table = RuleTable("Things", ("One", "Two"), (("a|b", "c\nd"),))
    page = render_rules_document({placed.id: placed}, [table])
    assert "## casework.example" in page
    assert "- 繁體中文: 例子" in page
    assert "| 2023-01-01 |  | 350203 |  |  | 0.350203 | A law, article 1 | stated | 2026-11-21 |" in page
    assert "| not known | Asked of the city, no answer |" in page
    assert "| a\\|b | c d |" in page
    assert "in force" not in page


def test_the_page_can_mark_what_is_in_force(placed):
    page = render_rules_document({placed.id: placed}, on=date(2022, 6, 1))
    assert "| 2022-01-01 (in force) | 2022-12-31 | 3502 |" in page
    assert "| 2023-01-01 |  | 350203 |" in page


def test_a_number_is_asked_only_of_rules_in_whole_numbers(write):
    days = load_rule(write(entry(value="value = 5"), head=HEAD.replace('"fraction"', '"working_days"')))
    assert days.value_for(on=date(2026, 6, 10)).number == 5
    for unit, value in (("fraction", "0.5"), ("flag", "true"), ("code", '"some"')):
        rule = load_rule(write(entry(value=f"value = {value}"), head=HEAD.replace('"fraction"', f'"{unit}"')))
        with pytest.raises(TypeError):
            assert rule.value_for(on=date(2026, 6, 10)).number
