"""Cells of a roster as people write them: what is refused with its reason, what is asked, what is read as it stands."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.engine.refusals import Blocked
from casework.imports.rules.cells import CellRefused, read_cell
from casework.imports.rules.contents import values_from_text
from casework.imports.services import confirming
from casework.imports.table import import_kind
from casework.imports.views.messages import bad_cells, problem_text
from casework.models import Import
from casework.rulebook.rules.parameters import rule_by_id
from casework.workbooks.rules import cells as kinds
from casework.workbooks.rules.cells import Cell
from enrolment.documents.rules.identity_numbers.citizen_layout import check_character
from enrolment.documents.rules.possible_days import GREATEST_AGE, LEAST_WORKING_AGE
from enrolment.hires.rules.registration_deadline import RULE_ID
from enrolment.rosters.rules.descriptions import HIRES
from enrolment.rosters.rules.rows import HireVocabulary
from tests.builders import employer, hired, residence_permit
from tests.enrolment.rosters import roster_files as files
from tests.enrolment.rosters.roster_files import check_roster, hire, upload

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


@pytest.mark.parametrize(
    ("change", "cell"),
    [
        ({"kind": "台胞证", "number": 6123402}, {"B2": "identity.wrong_length/zeros_lost_in_cell"}),
        ({"kind": "台胞证", "number": 612340201}, {"B2": "identity.wrong_length/zeros_lost_in_cell"}),
        ({"kind": "台胞证", "number": "6123402"}, {"B2": "identity.wrong_length/zeros_lost"}),
        ({"kind": "居住证", "number": "NO." + TAIWAN}, {"B2": "identity.words_beside"}),
        ({"kind": "居住证", "number": TAIWAN + "（已核）"}, {"B2": "identity.words_beside"}),
        ({"name": "欧阳娜娜(借调)"}, {"C2": "remark_in_name"}),
        ({"began": "10/11/2026"}, {"E2": "unreadable_date/day_first"}),
        ({"began": "26.11.10"}, {"E2": "unreadable_date/short_year"}),
        ({"began": "2026年11月"}, {"E2": "unreadable_date/incomplete"}),
        ({"began": "2026-06-01 星期日"}, {"E2": "unreadable_date/weekday_differs"}),
        ({"number": with_check("83000020240301301")}, {"E2": "days.work_under_age"}),
        ({"number": with_check("83000019001231303")}, {"B2": "days.born_too_long_ago"}),
        ({"number": with_check("83000020260603601")}, {"E2": "days.work_before_birth"}),
    ],
)
def test_what_is_wrong_is_named_with_its_reason(change, cell, check):
    roster = check(files.workbook([hire(**change)]))
    assert found(roster) == cell
    for language in ("zh-hans", "zh-hant", "en"):
        (text,) = {one.text for one in bad_cells(roster, list(roster.rows.all()), language)}
        assert text and "%(" not in text


@pytest.mark.parametrize(
    ("change", "cell"),
    [
        ({"kind": "台胞证", "number": 12345601}, {"B2": "zeros_perhaps_lost"}),
        (
            {"kind": "护照", "number": 12345678, "handled": "2026-06-02", "issuer": "VNM"},
            {"B2": "zeros_perhaps_lost"},
        ),
        ({"kind": "护照", "number": "C1234567", "handled": "2026-06-02"}, {"issuer2": "issuer_missing"}),
        ({"kind": None}, {"A2": "kind_from_number"}),
        ({"name": "林\ue863"}, {"C2": "private_character"}),
    ],
)
def test_what_may_be_right_is_asked(change, cell, check, clerk):
    roster = check(files.workbook([hire(**change)]))
    assert (found(roster, "ok"), roster.rows_asking, roster.rows_bad) == (cell, 1, 0)
    with pytest.raises(Blocked) as blocked:
        confirming.confirm(roster.pk, by=clerk)
    assert [reason.code for reason in blocked.value.reasons] == ["asked"]
    assert confirming.confirm(roster.pk, by=clerk, looked=True).state == "confirmed"


def test_two_documents_of_one_person_are_asked_about(check):
    rows = [
        hire(kind="居住证", number=TAIWAN, name="蔡双证"),
        hire(kind="台胞证", number="06123407", name="蔡雙證"),
        hire(kind="台胞证", number="06123408", name="陳小明"),
        hire(kind="台胞证", number="06123409", name="陳小明"),
        hire(kind="居住证", number=residence_permit(date(1985, 5, 5)), name="蔡双证"),
    ]
    roster = check(files.workbook(rows))
    # Two travel permits are two people, as are two birth dates; the last may still be the holder of the travel permit.
    assert found(roster, "ok") == {"C3": "perhaps_one_person", "C6": "perhaps_one_person"}
    assert roster.rows.get(row_number=3).problems == [["name", "perhaps_one_person", {"row": 2}]]


def test_somebody_on_record_under_another_document_is_asked_about(check, clerk, unit):
    case = hired(clerk, unit)
    roster = check(files.workbook([hire(kind="台胞证", number="06123407", name=case.hire.name)]))
    assert roster.rows.get().problems == [["name", "perhaps_on_record", {"reference": case.reference}]]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("\u202d" + TAIWAN + "\u202c", TAIWAN),
        (f"{TAIWAN[:6]} {TAIWAN[6:14]} {TAIWAN[14:]}", TAIWAN),
        ("\u00a0" + TAIWAN + "\u3000", TAIWAN),
        ("\ufeff" + TAIWAN, TAIWAN),
        ("\u2019" + TAIWAN, TAIWAN),
        ("＇" + TAIWAN, TAIWAN),
        ("`" + TAIWAN, TAIWAN),
        (TAIWAN + "\n", TAIWAN),
    ],
)
def test_invisible_and_idle_characters_of_a_number_go(typed, read, check):
    roster = check(files.workbook([hire(number=typed)]))
    assert (found(roster), values(roster)[0]["number"]) == ({}, read)


@pytest.mark.parametrize(
    "name",
    [
        "李䶮",
        "王㐂",
        "张𠮷",
        "李〇",
        "〇",
        "古丽米热·艾比布力",
        "葛\U000e0100",
        "𠮷",
        "山田さくら",
        "김철수",
        "O’BRIEN-SMITH",
        "J",
        "陳 明",
    ],
)
def test_rare_names_are_kept_as_they_are(name, check):
    roster = check(files.workbook([hire(name=name)]))
    assert (found(roster), values(roster)[0]["name"]) == ({}, name)


@pytest.mark.parametrize(
    ("began", "day"),
    [
        *(
            (one, date(2026, 6, 1))
            for one in ("2026.6.1", "2026年6月1号", "20260601", 20260601, "2026-06-01 08:30", "2026/6/1 星期一")
        ),
        *(
            (one, date(2026, 6, 1))
            for one in ("2026。6。1", "2026–06–01", "2026 6 1", "２０２６－０６－０１", "2026.6.1 ")
        ),
    ],
)
def test_days_as_written(began, day, check):
    roster = check(files.workbook([hire(began=began)]))
    assert (found(roster), values(roster)[0]["work_began_on"]) == ({}, day)


def test_no_sentence_of_a_problem_is_left_unfilled():
    kind = import_kind("hires")
    codes = ["kind_from_number", "zeros_perhaps_lost", "remark_in_name", "private_character", "days.work_under_age"]
    for code, params in [*((code, {}) for code in codes), ("perhaps_one_person", {"row": 3})]:
        assert "%(" not in problem_text(kind, code, params)


NUMBER = HIRES.columns.by_code["number"]
VOCABULARY = HireVocabulary(
    categories={"taiwan_travel_permit": "taiwan"},
    deadline=rule_by_id(RULE_ID),
    least_age=rule_by_id(LEAST_WORKING_AGE),
    greatest_age=rule_by_id(GREATEST_AGE),
)


@given(st.integers(0, 10**20) | st.decimals(-(10**11), 10**11, places=3))
def test_a_number_cell_is_read_as_shown_or_refused(number):
    try:
        read = read_cell(NUMBER, Cell(kinds.NUMBER, str(number)), {})
    except CellRefused as refused:
        assert refused.code in ("digits_lost", "too_long")
    else:
        assert read == str(int(number)) and int(number) == number and len(read) <= 16


@given(st.text("0123456789HMX()（）- \u200b\u3000'", max_size=30), st.dates(date(1990, 1, 1), date(2026, 6, 1)))
def test_what_is_read_of_a_row_is_what_was_written_or_is_refused_by_name(text, day):
    row = {
        "name": "陳小明",
        "work_began_on": day,
        "document_handled_on": "",
        "latin_name": "",
        "kind": "taiwan_travel_permit",
    }
    try:
        row["number"] = read_cell(NUMBER, Cell(kinds.TEXT, text), {})
    except CellRefused as refused:
        assert refused.code in ("missing_value", "digits_lost", "too_long")
        return
    said = import_kind("hires").together(row, VOCABULARY, date(2026, 6, 10))
    if not [problem for problem in said if not problem.asks]:
        digits = "".join(char for char in text if char.isalnum())
        assert digits.startswith(row["number"]) and row["work_began_on"] == day
    for problem in said:
        assert (
            problem.column in HIRES.columns.by_code and problem.code and text not in map(str, problem.params.values())
        )


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("新加坡", "SGP"),
        ("SGP", "SGP"),
        ("sg", "SGP"),
        ("Singapore", "SGP"),
        ("美国", "USA"),
        ("美國", "USA"),
        ("U.S.A.", "USA"),
        ("D", "DEU"),
        ("韓國", "KOR"),
        ("南韓", "KOR"),
        ("Viet Nam", "VNM"),
    ],
)
def test_the_state_that_issued_a_passport_as_written(written, code, check):
    roster = check(files.workbook([hire(kind="护照", number="C1234567", handled="2026-06-02", issuer=written)]))
    assert found(roster) == {} and found(roster, "ok") == {}


def test_two_states_may_print_one_number(check):
    both = [
        hire(kind="护照", number="C1234567", name=name, handled="2026-06-02", issuer=issuer)
        for name, issuer in (("JOHN SMITH", "美国"), ("LIM AH", "新加坡"))
    ]
    assert found(check(files.workbook(both))) == {}
    again = check(files.workbook([both[0], both[0]]))
    assert found(again) == {"B3": "twice_in_file"}
