"""Lines of a receipt by a file, shown in the grid before anything is kept; items looked up in the list while they are typed."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from casework.workbooks.rules.cells import FORMULA, NUMBER, TEXT, Cell
from casework.workbooks.services.writing import Sheet, workbook_bytes
from claims.models import Receipt, ReceiptLine
from claims.reimbursements.rules.line_sheets import as_typed
from tests.accounts import at
from tests.claims.reimbursements.builders import CARE_C, DRUG_A, DRUG_B
from tests.filled_forms import filled

pytestmark = pytest.mark.django_db
HEADERS = ["项目名称", "国家医保编码", "数量", "单价", "金额", "日期"]
ROWS = [["某药", DRUG_A, "2", "15.5", None, "2026-05-12"], ["床位费", CARE_C, None, None, Decimal("100.00"), None]]
HEAD = {"code": "35060126", "number": "0026896566", "check_code": "c748a8", "total": "131.00", "looked_up": "on"}


def book(rows=ROWS, headers=HEADERS, name="lines.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, workbook_bytes([Sheet(title="清单", headers=headers, rows=rows)]))


@pytest.fixture
def page(desk):
    """The page of a new receipt, as a function of what is changed on it."""
    case, client = desk.opened(desk.insured()), at(desk.clerk)
    address = reverse("enter_receipt", args=[case.pk])

    def send(form=None, **changes):
        return client.post(address, (form or filled(client.get(address))) | changes)

    return send


def test_a_file_stands_in_the_lines_before_it_is_kept(page):
    # A file that was chosen is shown first, also when the receipt was to be saved.
    put = page(**HEAD, sheet=book([*ROWS, ["合计", None, None, None, "131.00", None]]))
    shown = filled(put)
    assert put.status_code == 200 and not Receipt.objects.exists()
    assert (shown["line-0-code"], shown["line-0-price"], shown["line-1-amount"]) == (DRUG_A, "15.50", "100")
    assert shown["number"] == HEAD["number"] and not shown.get("line-2-name")
    assert page(shown | HEAD).status_code == 302
    found = ReceiptLine.objects.values_list("name", "amount")
    assert [(name, str(amount)) for name, amount in found] == [("某药", "31.00"), ("床位费", "100.00")]


def test_each_cell_that_cannot_be_meant_is_named_and_kept(page):
    rows = [["某药", DRUG_A, "两盒", "15.5", "x1", "12/05/2026"], *ROWS]
    text = "\n".join("\t".join(str(cell or "") for cell in row) for row in (HEADERS, *rows))
    put = page(sheet=SimpleUploadedFile("lines.csv", text.encode("gb18030")), **{"line-0-name": "先前"})
    said = put.content.decode()
    assert put.status_code == 422
    for place in ("line-1-quantity", "line-1-amount", "line-1-on"):
        assert f'href="#id_{place}"' in said
    assert "数量" in said and 'value="两盒"' in said and 'value="先前"' in said and 'value="床位费"' in said


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        (book(headers=["a", "b", "c", "d", "e", "f"]), "no_sheet"),
        (book([["某药", None, "1", None, "1", None]] * 201), "too_many_rows"),
        (SimpleUploadedFile("lines.xlsx", b"PK\x03\x04broken"), "damaged"),
        (SimpleUploadedFile("lines.pdf", b"%PDF"), "other_kind"),
        (SimpleUploadedFile("lines.csv", b""), "empty_file"),
        (None, "no_file"),
    ],
)
def test_a_file_that_is_no_sheet_of_lines_leaves_what_was_typed(page, sheet, code):
    sent = {"sheet": sheet} if sheet else {}
    put = page(action="sheet", **sent, **{"line-0-name": "先前"})
    assert put.status_code == 422 and [one.field for one in put.context["sheet"].problems] == ["id_sheet"], code
    assert 'value="先前"' in put.content.decode() and filled(put).get("line-1-name", "") == ""


def test_what_finds_no_row_is_not_put_in_part(page):
    typed = {"rows": "200", "line-198-name": "先前"}
    put = page(sheet=book(), **typed)
    assert put.status_code == 422 and filled(put)["line-199-name"] == ""


@pytest.mark.parametrize(
    ("column", "cell", "typed", "bad"),
    [
        ("quantity", Cell(NUMBER, "2.4999999999999998"), "2.50", []),
        ("quantity", Cell(NUMBER, "3"), "3", []),
        ("amount", Cell(TEXT, "1,234.5"), "1234.50", []),
        ("amount", Cell(TEXT, "¥1,234.50"), "1234.50", []),
        ("price", Cell(TEXT, "￥１２．５０元"), "12.50", []),
        ("amount", Cell(TEXT, "¥"), "", []),
        ("quantity", Cell(TEXT, "¥2"), "¥2", ["no_quantity"]),
        ("amount", Cell(FORMULA, "A1*2"), "A1*2", ["formula"]),
        ("code", Cell(NUMBER, "1101000010000"), "1101000010000", []),
        ("code", Cell(TEXT, "1.1E+12"), "1.1E+12", ["digits_lost"]),
        ("name", Cell(NUMBER, "5"), "5", ["number_in_text"]),
        ("on", Cell(TEXT, "2026年5月12日"), "2026-05-12", []),
    ],
)
def test_a_cell_is_read_as_the_house_reads_it(column, cell, typed, bad):
    found, problems = as_typed({column: cell})
    assert found[column] == typed and [one.code for one in problems] == bad


def test_an_item_is_looked_up_by_a_part_of_its_name_or_code(desk, django_assert_num_queries):
    desk.item("XA02BCA001A001010100001", name="奥美拉唑肠溶片", specification="20mg", maker="某厂")
    desk.item("XA02BCA001A001010100002", name="奥美沙坦酯片")
    case, client = desk.opened(desk.insured()), at(desk.clerk)
    address = reverse("find_items", args=[case.pk])

    def found(typed: str) -> list[str]:
        return [one.code[-4:] for one in client.post(address, {"typed": typed}).context["found"]]

    assert found("奥美") == ["0001", "0002"] and found("沙坦") == ["0002"] and found("xa02 bca") == ["0001", "0002"]
    assert found("奥") == found("--") == found("") == found("不在") == []
    assert "20mg" in client.post(address, {"typed": "奥美拉"}).content.decode()
    # By its address the page of the receipt is found.
    assert client.get(address)["Location"] == reverse("enter_receipt", args=[case.pk])


def test_what_is_typed_for_a_code_becomes_the_item_it_means(desk, page):
    desk.item("XA02BCA001A001010100001", name="奥美拉唑肠溶片")
    desk.item("XA02BCA001A001010100002", name="奥美沙坦酯片")
    lines = {
        "line-0-code": "拉唑",
        "line-0-amount": "31.00",
        "line-1-code": DRUG_B,
        "line-1-amount": "50.00",
        "line-2-code": "QQ123",
        "line-2-amount": "50.00",
    }
    wrong = page(
        **HEAD, **lines | {"line-3-code": "奥美", "line-3-amount": "1", "line-4-code": "没有", "line-4-amount": "1"}
    )
    said = wrong.content.decode()
    assert wrong.status_code == 422 and "XA02BCA001A001010100002 奥美沙坦酯片" in said and 'value="拉唑"' in said
    assert 'id="id_line-4-code_error"' in said and not Receipt.objects.exists()
    assert page(**HEAD, **lines).status_code == 302
    found = list(ReceiptLine.objects.values_list("code", "name"))
    # One that stands in no list is its own name, as before.
    assert found == [("XA02BCA001A001010100001", "奥美拉唑肠溶片"), (DRUG_B, "某药"), ("QQ123", "QQ123")]


def test_who_may_not_enter_a_receipt_looks_nothing_up(desk):
    case = desk.opened(desk.insured())
    assert at(desk.reviewer).post(reverse("find_items", args=[case.pk]), {"typed": "某药"}).status_code == 403
