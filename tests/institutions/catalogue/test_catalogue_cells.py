"""Cells of lists: liberal in form, strict in value; what is kept is read again as it stands; the quick way agrees with the slow."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.imports.rules.cells import CellRefused
from casework.workbooks.rules.cells import BOOLEAN, DAY, ERROR, FORMULA, NUMBER, TEXT, Cell
from institutions.catalogue.rules.cells import read_cell, read_row
from institutions.catalogue.rules.columns import LISTS, columns_of, plain_row
from institutions.catalogue.rules.rows import LINKED, PROBLEMS
from institutions.catalogue.services.reading import open_list
from institutions.catalogue.words import PROBLEMS as WORDS
from tests.institutions.catalogue.builders import A

COLUMNS = {column.code: column for column in columns_of("items")}


@pytest.mark.parametrize(
    ("column", "cell", "kept"),
    [
        ("code", Cell(TEXT, f" {A.lower()} "), A),
        ("name", Cell(TEXT, " 某  片 "), "某 片"),
        ("fund_class", Cell(TEXT, "乙类"), "b"),
        ("fund_class", Cell(NUMBER, "4"), None),
        ("fund_class", Cell(TEXT, "04"), "payable_c"),
        ("first_pay_ratio", Cell(TEXT, "10%"), "0.1"),
        ("first_pay_ratio", Cell(TEXT, "１０％"), "0.1"),
        ("first_pay_ratio", Cell(NUMBER, "0.10000000000000001"), "0.1"),
        ("first_pay_ratio", Cell(TEXT, "0.05"), "0.05"),
        ("first_pay_ratio", Cell(TEXT, "100%"), "1"),
        ("first_pay_ratio", Cell(TEXT, "0"), "0"),
        ("first_pay_ratio", Cell(TEXT, "101%"), None),
        ("first_pay_ratio", Cell(TEXT, "0.12345%"), None),
        ("first_pay_ratio", Cell(TEXT, "一成"), None),
        ("payment_standard", Cell(NUMBER, "747.0599999999999"), "747.06"),
        ("payment_standard", Cell(TEXT, "￥1,234.5678"), "1234.5678"),
        ("payment_standard", Cell(TEXT, "12.5元"), "12.5"),
        ("payment_standard", Cell(TEXT, "12.50000"), "12.5"),
        ("payment_standard", Cell(TEXT, "12.00001"), None),
        ("payment_standard", Cell(FORMULA, "=1+1"), None),
        ("payment_standard", Cell(ERROR, "#N/A"), None),
        ("agreement_ends_on", Cell(DAY, "2027-12-31"), "2027-12-31"),
        ("agreement_ends_on", Cell(TEXT, "2027年12月31日"), "2027-12-31"),
        ("agreement_ends_on", Cell(TEXT, "31/12/2027"), None),
        ("agreement_ends_on", Cell(TEXT, "长期"), None),
        ("specification", Cell(DAY, "2026-01-02"), None),
        ("commercial", Cell(TEXT, "是"), "yes"),
        ("commercial", Cell(TEXT, "否"), ""),
        ("commercial", Cell(BOOLEAN, "true"), "yes"),
        ("age_from", Cell(NUMBER, "18"), "18"),
        ("age_from", Cell(TEXT, "18.5"), None),
        ("settings", Cell(TEXT, "住院、慢特病"), "chronic,inpatient"),
        ("settings", Cell(TEXT, "门诊;某"), None),
        ("diagnoses", Cell(TEXT, "i10，E11.9"), "E11.9,I10"),
        ("maker", Cell(TEXT, "某" * 121), None),
        ("unit", None, ""),
        ("code", None, None),
        ("code", Cell(NUMBER, "1.23E+22"), None),
    ],
)
def test_a_cell_is_kept_in_one_form_or_refused(column, cell, kept):
    try:
        found = read_cell(COLUMNS[column], cell)
    except CellRefused as refused:
        found = None
        assert (refused.params.get("why") or refused.code) in WORDS
    assert found == kept
    if kept:
        assert read_cell(COLUMNS[column], Cell(TEXT, kept)) == kept


def test_every_problem_of_a_row_has_words():
    assert set(PROBLEMS) <= set(WORDS)
    assert {name: {column.code for column in columns_of(name)} >= set(LINKED[name]) for name in LISTS} == dict.fromkeys(
        LISTS, True
    )


ROW = st.one_of(
    st.text(max_size=12), st.sampled_from(["", "甲", "0.1", "是", "住院", "I10", "2026-02-28", "18", "某片"])
)


@given(st.lists(ROW, min_size=20, max_size=20))
def test_what_goes_the_quick_way_would_come_out_of_the_slow_one_the_same(cells):
    columns = columns_of("items")
    texts = [A, *cells]
    for n, column in enumerate(columns):
        texts[n] = column.words.get(texts[n], texts[n])
    if plain_row("items").fullmatch("\t".join(texts)):
        slow, problems = read_row(columns, [Cell(TEXT, text) if text else None for text in texts])
        for column, was, quick in zip(columns, slow, texts, strict=True):
            figure = column.reads in ("ratio", "price") and quick
            assert (Decimal(was) == Decimal(quick)) if figure else was == quick
        assert not problems


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_characters="\x00"), max_size=20), min_size=3, max_size=3), max_size=5
    )
)
def test_a_file_of_anything_is_read_or_named_and_every_line_is_one_row_of_the_copy(rows):
    text = io.StringIO()
    csv.writer(text).writerows([["code", "name", "class"], *rows])
    told = open_list(io.BytesIO(text.getvalue().encode("utf-8", "ignore")), "csv", "items")
    lines = list(told.lines())
    assert len(lines) + told.bad == told.total
    assert all(line.count("\t") == len(columns_of("items")) and line.count("\n") == 1 for line in lines)
