"""Files that are no list, or lie: refused whole, named by cell, nothing kept."""

import io

import pytest

from casework.questions.rules.mistakes import FactsError
from casework.workbooks.services.files import WorkbookRefused
from institutions.models import CatalogueItem, Edition, EditionPart, StagedItem
from tests.institutions.catalogue.builders import ITEMS, A, B, C, csv_of, published, sent

pytestmark = pytest.mark.django_db


HOSTILE = [
    ((A[:-1], "某片", "乙", "", ""), "code", "western_length"),
    (("1101000010000", "某", "甲", "", ""), "code", "zeros_lost"),
    (("", "某", "甲", "", ""), "code", "missing_value"),
    ((A, "", "甲", "", ""), "name", "missing_value"),
    ((A, "123", "甲", "", ""), "name", "no_letters"),
    ((A, "某" * 201, "甲", "", ""), "name", "too_long"),
    ((A, "某\x07", "甲", "", ""), "name", "control_character"),
    ((A, "某", "丁", "", ""), "fund_class", "unknown_choice"),
    ((A, "某", "乙", "10", ""), "first_pay_ratio", "ratio_above_one"),
    ((A, "某", "乙", "-0.1", ""), "first_pay_ratio", "no_ratio"),
    ((A, "某", "乙", "0.123456", ""), "first_pay_ratio", "no_ratio"),
    ((A, "某", "乙", "", "12,5"), "payment_standard", "no_price"),
    ((A, "某", "乙", "", "-1"), "payment_standard", "no_price"),
    ((A, "某", "乙", "", "NaN"), "payment_standard", "no_price"),
    ((A, "某", "乙", "", "1e9"), "payment_standard", "no_price"),
    ((A, "某", "乙", "", "999999999"), "payment_standard", "no_price"),
    ((C, "某", "乙", "", "", "2026-12-31"), "payment_standard", "no_standard"),
    ((C, "某", "乙", "", "5", "2026-12-31"), "agreement_ends_on", "only_drugs"),
    ((A, "某", "乙", "", "5", "2026-02-30"), "agreement_ends_on", "impossible_date"),
    ((A, "某", "乙", "", "", "", "是"), "fund_class", "commercial_is_paid"),
    ((A, "某", "乙", "", "", "", "", "20", "10"), "age_to", "ages_reversed"),
    ((A, "某", "乙", "", "", "", "", "", "", "2"), "per", "most_without_period"),
]


@pytest.mark.parametrize(("row", "column", "code"), HOSTILE, ids=[f"{one[1]} {one[2]}" for one in HOSTILE])
def test_one_bad_cell_refuses_the_file_and_is_named(manager, row, column, code):
    head = [*ITEMS, "协议有效期至", "商保创新药", "限年龄起", "限年龄止", "限次数"]
    quoted = [f'"{cell}"' for cell in row]
    edition = sent(csv_of((B, "某丸", "甲", "", ""), quoted, head=head), manager)
    assert (edition.state, edition.rows_total, edition.rows_bad) == ("refused", 2, 1)
    assert (column, code) in [(one.column, one.code) for one in edition.problems.filter(row_number=3)]
    assert not StagedItem.objects.exists() and not any(EditionPart.objects.values_list("content", flat=True))


def test_names_with_marks_of_the_copy_and_of_formulas_are_kept_as_written(manager, second):
    names = ["某\\N片", "=cmd|'/c calc'!A1片", "a\\.b 某", "某　片", "“某”；'片"]
    codes = [f"X{number:022d}" for number in range(5)]
    published(
        csv_of(*((code, f'"{name}"', "甲", "", "") for code, name in zip(codes, names, strict=True))), manager, second
    )
    assert list(CatalogueItem.objects.order_by("code").values_list("name", flat=True)) == [
        "某\\N片",
        "=cmd|'/c calc'!A1片",
        "a\\.b 某",
        "某 片",
        "“某”；'片",
    ]


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.csv", "empty_file"),
        (b"\x00\x01", "a.csv", "content_differs"),
        ("国家编码,名称,类别\n".encode("utf-16"), "a.csv", "unknown_encoding"),
        (b"PK\x03\x04", "a.csv", "content_differs"),
        (b"PK\x03\x04", "a.xlsx", "damaged"),
        (b"x", "a.xlsm", "macros"),
        (b"x", "a.exe", "other_kind"),
        (b"x", "a\u202excsv.csv", "bad_name"),
    ],
)
def test_what_is_no_list_is_not_even_kept(manager, content, name, code):
    with pytest.raises(WorkbookRefused) as refused:
        sent(io.BytesIO(content), manager, name=name)
    assert refused.value.code == code and not Edition.objects.exists()


def test_headers_are_asked_for_by_name_and_lines_that_break_off_are_refused(manager):
    with pytest.raises(FactsError) as missing:
        sent(csv_of((A, "某"), head=["国家编码", "名称"]), manager)
    assert "类别" in missing.value.params["key"]
    with pytest.raises(FactsError):
        sent(csv_of((A, "某", "甲", "乙"), head=["国家编码", "名称", "类别", "甲乙类"]), manager)
    broken = sent(io.BytesIO(f'国家编码,名称,类别\n{A},"某片,甲\n'.encode()), manager)
    assert (broken.state, broken.failure) == ("refused", "damaged")
    none = sent(csv_of(), manager)
    assert (none.state, none.failure) == ("refused", "no_rows")
