"""The headers and the kinds of document of a roster as people write them: read as what they mean, never against a number."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from casework.imports.rules.cells import read_cell
from casework.imports.table import import_kind
from casework.models import Import
from casework.workbooks.rules import cells as kinds
from casework.workbooks.rules.cells import Cell
from enrolment.documents.rules.identity_numbers.citizen_layout import check_character
from enrolment.rosters.rules.descriptions import EMPLOYERS, HIRES
from enrolment.rosters.services.rows import hire_vocabulary
from tests.builders import employer
from tests.enrolment.rosters import roster_files as files
from tests.enrolment.rosters.roster_files import check_roster, hire, upload

pytestmark = pytest.mark.django_db
TABLES = tomllib.loads((Path(__file__).parent / "as_written.toml").read_text(encoding="utf-8"))
HEADERS = TABLES["headers"]


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


def found(roster: Import) -> dict[str, str]:
    """The first code of each cell that has problems."""
    codes: dict[str, str] = {}
    for row in roster.rows.filter(state="bad"):
        for column, code, _params in row.problems:
            codes.setdefault(f"{roster.columns[column]}{row.row_number}", code)
    return codes


def test_the_table_of_headers_is_long_enough():
    assert sum(map(len, HEADERS.values())) >= 60


@pytest.mark.parametrize(("code", "text"), [(code, one) for code, all_ in HEADERS.items() for one in all_])
def test_a_header_as_written_names_its_column(code, text):
    assert HIRES.columns.read_headers({0: text}).codes == {0: code}


@pytest.mark.parametrize("text", TABLES["of_others"])
def test_a_header_of_another_thing_names_none(text):
    assert HIRES.columns.read_headers({0: text}).unknown == (0,)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("统一社会信用代码（必填）", "uscc"),
        ("*单位名称", "name"),
        ("营业执照号", "uscc"),
        ("成立日期(YYYY-MM-DD)", "founded_on"),
        ("手机号码", "contact_telephone"),
        ("E-mail", "contact_email"),
    ],
)
def test_headers_of_employers(text, code):
    assert EMPLOYERS.columns.read_headers({0: text}).codes == {0: code}


def with_check(first: str) -> str:
    return first + check_character(first)


TAIWAN, HONG_KONG, MACAO = (with_check(f"{begin}19900101002") for begin in ("830000", "810000", "820000"))
CARD, TRAVEL, HOME_RETURN, PASSPORT = with_check("93515619880315003"), "06123403", "H05123401", "EH1234501"
NUMBERS = {
    "taiwan_residence_permit": TAIWAN,
    "taiwan_travel_permit": TRAVEL,
    "hk_residence_permit": HONG_KONG,
    "macao_residence_permit": MACAO,
    "hk_macao_travel_permit": HOME_RETURN,
    "foreign_permanent_residence": CARD,
    "passport": PASSPORT,
}
WRITTEN = [(kind, NUMBERS[kind], one) for kind, words in TABLES["kinds"].items() for one in words]


def test_the_table_of_kinds_is_long_enough():
    assert len({one for _kind, _number, one in WRITTEN}) >= 40


def test_a_kind_as_written_is_read_with_its_number(check):
    rows = [
        hire(kind=one or None, number=number, name=f"甲{n}", handled="2026-06-02")
        for n, (_kind, number, one) in enumerate(WRITTEN)
    ]
    # Each number stands in several rows here, which no roster may: what is looked at is the kind.
    vocabulary, kind = hire_vocabulary(), import_kind("hires")
    for (expected, number, one), row in zip(WRITTEN, rows, strict=True):
        cell = Cell(kinds.TEXT, one) if one else None
        read = {
            "kind": read_cell(HIRES.columns.by_code["kind"], cell, vocabulary.choices["kind"]),
            "number": number,
            "name": row[2],
            "work_began_on": date(2026, 6, 1),
            "document_handled_on": date(2026, 6, 2),
            "issuer": "SGP",
        }
        said = kind.together(read, vocabulary, date(2026, 6, 10))
        assert (read["kind"], [problem.code for problem in said]) == (expected, [] if one else ["kind_from_number"]), (
            one
        )


@pytest.mark.parametrize(
    ("kind", "number", "cell"),
    [
        ("台胞证", TAIWAN, {"B2": "identity.other_kind"}),
        ("居住证", TRAVEL, {"B2": "identity.other_kind"}),
        ("护照", TAIWAN, {"B2": "identity.other_kind"}),
        ("回乡证", TRAVEL, {"B2": "identity.other_kind"}),
        ("港澳居民居住证", TAIWAN, {"B2": "identity.other_kind"}),
        ("身份证", TAIWAN, {"A2": "no_clock", "B2": "identity.other_kind"}),
        ("居住证", TAIWAN[:-1] + ("0" if TAIWAN[-1] != "0" else "1"), {"B2": "identity.wrong_check_digit"}),
        ("居住证", "830000", {"B2": "identity.wrong_length"}),
        (None, TRAVEL, {"A2": "missing_value"}),
        (None, PASSPORT, {"A2": "missing_value"}),
        ("驾驶证", TAIWAN, {"A2": "unknown_choice"}),
        ("台胞证（过期）", TRAVEL, {"A2": "unknown_choice"}),
        ("居住证", None, {"B2": "missing_value"}),
    ],
)
def test_a_kind_is_never_read_against_its_number(kind, number, cell, check):
    roster = check(files.workbook([hire(kind=kind, number=number, handled="2026-06-01")]))
    assert found(roster) == cell
