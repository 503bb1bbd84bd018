"""Files as offices, spreadsheets and systems write them: what a file does not say stays, what cannot be meant is named."""

import io
import zipfile
from decimal import Decimal

import pytest
from django.db import connection

from casework.questions.rules.mistakes import FactsError
from casework.workbooks.services.writing import Sheet, workbook_bytes
from institutions.catalogue.services import editions, jobs, staging
from institutions.catalogue.services.editions import SentBefore, publish_edition
from institutions.models import CatalogueItem, Edition
from tests.institutions.catalogue.builders import ITEMS, A, B, C, counts, csv_of, published, sent

pytestmark = pytest.mark.django_db
FULL = (A, "某片", "乙", "10%", "5.5")


def problems_of(edition) -> list[tuple]:
    return [(one.row_number, one.column, one.code) for one in edition.problems.all()]


@pytest.mark.parametrize("length", [2001, 2401, 5000])
def test_a_text_that_is_too_long_is_named_however_long_it_is(manager, length):
    edition = sent(csv_of((*FULL, "限" * length), head=[*ITEMS, "备注"]), manager)
    assert (edition.state, problems_of(edition)) == ("refused", [(2, "limit_text", "too_long")])


def test_what_a_file_has_no_column_for_stays_as_it_stands(manager, second):
    published(csv_of((*FULL, "住院", "限二线"), head=[*ITEMS, "限就医类型", "备注"]), manager, second)
    edition = published(csv_of((A, "某片二", "乙"), (B, "某丸", "甲"), head=ITEMS[:3]), manager, second)
    assert counts(edition) == (1, 1, 0, 0)
    item = CatalogueItem.objects.known().get(code=A)
    kept = (item.first_pay_ratio, item.payment_standard, item.settings, item.limit_text)
    assert kept == (Decimal("0.1"), Decimal("5.5"), ["inpatient"], "限二线") and item.name == "某片二"
    # Said to be empty is another thing.
    published(csv_of((A, "某片", "甲", ""), head=ITEMS[:4]), manager, second)
    item = CatalogueItem.objects.known().get(code=A)
    assert (item.first_pay_ratio, item.payment_standard) == (None, Decimal("5.5"))


def test_what_goes_wrong_with_what_stands_is_named_before_it_is_entered(manager, second):
    published(csv_of((A, "某片", "丙", "是"), head=[*ITEMS[:3], "商保创新药"]), manager, second)
    edition = sent(csv_of((B, "某丸", "甲"), (A, "某片", "乙"), head=ITEMS[:3]), manager)
    assert (edition.state, edition.rows_bad) == ("refused", 1)
    assert problems_of(edition) == [(3, "fund_class", "commercial_is_paid")]


def test_the_count_of_the_lines_is_no_number_of_an_entry(manager, second):
    head = ["序号", *ITEMS[:3], "编号"]
    published(csv_of((1, A, "某片", "乙", "7"), (2, B, "某丸", "甲", "8"), head=head), manager, second)
    again = (1, C, "某治疗", "丙", "9"), (2, A, "某片", "乙", "7"), (3, B, "某丸", "甲", "8")
    assert counts(sent(csv_of(*again, head=head), manager)) == (1, 0, 0, 2)


def test_headers_below_titles_with_units_and_marks_are_known(manager):
    rows = [("福建省医保目录", "", ""), ("", "", ""), ("国家编码（必填）", "*名称", "甲乙类", "支付标准（元/盒）")]
    edition = sent(csv_of(*rows[1:], (A, "某片", "乙", "5.5"), head=rows[0]), manager)
    assert (edition.state, edition.rows_total) == ("checked", 1)


def test_the_row_that_is_nearly_the_headers_says_what_it_lacks(manager):
    with pytest.raises(FactsError) as refused:
        sent(csv_of(("国家编码", "名称"), (A, "某片"), head=("福建省医保目录", "")), manager)
    assert "类别" in refused.value.params["key"]


def test_shares_in_percent_without_the_sign_are_not_taken_for_all_of_it(manager):
    with pytest.raises(FactsError) as refused:
        sent(csv_of((A, "某片", "乙", "1"), head=[*ITEMS[:3], "先行自付比例（%）"]), manager)
    assert refused.value.params["key"] == "先行自付比例（%）"


def test_the_count_of_days_of_a_spreadsheet_is_no_day(manager):
    rows = [[A, "某片", "乙", Decimal(5), 46387], [B, "某丸", "乙", Decimal(5), 20261231]]
    packed = workbook_bytes([Sheet(title="1", headers=[*ITEMS[:3], "支付标准", "协议有效期至"], rows=rows)])
    edition = sent(io.BytesIO(packed), manager, name="list.xlsx")
    assert problems_of(edition) == [(2, "agreement_ends_on", "number_is_no_day")]


def test_a_file_is_sent_again_to_take_back_what_another_said(manager, second):
    right, wrong = (A, "某片", "乙", "0.1", ""), (A, "某片", "甲", "", "")
    published(csv_of(right), manager, second)
    published(csv_of(wrong), manager, second)
    with pytest.raises(SentBefore):
        sent(csv_of(wrong), manager)
    back = sent(csv_of(right), manager)
    with pytest.raises(SentBefore):
        sent(csv_of(right), manager)
    assert counts(back) == (0, 1, 0, 0) and publish_edition(back.pk, by=second).state == "published"
    assert CatalogueItem.objects.known().get(code=A).fund_class == "b"


def test_nothing_is_published_of_a_list_while_a_file_is_compared_with_it(manager, monkeypatch):
    """One that is entered at that moment would be seen neither in the difference nor as published since."""
    held, stage = [], staging.stage

    def watched(*args):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid = pg_backend_pid()"
            )
            held.append(cursor.fetchone()[0])
        stage(*args)

    monkeypatch.setattr(staging, "stage", watched)
    sent(csv_of(FULL), manager)
    assert held == [1]


def test_a_file_that_is_never_done_with_is_tried_behind_the_others(manager, monkeypatch):
    monkeypatch.setattr(editions, "LARGE", 10)
    first, other = sent(csv_of(FULL), manager), sent(csv_of((B, "某丸", "甲", "", "")), manager)
    real = jobs.WORK[editions.State.WAITING]

    def never(key):
        if key == first.pk:
            raise jobs.SoftTimeLimitExceeded
        return real(key)

    monkeypatch.setitem(jobs.WORK, editions.State.WAITING, never)
    with pytest.raises(jobs.SoftTimeLimitExceeded):
        jobs.run_waiting()
    with pytest.raises(jobs.SoftTimeLimitExceeded):
        jobs.run_waiting()
    assert Edition.objects.get(pk=other.pk).state == "checked"


def test_a_list_with_headings_merged_beside_its_rows_is_read(manager):
    rows = [[f"X{number:022d}", "某片", "乙"] for number in range(1500)]
    packed = workbook_bytes([Sheet(title="1", headers=ITEMS[:3], rows=rows)])
    merged = "".join(f'<mergeCell ref="F{2 * n + 2}:F{2 * n + 3}"/>' for n in range(1200))
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry).replace(b"</sheetData>", f"</sheetData><mergeCells>{merged}</mergeCells>".encode())
            new.writestr(entry.filename, part)
    assert counts(sent(written, manager, name="list.xlsx")) == (1500, 0, 0, 0)


def test_a_workbook_that_is_large_once_unpacked_is_for_the_worker(manager, monkeypatch):
    packed = workbook_bytes([Sheet(title="1", headers=ITEMS[:3], rows=[[A, "某片", "乙"]])])
    monkeypatch.setattr(editions, "UNPACKED", len(packed))
    assert sent(io.BytesIO(packed), manager, name="list.xlsx").state == "waiting"
