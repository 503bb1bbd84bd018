"""The demonstration's lists: 2,000 items, a rule of every kind hit and missed, all labelled as made up."""

from datetime import date

import pytest

from casework.workbooks.rules.cells import TEXT, Cell
from institutions.catalogue.rules.cells import read_row
from institutions.catalogue.rules.columns import columns_of
from institutions.catalogue.rules.findings import findings
from institutions.catalogue.rules.rows import together
from institutions.catalogue.rules.supervision import KINDS, BilledLine, BillFacts, Rule
from portal.demo.catalogue import NUMBER, items, rules

DAY = date(2026, 6, 10)
NAMES = [column.code for column in columns_of("rules")]
DEMO = {row[0]: Rule(**dict(zip(NAMES, row, strict=True))) for row in rules()}
# Of each kind what hits it and what misses it.
BILLS = {
    "sex": ({"sex": "male"}, {"sex": "female"}),
    "age": ({"born_on": date(1990, 1, 1)}, {"born_on": date(2020, 1, 1)}),
    "insurance": ({"scheme": "urrbmi"}, {"scheme": "uebmi"}),
    "inpatient_only": ({"setting": "outpatient"}, {"setting": "inpatient"}),
    "level": ({"level": "first"}, {"level": "third"}),
    "course": ({"days": 15}, {"days": 14}),
    "pair": ({"second": DAY}, {"second": date(2026, 6, 11)}),
    "frequency": ({"quantity": 3}, {"quantity": 2}),
}


def bill(rule, facts):
    facts = dict(facts)
    of_line = {name: facts.pop(name) for name in ("days", "quantity") if name in facts}
    lines = [BilledLine(number=1, code=rule.code, on=DAY, **of_line)]
    if "second" in facts:
        lines.append(BilledLine(number=2, code=rule.second_code, on=facts.pop("second")))
    return BillFacts(lines=tuple(lines), **facts)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_rule_of_every_kind_is_hit_and_missed(kind):
    hit, missed = BILLS[kind]
    rule = DEMO[kind]
    assert [one.hit for one in findings(bill(rule, hit), DEMO.values())] == [True]
    assert findings(bill(rule, missed), DEMO.values()) == []
    assert "演示" in rule.text and "虚构" in rule.source


@pytest.mark.parametrize("old", [False, True])
def test_two_thousand_items_are_as_they_are_kept_and_say_that_they_are_made_up(old):
    columns, rows = columns_of("items"), items(old=old)
    assert len(rows) == NUMBER == 2_000 and len({row[0] for row in rows}) == NUMBER
    for row in rows:
        texts, problems = read_row(columns, [Cell(TEXT, text) if text else None for text in row])
        said = {column.code: text for column, text in zip(columns, texts, strict=True)}
        assert texts == row and not problems and not together("items", said)
        assert "虚构" in said["name"]
