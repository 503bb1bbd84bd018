"""Cells of a roster: how each is read, and what is said of one that cannot be meant. Nothing is entered by a check."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.imports.rules.cells import CellRefused, read_cell, read_day
from casework.imports.rules.contents import values_from_text
from casework.imports.table import import_kind
from casework.imports.views.messages import bad_cells, notes_of
from casework.imports.words import CELLS as MACHINE_CELLS
from casework.models import Import
from casework.workbooks.rules import cells as kinds
from casework.workbooks.rules.cells import Cell
from enrolment.models import Employer, Hire
from enrolment.rosters.words import CELLS as OWN_CELLS
from tests.builders import employer, hired, residence_permit, uscc
from tests.enrolment.rosters import roster_files as files
from tests.enrolment.rosters.roster_files import (
    EMPLOYER_HEADERS,
    HEADERS,
    check_roster,
    employer_row,
    hire,
    sheet_xml,
    upload,
    with_parts,
)

CELLS = MACHINE_CELLS | OWN_CELLS
pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture
def unit(clerk):
    return employer(clerk)


@pytest.fixture
def check(clerk, unit):
    def checked(content: bytes, kind: str = "hires") -> Import:
        at = unit if kind == "hires" else None
        return check_roster(kind, upload(content), employer=at, by=clerk, on=clerk.on, language="en")

    return checked


def problems(roster: Import) -> dict[str, str]:
    """Code by cell: {"B3": "digits_lost"}; a cell outside the file's columns by the column's code."""
    found = {}
    for row in roster.rows.filter(state="bad"):
        for code_of_column, code, _params in row.problems:
            place = roster.columns.get(code_of_column, code_of_column)
            found[f"{place}{row.row_number}"] = code
    return found


def values(roster: Import) -> list[dict]:
    return [values_from_text(roster.described.description.columns, row.text) for row in roster.rows.filter(state="ok")]


def formula(sheet):
    sheet["E2"] = "=DATE(2026,6,1)"


def error(sheet):
    sheet["C2"] = "#N/A"


def truth(sheet):
    sheet["C2"] = True


def merged(sheet):
    sheet.merge_cells("C2:C3")


PERMIT = residence_permit(sequence=2)
WRONG_CHECK = PERMIT[:-1] + ("0" if PERMIT[-1] != "0" else "1")
BAD = {
    "formula": ([hire()], formula, {"E2": "formula"}),
    "error": ([hire()], error, {"C2": "error_cell"}),
    "truth value": ([hire()], truth, {"C2": "boolean"}),
    "merged": ([hire(2), hire(4)], merged, {"C2": "merged_cells", "C3": "merged_cells"}),
    "number as quantity": ([hire(number=int(PERMIT[:17]) * 10)], None, {"B2": "digits_lost"}),
    "scientific text": ([hire(number="8.30000199001E+17")], None, {"B2": "digits_lost"}),
    "wrong check digit": ([hire(number=WRONG_CHECK)], None, {"B2": "identity.wrong_check_digit"}),
    "zeros lost": ([hire(kind="台胞证", number=1234567)], None, {"B2": "identity.wrong_length"}),
    "letter for digit": ([hire(number="O" + PERMIT[1:])], None, {"B2": "identity.letter_o_for_zero"}),
    "number missing": ([hire(number=None)], None, {"B2": "missing_value"}),
    "number long": ([hire(number="9" * 60)], None, {"B2": "too_long"}),
    "name missing": ([hire(name="  ")], None, {"C2": "missing_value"}),
    "name a number": ([hire(name=12)], None, {"C2": "number_in_text"}),
    "name of digits": ([hire(name="12345")], None, {"C2": "no_letters"}),
    "name a day": ([hire(name=date(2026, 5, 1))], None, {"C2": "day_in_text"}),
    "name too long": ([hire(name="陳" * 81)], None, {"C2": "too_long"}),
    "name of a megabyte": ([hire(name="陳" * 32_000)], None, {"C2": "too_long"}),
    "unknown kind": ([hire(kind="驾驶证")], None, {"A2": "unknown_choice"}),
    "mainland": ([hire(kind="身份证", number="11010519491231002X")], None, {"A2": "no_clock"}),
    "day ambiguous": ([hire(began="01/06/2026")], None, {"E2": "unreadable_date"}),
    "day impossible": ([hire(began="2026-02-30")], None, {"E2": "impossible_date"}),
    "minguo": ([hire(began="115.9.1")], None, {"E2": "minguo_date"}),
    "minguo in words": ([hire(began="民國115年6月1日")], None, {"E2": "minguo_date"}),
    "day as number": ([hire(began=46174)], None, {"E2": "number_is_no_day"}),
    "day missing": ([hire(began=None)], None, {"E2": "missing_value"}),
    "future": ([hire(began="2026-06-11")], None, {"E2": "in_future"}),
    "before the law": ([hire(began="2011-06-30")], None, {"E2": "before_the_limit"}),
    "foreign without day": ([hire(kind="护照", number="C1234567")], None, {"F2": "handled_day_missing"}),
    "foreign before the order": (
        [hire(kind="passport", number="C1234567", handled="2011-10-14")],
        None,
        {"F2": "before_the_limit"},
    ),
    "twice": ([hire(2), hire(4), hire(2)], None, {"B4": "twice_in_file"}),
    "twice in other forms": (
        [hire(2), hire(number=f" {PERMIT[:6]} {PERMIT[6:].lower()}")],
        None,
        {"B3": "twice_in_file"},
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_cell_is_named_by_its_place_and_nothing_is_entered(case, check):
    rows, change, expected = BAD[case]
    roster = check(files.workbook(rows, change=change))
    assert problems(roster) == expected
    assert roster.rows_bad == len({place[1:] for place in expected}) == roster.rows.filter(state="bad").count()
    assert not Hire.objects.exists()
    assert not any(row.payload for row in roster.rows.filter(state="bad"))


def test_the_problem_never_holds_the_value(check):
    roster = check(files.workbook([hire(number=WRONG_CHECK), hire(4, name="12345"), hire(6, began="2030-01-01")]))
    stored = str([row.problems for row in roster.rows.all()])
    assert WRONG_CHECK[:8] not in stored and "12345" not in stored and "2030" not in stored


@pytest.mark.parametrize(
    ("began", "day"),
    [
        (date(2026, 6, 1), date(2026, 6, 1)),
        (datetime(2026, 6, 1, 8, 30), date(2026, 6, 1)),
        ("2026-06-01", date(2026, 6, 1)),
        ("2026/6/1", date(2026, 6, 1)),
        ("2026年6月1日", date(2026, 6, 1)),
        ("２０２６／６／１", date(2026, 6, 1)),
        ("2026.6.1", date(2026, 6, 1)),
        ("2026-06-01 00:00:00", date(2026, 6, 1)),
        (" 2026-6-1 ", date(2026, 6, 1)),
    ],
)
def test_days_in_every_form_that_can_be_meant(began, day, check):
    roster = check(files.workbook([hire(began=began)]))
    assert problems(roster) == {} and values(roster)[0]["work_began_on"] == day


@pytest.mark.parametrize(
    ("change", "read"),
    [
        ({"number": "".join(chr(ord(c) + 0xFEE0) for c in PERMIT)}, {"number": PERMIT}),
        ({"number": f"'{PERMIT}"}, {"number": PERMIT}),
        ({"number": f"{PERMIT[:6]} {PERMIT[6:14]} {PERMIT[14:]}"}, {"number": PERMIT}),
        ({"kind": "台胞证", "number": 12345678}, {"kind": "taiwan_travel_permit", "number": "12345678"}),
        ({"kind": " 臺灣居民 居住證 "}, {"kind": "taiwan_residence_permit"}),
        ({"kind": "Residence Permit for Taiwan Residents"}, {"kind": "taiwan_residence_permit"}),
        ({"name": "  陳\u200b 小\n明 "}, {"name": "陳 小 明"}),
        ({"name": "=cmd|' /C calc'!A0"}, {"name": "=cmd|' /C calc'!A0"}),
        ({"handled": "2026-06-03"}, {"document_handled_on": date(2026, 6, 3)}),
    ],
)
def test_what_a_cell_may_look_like(change, read, check):
    def as_text(sheet):
        for cell in sheet[2]:
            if cell.data_type == "f":
                cell.data_type = "s"

    roster = check(files.workbook([hire(**change)], change=as_text))
    assert problems(roster) == {}
    assert {name: values(roster)[0][name] for name in read} == read


@pytest.mark.parametrize("language", ["zh_hans", "zh_hant", "en"])
@pytest.mark.parametrize("kind", ["hires", "employers"])
def test_headers_in_every_language_any_order_and_beside_chinese(kind, language):
    columns = import_kind(kind).description.columns
    for beside in {"", "zh_hans", "zh_hant"} - {language}:
        texts = [
            f"* {one.headers[beside]}\n{one.headers[language]}" if beside else one.headers[language] for one in columns
        ]
        found = columns.read_headers(dict(enumerate(reversed(texts))))
        assert list(found.codes.values()) == [one.code for one in reversed(columns)]
        assert not (found.unknown or found.missing or found.duplicate)


def test_no_header_means_two_columns():
    for kind in ("hires", "employers"):
        names = [name for one in import_kind(kind).description.columns for name in one.names()]
        assert len(names) == len(set(names))


def test_a_title_above_the_headers_and_further_columns(check):
    rows = [[None] * 6, [*HEADERS, "备注"], [*hire(), "x"]]
    roster = check(files.workbook(rows, headers=["2026年6月花名册", None, None, None, None, None]))
    assert [row.row_number for row in roster.rows.all()] == [4] and problems(roster) == {}
    assert roster.notes == [["columns_not_read", {"letters": "G"}]] and "G" in notes_of(roster)[0]


def test_hidden_rows_are_read_and_said(check):
    def hide(sheet):
        sheet.row_dimensions[3].hidden = True

    roster = check(files.workbook([hire(2), hire(4)], change=hide))
    assert roster.rows_total == 2 and roster.notes == [["hidden_rows", {"count": 1}]]


def test_5000_rows_are_taken(check):
    roster = check(files.workbook(hire(number=f"{10_000_000 + n}", kind="台胞证") for n in range(5000)))
    assert (roster.rows_total, roster.rows_bad) == (5000, 0)


def test_numbers_and_control_characters_as_stored(check):
    """What a spreadsheet stores is seen as it is: 1.2345678E7 is a number, 18 digits are not, _x0000_ is NUL."""
    row = "".join(
        (
            files.inline("A2", "台胞证"),
            '<c r="B2"><v>1.2345678E7</v></c>',
            files.inline("C2", "陳_x0000_"),
            files.inline("E2", "2026-06-01"),
            '</row><row r="3">',
            files.inline("A3", files.KIND),
            '<c r="B3"><v>830000199001010027</v></c>',
            files.inline("C3", "陳_x005F_x000A_"),
            files.inline("E3", "2026-06-01"),
        )
    )
    roster = check(with_parts({}, sheet=sheet_xml(f'{files.header_xml()}<row r="2">{row}</row>')))
    assert problems(roster) == {"C2": "control_character", "B3": "digits_lost"}


def test_a_person_on_record_is_known_or_an_error_that_names_the_case(check, clerk, unit):
    case = hired(clerk, unit)
    roster = check(files.workbook([hire(2), hire(4)]))
    row = roster.rows.get(row_number=2)
    assert (row.state, row.problems) == ("known", [["number", "hire_on_record", {"reference": case.reference}]])
    assert (roster.rows_bad, roster.rows_known) == (0, 1)
    other = check(files.workbook([hire(2, began="2026-06-02")]))
    assert problems(other) == {"E2": "hire_on_record_otherwise"}
    assert case.reference in bad_cells(other, list(other.rows.all()), "en")[0].text


def test_employers(check, clerk, unit):
    rows = [
        employer_row(900),
        employer_row(1),
        employer_row(901, uscc=uscc(901)[:-1] + "I"),
        employer_row(902, funded="否", form="joint venture"),
        employer_row(903, contact=None),
        employer_row(904, telephone=None),
        employer_row(905, email="no address"),
        employer_row(906, founded="2027-01-01"),
        employer_row(907, language="Klingon"),
        employer_row(908, telephone=5921234567, funded="yes"),
        employer_row(900),
    ]
    roster = check(files.workbook(rows, headers=EMPLOYER_HEADERS), "employers")
    assert problems(roster) == {
        "A4": "identity.letter_for_one",
        "E5": "form_without_funds",
        "G6": "contact_missing",
        "H7": "contact_unreachable",
        "I8": "no_email",
        "F9": "in_future",
        "J10": "unknown_choice",
        "A12": "twice_in_file",
    }
    assert roster.rows.get(row_number=3).state == "known" and Employer.objects.count() == 1
    assert [(row["taiwan_funded"], row["contact_telephone"]) for row in values(roster)] == [
        ("yes", "0592-1234567"),
        ("yes", "5921234567"),
    ]


def test_every_sentence_can_be_filled():
    params = {"row": 3, "reference": "R", "longest": 80}
    assert all("%(" not in str(text) % params for text in CELLS.values())


@given(st.text(max_size=40))
def test_no_text_breaks_a_column(text):
    for kind in ("hires", "employers"):
        for one in import_kind(kind).description.columns:
            try:
                read = read_cell(one, Cell(kinds.TEXT, text), {})
            except CellRefused as refused:
                assert refused.code in CELLS
            else:
                assert isinstance(read, str | date)


@given(st.dates(date(1900, 1, 1)))
def test_a_day_read_from_text_is_that_day(day):
    assert read_day(f"{day.year}.{day.month}.{day.day}") == read_day(day.isoformat()) == day
