"""Rosters as people write them: headers, kinds, lines below the table, numbers of cells, days, names, one person twice."""

import csv
import io
import zipfile
from datetime import date

import openpyxl
import pytest
from openpyxl.drawing.image import Image
from PIL import Image as Picture

from casework.imports.rules.contents import values_from_text
from casework.imports.rules.table_words import is_below_table
from casework.imports.table import import_kind
from casework.imports.views.messages import bad_cells, notes_of, refusal_text
from casework.models import Import
from casework.workbooks.services.files import WorkbookRefused
from enrolment.documents.rules.identity_numbers.citizen_layout import check_character
from enrolment.rosters.rules.descriptions import HIRES
from tests.builders import employer
from tests.enrolment.rosters import roster_files as files
from tests.enrolment.rosters.roster_files import HEADERS, check_roster, hire, saved, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture
def unit(clerk):
    return employer(clerk)


@pytest.fixture
def check(clerk, unit):
    def checked(content: bytes, name: str = "roster.xlsx") -> Import:
        return check_roster("hires", upload(content, name), employer=unit, by=clerk, on=clerk.on, language="en")

    return checked


def found(roster: Import, state: str = "bad") -> dict[str, str]:
    """Code by cell of the rows in a state, what is said more where it is said: {"B3": "identity.wrong_length/zeros_lost"}."""
    return {
        f"{roster.columns.get(column, column)}{row.row_number}": "/".join(filter(None, (code, params.get("why"))))
        for row in roster.rows.filter(state=state)
        for column, code, params in row.problems
    }


def values(roster: Import) -> list[dict]:
    return [values_from_text(HIRES.columns, row.text) for row in roster.rows.filter(state="ok")]


def with_check(first: str) -> str:
    return first + check_character(first)


TAIWAN, TRAVEL = with_check("83000019900101002"), "06123403"


BELOW = [
    "合计：1人",
    "以下空白",
    "经办人：",
    "填表日期：2026-11-10",
    "注：证件号码请用文本格式填写",
    "备注：证件号码请用文本格式填写",
    "填表说明",
    "1、本表一式两份",
    "单位盖章：",
    "审核人：",
    "Total: 3",
    "Prepared by:",
    "——————",
]


@pytest.mark.parametrize("text", [one for one in BELOW if not one.startswith("1")])
def test_a_line_below_the_table_is_told(text):
    assert is_below_table([text], "")


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (["合计", "陳小明"], TAIWAN),
        (["注册部", "陈明"], ""),
        (["陈经办"], ""),
        (["Notely Anna"], ""),
        (["Sumathi"], ""),
        (["完颜明"], ""),
        (["台胞证", "陈明"], ""),
        ([], ""),
    ],
)
def test_a_row_is_never_taken_for_a_line_below(texts, code):
    assert not is_below_table(texts, code)


def test_lines_below_the_table_are_left_out_and_said(check):
    below = [
        [None] * 6,
        ["合计：1人"],
        ["以下空白"],
        ["经办人：", "吕小姐", date(2026, 11, 10)],
        ["备注：证件号码请用文本格式填写"],
    ]
    roster = check(files.workbook([hire(), *below]))
    assert (roster.rows_total, found(roster)) == (1, {})
    assert roster.notes == [["lines_left_out", {"count": 4, "rows": "4, 5, 6, 7"}]]
    assert "4, 5, 6, 7" in notes_of(roster)[0]


def test_a_row_below_the_lines_is_a_row_and_one_without_a_number_is_not_swallowed(check):
    roster = check(files.workbook([hire(2), ["小计"], hire(4), hire(number=None)]))
    assert (roster.rows_total, found(roster)) == (3, {"B5": "missing_value"})


def renamed(content: bytes, change) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as plain, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for entry in plain.infolist():
            info = zipfile.ZipInfo("x")
            info.filename = info.orig_filename = change(entry.filename)
            info.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(info, plain.read(entry))
    return target.getvalue()


@pytest.mark.parametrize(
    "change",
    [
        lambda name: name.replace("/", "\\"),
        lambda name: name.replace("sharedStrings", "SharedStrings"),
        lambda name: name.upper() if "sheet1" in name else name,
    ],
)
def test_parts_in_another_case_or_with_backslashes_are_found(change, check):
    roster = check(renamed(files.workbook([hire()]), change))
    assert (roster.rows_total, found(roster)) == (1, {})


@pytest.mark.parametrize("name", ["..\\..\\evil.xml", "\\evil.xml", "C:\\evil.xml", "xl\\..\\..\\evil.xml"])
def test_a_backslash_leads_no_part_outside(name, check):
    content = renamed(files.workbook([hire()]), lambda one: name if one.endswith("core.xml") else one)
    with pytest.raises(WorkbookRefused) as refused:
        check(content)
    assert refused.value.code == "unsafe_parts"


def test_pictures_title_rows_filters_and_other_sheets_are_no_hindrance(check):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["2026年度台籍员工花名册（盖章）"])
    sheet.merge_cells("A1:F1")
    sheet.append(["填报单位：厦门明山电子有限公司"])
    sheet.append(HEADERS)
    sheet.append(hire())
    sheet.auto_filter.ref = "A3:F4"
    stamp = io.BytesIO()
    Picture.new("RGB", (4, 4), "red").save(stamp, "PNG")
    sheet.add_image(Image(stamp), "H2")
    book.create_sheet("说明").append(["请按证件填写"])
    roster = check(saved(book))
    assert (roster.rows_total, found(roster), roster.rows.get().row_number) == (1, {}, 4)


def test_two_columns_that_may_both_be_the_number_are_asked_by_name(check):
    headers = ["证件类型", "证件号码", "姓名", "身份证号", "用工之日"]
    with pytest.raises(WorkbookRefused) as refused:
        check(files.workbook([["台胞证", TRAVEL, "陳小明", TAIWAN, "2026-06-01"]], headers))
    for language in ("zh-hans", "zh-hant", "en"):
        said = refusal_text(import_kind("hires"), refused.value, language)
        assert "证件号码" in said and "身份证号" in said and "B" in said and "D" in said


def test_a_missing_column_is_said_with_those_that_are_not_known(check):
    with pytest.raises(WorkbookRefused) as refused:
        check(files.workbook([["台胞证", TRAVEL, "陳小明", "x"]], ["证件类型", "证件号码", "姓名", "来的那天"]))
    said = refusal_text(import_kind("hires"), refused.value, "en")
    assert "Work began on" in said and "来的那天" in said


def test_a_problem_names_the_column_as_it_stands_in_the_file(check):
    headers = ["*证件类型", "证件号码（必填）", "姓名（必填）", "入职时间"]
    roster = check(files.workbook([["台胞证", TRAVEL, "陳小明", "10/11/2026"]], headers))
    assert roster.headers["D"] == "入职时间"
    (cell,) = bad_cells(roster, list(roster.rows.all()), "en")
    assert (cell.letter, cell.header) == ("D", "入职时间 · Work began on")


def text_file(mark: str, encoding: str, line_end: str = "\r\n") -> bytes:
    rows = [
        ["证件类型", "证件号码", "姓名\n（必填）", "入职时间"],
        ["台胞证", "06123403", "陳\n小明", "2026年6月1日"],
        ["合计：1人"],
    ]
    target = io.StringIO()
    csv.writer(target, delimiter=mark, lineterminator=line_end).writerows(rows)
    return target.getvalue().encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_text_file_as_office_programs_write_it(mark, encoding, check):
    roster = check(text_file(mark, encoding), "花名册.csv")
    assert (roster.rows_total, found(roster)) == (1, {})
    read = values(roster)[0]
    assert (read["number"], read["name"], read["work_began_on"]) == ("06123403", "陳 小明", date(2026, 6, 1))
