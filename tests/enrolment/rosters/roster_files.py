"""Rosters as people send them: made with another program's library, or part by part where no program would make them."""

import io
import zipfile
from collections.abc import Iterable

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from casework.imports.services.receiving import receive
from casework.imports.table import import_kind
from casework.models import Import
from casework.workbooks.services.writing import Sheet, workbook_bytes
from tests.builders import residence_permit, uscc

HEADERS = [
    "Kind of document",
    "Document number",
    "Name",
    "Name in Latin letters",
    "Work began on",
    "Employment document handled on",
]
ISSUER = "Passport issued by"
EMPLOYER_HEADERS = [
    *("统一社会信用代码", "用人单位登记名称", "拉丁字母名称", "是否台资", "投资形式", "成立日期"),
    *("联系人", "联系电话", "电子邮箱", "联系语言"),
]
KIND = "台湾居民居住证"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def hire(sequence: int = 2, **changes) -> list:
    """A row without fault; changes by header's first word: kind, number, name, latin, began, handled; and issuer, which
    most files have no column for."""
    row = {
        "kind": KIND,
        "number": residence_permit(sequence=sequence),
        "name": "陳小明",
        "latin": "CHEN HSIAO-MING",
        "began": "2026-06-01",
        "handled": None,
    }
    return list((row | changes).values())


def employer_row(sequence: int = 900, **changes) -> list:
    row = {
        "uscc": uscc(sequence),
        "name": "厦门明山电子有限公司",
        "latin": None,
        "funded": "是",
        "form": None,
        "founded": "2019-05-20",
        "contact": "林小姐",
        "telephone": "0592-1234567",
        "email": None,
        "language": "繁體中文",
    }
    return list((row | changes).values())


def saved(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def workbook(rows: Iterable[list], headers: list[str] | None = None, change=None) -> bytes:
    """One sheet of headers and rows; `change` may do to the sheet what it likes."""
    book = openpyxl.Workbook()
    rows = list(rows)
    issuer = [ISSUER] if any(len(row) > len(HEADERS) for row in rows) else []
    book.active.append(headers or HEADERS + issuer)
    for row in rows:
        book.active.append(row)
    if change:
        change(book.active)
    return saved(book)


def upload(content: bytes, name: str = "roster.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def with_parts(parts: dict[str, bytes | str], *, sheet: str | None = None, drop: tuple[str, ...] = ()) -> bytes:
    """A plain workbook with further parts, or with the XML of its one sheet replaced."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook_bytes([Sheet(title="1", headers=HEADERS)]))) as plain:
        kept = {name: plain.read(name) for name in plain.namelist() if name not in drop}
    if sheet is not None:
        kept["xl/worksheets/sheet1.xml"] = sheet
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in (kept | parts).items():
            packed.writestr(name, content)
    return target.getvalue()


def sheet_xml(inside: str, before: str = "") -> str:
    return f'<?xml version="1.0"?>{before}<worksheet xmlns="{MAIN}"><sheetData>{inside}</sheetData></worksheet>'


def inline(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def header_xml() -> str:
    cells = "".join(inline(f"{letter}1", text) for letter, text in zip("ABCDEF", HEADERS, strict=True))
    return f'<row r="1">{cells}</row>'


def check_roster(kind: str, sent: SimpleUploadedFile | None, *, employer=None, **how) -> Import:
    """A file sent as a roster and checked, as the page does it."""
    return receive(import_kind(kind), sent, about=employer, **how)
