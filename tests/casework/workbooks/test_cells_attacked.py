"""Cells no program writes: numbers of any size and texts of any depth are read or refused, at once."""

import io

import pytest

from casework.imports.services.sheets import open_sheet
from casework.workbooks.rules.cells import Cell
from casework.workbooks.services.cells import Numbers
from casework.workbooks.services.files import WorkbookRefused
from enrolment.rosters.rules.descriptions import HIRES
from tests.enrolment.rosters import roster_files as files


@pytest.mark.parametrize("raw", ["1E+999999999", "-1E+999999999", "Infinity", "NaN", "2958466"])
def test_a_number_of_any_size_is_no_day(raw):
    """Making a whole number of it would take minutes."""
    assert Numbers([14], counts_from_1904=False).read(raw, "0") == Cell("not_a_day", "")


def test_a_text_in_pieces_within_pieces_without_end_is_refused():
    deep = "<r>" * 3000 + "<t>x</t>" + "</r>" * 3000
    row = f'<row r="2"><c r="C2" t="inlineStr"><is>{deep}</is></c></row>'
    content = files.with_parts({}, sheet=files.sheet_xml(files.header_xml() + row))
    with pytest.raises(WorkbookRefused, match="damaged"):
        dict(open_sheet(HIRES, "xlsx", io.BytesIO(content)).rows())
