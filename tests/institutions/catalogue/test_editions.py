"""Editions: sent by one, published by another, versions by date; again, late, killed, hostile."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casework.engine.refusals import Blocked
from casework.models import Event
from casework.workbooks.services.writing import Sheet, workbook_bytes
from institutions.catalogue.queries.differences import kinds_of
from institutions.catalogue.queries.pricing import diagnoses_on, prices_on, rules_on
from institutions.catalogue.services import editions, jobs, staging
from institutions.catalogue.services.editions import SentBefore, publish_edition, withdraw_edition
from institutions.models import CatalogueItem, Edition, EditionPart, ItemPrice, StagedItem
from tests.builders import JIMEI, PROVINCE
from tests.institutions.builders import institution
from tests.institutions.catalogue.builders import (
    DAY,
    ITEMS,
    NATION,
    XIAMEN,
    A,
    B,
    C,
    D,
    counts,
    csv_of,
    published,
    sent,
)

pytestmark = pytest.mark.django_db
LATER = date(2026, 7, 1)


def rows_of(code) -> list[tuple]:
    rows = CatalogueItem.objects.known().filter(code=code).order_by("starts_on")
    return [(row.starts_on, row.ends_on, row.fund_class) for row in rows]


FIRST = ((A, "某片", "乙", "10%", ""), (B, "某丸", "甲", "", ""), (C, "某治疗", "丙", "", ""))


def test_versions_by_date_and_never_overwritten(manager, second):
    edition = sent(csv_of(*FIRST, encoding="gb18030"), manager)
    assert (edition.state, counts(edition)) == ("checked", (3, 0, 0, 0)) and not CatalogueItem.objects.exists()
    publish_edition(edition.pk, by=second)
    known = timezone.now()
    again = published(csv_of((A, "某片", "甲", "", ""), FIRST[1]), manager, second, starts_on=LATER, whole=True)
    assert counts(again) == (0, 1, 1, 1)
    assert rows_of(A) == [(DAY, date(2026, 6, 30), "b"), (LATER, None, "a")]
    assert rows_of(B) == [(DAY, None, "a")] and rows_of(C) == [(DAY, date(2026, 6, 30), "c")]
    at = institution()
    asked = [A, C]
    assert [one.class_ for one in prices_on(at, asked, LATER)] == ["a", ""]
    assert [one.class_ for one in prices_on(at, asked, date(2026, 6, 30))] == ["b", "c"]
    assert [one.class_ for one in prices_on(at, asked, LATER, known)] == ["b", "c"]
    assert prices_on(at, [A], DAY)[0].first_pay_ratio == Decimal("0.1")
    verbs = list(Event.objects.filter(verb__endswith="_edition").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["send_edition", "publish_edition"] * 2
    assert not any(EditionPart.objects.values_list("content", flat=True)) and not StagedItem.objects.exists()


@pytest.mark.parametrize(
    ("kinds", "ended"),
    [(("western",), (A[:-1] + "9",)), (("western", "treatment"), (A[:-1] + "9", C)), (("patent",), (B,))],
)
def test_a_whole_list_of_some_kinds_ends_no_other(manager, second, kinds, ended):
    published(csv_of(*FIRST, (A[:-1] + "9", "某片二", "乙", "", "")), manager, second)
    edition = sent(csv_of(FIRST[0]), manager, starts_on=LATER, whole=True, whole_of=kinds)
    assert counts(edition) == (0, 0, len(ended), 1)
    said = {one.code: (one.rows, one.ended, one.ends_all) for one in kinds_of(edition)}
    assert sum(count for _rows, count, _all in said.values()) == len(ended)
    assert said["western"][0] == 1 and any(one[2] for one in said.values()) is (kinds != ("western",))
    publish_edition(edition.pk, by=second)
    over = CatalogueItem.objects.known().filter(ends_on__lt=LATER).values_list("code", flat=True)
    assert sorted(over) == sorted(ended)


def test_a_class_never_changes_under_the_ratio_of_the_old_one(manager, second):
    published(csv_of((A, "某片", "乙", "10%", ""), (B, "某丸", "甲", "", "")), manager, second)
    head = ["国家编码", "名称", "类别", "剂型", " 备 注二"]
    bad = sent(csv_of((A, "某片", "甲", "", ""), (B, "某丸", "乙", "", ""), head=head), manager, starts_on=LATER)
    assert [(one.row_number, one.column, one.code) for one in bad.problems.all()] == [
        (2, "fund_class", "class_without_ratio")
    ]
    assert (bad.state, bad.rows_bad, bad.ignored) == ("refused", 1, ["备 注二"])
    # The same with the column: an empty cell says that there is none.
    published(csv_of((A, "某片", "甲", ""), head=ITEMS[:4]), manager, second, starts_on=LATER)
    assert prices_on(institution(), [A], LATER)[0].first_pay_ratio is None


def test_limits_are_held_as_long_as_they_are_printed_and_no_longer(manager, second):
    head = [*ITEMS[:3], "限定支付范围"]
    published(csv_of((A, "某片", "乙", "限" * 2000), head=head), manager, second)
    assert len(prices_on(institution(), [A], DAY)[0].limits.text) == 2000
    for size in (2001, 2500):
        bad = sent(csv_of((A, "某片", "乙", "限" * size), head=head), manager)
        assert [(one.row_number, one.column, one.code) for one in bad.problems.all()] == [(2, "limit_text", "too_long")]


def test_told_again_it_changes_nothing(manager, second):
    published(csv_of(*FIRST), manager, second)
    with pytest.raises(SentBefore):
        sent(csv_of(*FIRST), manager)
    before = list(CatalogueItem.objects.order_by("pk").values())
    again = published(csv_of(*reversed(FIRST)), manager, second, whole=True)
    assert counts(again) == (0, 0, 0, 3) and list(CatalogueItem.objects.order_by("pk").values()) == before
    # A later day says the same of the same codes.
    assert counts(published(csv_of(*FIRST), manager, second, starts_on=LATER)) == (0, 0, 0, 3)


def test_an_edition_of_an_earlier_day_holds_until_the_one_that_is_known(manager, second):
    published(csv_of(FIRST[0]), manager, second, starts_on=LATER)
    published(csv_of((A, "某片", "丙", "", "")), manager, second, starts_on=DAY)
    assert rows_of(A) == [(DAY, date(2026, 6, 30), "c"), (LATER, None, "b")]
    # The same day said anew: nothing of it is left but what was known.
    published(csv_of((A, "某片", "甲", "", "")), manager, second, starts_on=DAY)
    assert rows_of(A) == [(DAY, date(2026, 6, 30), "a"), (LATER, None, "b")]
    assert CatalogueItem.objects.filter(code=A).count() == 3


def test_never_published_by_whoever_sent_it_nor_twice(manager, second, staff):
    edition = sent(csv_of(*FIRST), manager)
    with pytest.raises(Blocked):
        publish_edition(edition.pk, by=manager)
    with pytest.raises(PermissionDenied):
        publish_edition(edition.pk, by=staff("auditor"))
    with pytest.raises(Blocked):
        publish_edition(edition.pk, by=staff("supervisor", JIMEI))
    publish_edition(edition.pk, by=second)
    with pytest.raises(Blocked):
        publish_edition(edition.pk, by=second)
    with pytest.raises(Blocked):
        withdraw_edition(edition.pk, by=second)


def test_a_withdrawn_one_leaves_nothing_and_may_be_sent_again(manager, second):
    edition = sent(csv_of(*FIRST), manager)
    withdraw_edition(edition.pk, by=second)
    assert not StagedItem.objects.exists() and not CatalogueItem.objects.exists()
    assert sent(csv_of(*FIRST), manager).state == "checked"


def test_what_was_compared_with_something_else_is_read_again(manager, second):
    stale = sent(csv_of((A, "某片", "丙", "", "")), manager)
    published(csv_of(*FIRST), manager, second)
    with pytest.raises(Blocked):
        publish_edition(stale.pk, by=second)
    stale.refresh_from_db()
    assert (stale.state, counts(stale)) == ("checked", (0, 1, 0, 0)) and rows_of(A) == [(DAY, None, "b")]
    publish_edition(stale.pk, by=second)
    assert rows_of(A) == [(DAY, None, "c")]


def test_whose_list_it_is_to_write(manager, second, staff):
    with pytest.raises(Blocked):
        sent(csv_of(*FIRST), manager, at=NATION)
    with pytest.raises(Blocked):
        sent(csv_of(*FIRST), manager, at=XIAMEN)
    with pytest.raises(PermissionDenied):
        sent(csv_of(*FIRST), second)
    head, other = staff("institution_manager", PROVINCE), staff("supervisor", PROVINCE)
    published(csv_of(*FIRST), head, other, at=NATION, title="全国")
    published(csv_of((A, "20%"), head=["国家编码", "自付比例"]), head, other, at=XIAMEN, list_name="first_pay")
    answer = prices_on(institution(), [A], DAY)[0]
    assert (answer.source.title, answer.first_pay_ratio, answer.class_) == ("全国", Decimal("0.2"), "b")
    # A narrower place's own list stands before it.
    published(csv_of((A, "某片", "甲", "0.05", "")), manager, second, title="思明")
    answer = prices_on(institution(sequence=2), [A], DAY)[0]
    assert (answer.source.title, answer.first_pay_ratio, answer.class_) == ("思明", Decimal("0.05"), "a")
    assert prices_on(institution("350211", 3), [A], DAY)[0].class_ == "b"


def test_prices_of_an_institution_and_consumables_by_their_generic_code(manager, second):
    at, size = institution(), D + "0000123"
    published(csv_of(*FIRST, (D, "某导管", "乙", "0.2", "300")), manager, second)
    prices = csv_of((A, "12.5000", "盒"), (size, '"￥1,280"', ""), head=["医保编码", "单价", "单位"])
    published(prices, manager, second, list_name="prices", institution=at)
    with CaptureQueriesContext(connection) as asked:
        drug, tube, other, none = prices_on(at, [A.lower(), size, B, "001101000099999"], DAY)
    assert len(asked) == 1
    assert (drug.price_ceiling, other.price_ceiling) == (Decimal("12.5"), None)
    assert (tube.price_ceiling, tube.payment_standard, tube.class_) == (Decimal(1280), Decimal(300), "b")
    assert (none.why_not, none.price_ceiling) == ("unknown", None)
    assert prices_on(institution(sequence=2), [A], DAY)[0].price_ceiling is None
    unknown = sent(
        csv_of(("001101000099999", "5"), head=["code", "price"]), manager, list_name="prices", institution=at
    )
    assert (unknown.state, [one.code for one in unknown.problems.all()]) == ("refused", ["not_listed"])
    with pytest.raises(Blocked):
        sent(csv_of((A, "1"), head=["code", "price"]), manager, list_name="prices", institution=institution(JIMEI, 9))
    assert ItemPrice.objects.count() == 2


def test_first_pay_of_a_specification_and_of_what_it_is_one_of(manager, second, staff):
    head, other = staff("institution_manager", PROVINCE), staff("supervisor", PROVINCE)
    one, two, three = (f"{D}000000{number}" for number in range(3))
    ratio = ["国家编码", "自付比例"]
    published(csv_of((D, "某导管", "乙", "0.5", ""), (three, "某导管三", "乙", "0.6", "")), head, other, at=NATION)
    published(csv_of((one, "0.3"), head=ratio), head, other, at=NATION, list_name="first_pay")
    assert [line.first_pay_ratio for line in prices_on(institution(), [D, one, two, three], DAY)] == [
        Decimal("0.5"),
        Decimal("0.3"),
        Decimal("0.5"),
        Decimal("0.6"),
    ]
    # The city says one of all of them: a narrower place stands before a wider one.
    published(csv_of((D, "0.2"), (two, "0.1"), head=ratio), head, other, at=XIAMEN, list_name="first_pay")
    found = prices_on(institution(sequence=2), [D, one, two, three], DAY)
    assert [line.first_pay_ratio for line in found] == [Decimal(text) for text in ("0.2", "0.2", "0.1", "0.2")]


def test_what_is_no_code_stands_in_no_list(manager, second):
    published(csv_of(*FIRST), manager, second)
    at = institution()
    answers = prices_on(at, ["\x00", "", "不", "\ud800", A], DAY)
    assert [one.why_not for one in answers] == ["unknown"] * 4 + [""]
    assert rules_on(at, ["\x00"], DAY) == [] and diagnoses_on(at, ["\x00", ""], DAY) == {}


def test_rules_and_diagnoses_are_lists_like_others(manager, second):
    head = ["规则类型", "编码", "第二编码", "限定值", "单位", "周期", "规则说明", "来源"]
    rows = [
        ("限性别", A, "", "女", "", "", "限女性", "规则库"),
        ("重复收费", C, "001101000020000", "", "", "同日", "不得同日收费", "规则库"),
        ("重复收费", C, "001101000030000", "", "", "同日", "不得同日收费", "规则库"),
        ("限频次", C, "", "2", "次", "日", "每日两次", "规则库"),
    ]
    published(csv_of(*rows, head=head), manager, second, list_name="rules")
    found = rules_on(institution(), [A, C], DAY)
    assert [(one.kind, one.value, one.period) for one in found] == [
        ("frequency", "2", "day"),
        ("pair", "", "day"),
        ("pair", "", "day"),
        ("sex", "female", ""),
    ]
    twice = sent(csv_of(rows[0], rows[1], rows[1], head=head), manager, list_name="rules")
    assert [(one.row_number, one.other_row) for one in twice.problems.all()] == [(4, 3)]
    codes = csv_of(("i10.X00", "特发性高血压"), ("A00.1", "霍乱"), head=["诊断代码", "诊断名称"])
    published(codes, manager, second, list_name="diagnoses")
    asked = diagnoses_on(institution(sequence=2), ["I10.x00", "i10.X00", "B99"], DAY)
    assert asked == {"I10.x00": "特发性高血压", "i10.X00": "特发性高血压"}


def test_a_workbook_says_the_same_and_numbers_that_lost_digits_are_named(manager, second):
    rows = [[A, "某片", "乙", Decimal("0.1"), Decimal("747.06")], [B, "某丸", "甲", None, None]]
    packed = workbook_bytes([Sheet(title="1", headers=ITEMS, rows=rows)])
    edition = published(io.BytesIO(packed), manager, second, name="list.xlsx")
    assert counts(edition) == (2, 0, 0, 0)
    item = CatalogueItem.objects.get(code=A)
    assert (item.first_pay_ratio, item.payment_standard) == (Decimal("0.1"), Decimal("747.06"))
    lost = workbook_bytes([Sheet(title="1", headers=ITEMS, rows=[[1101000010000, "某治疗", "甲", None, None]])])
    bad = sent(io.BytesIO(lost), manager, name="list.xlsx")
    assert [(one.code, one.value) for one in bad.problems.all()] == [("zeros_lost", "1101000010000")]


def test_a_large_file_is_read_and_entered_by_the_worker_whoever_is_killed(manager, second, monkeypatch):
    monkeypatch.setattr(editions, "LARGE", 10)
    monkeypatch.setattr(editions, "MANY", 1)
    monkeypatch.setattr(editions, "PART", 50)
    edition = sent(csv_of(*FIRST), manager)
    assert edition.state == "waiting" and edition.parts.count() > 2

    def gone(*_args):
        raise OperationalError("the connection went away")

    def fails_after(work):
        def working(*args):
            work(*args)
            gone()

        return working

    for name, state in (("stage", "waiting"), ("enter", "agreed")):
        with monkeypatch.context() as broken:
            broken.setattr(staging, name, fails_after(getattr(staging, name)))
            with pytest.raises(OperationalError):
                jobs.run_waiting()
        edition.refresh_from_db()
        assert edition.state == state and edition.begun_at is not None and not CatalogueItem.objects.exists()
        assert jobs.run_waiting() == 1 and jobs.run_waiting() == 0
        edition.refresh_from_db()
        if state == "waiting":
            assert (edition.state, counts(edition)) == ("checked", (3, 0, 0, 0))
            assert publish_edition(edition.pk, by=second).state == "agreed"
    assert edition.state == "published" and CatalogueItem.objects.count() == 3


def test_one_that_goes_wrong_does_not_keep_the_others_waiting(manager, second, monkeypatch):
    monkeypatch.setattr(editions, "LARGE", 10)
    first, other = sent(csv_of(FIRST[0]), manager), sent(csv_of(FIRST[1]), manager)
    real = jobs.WORK[editions.State.WAITING]

    def sometimes(key):
        if key == first.pk:
            raise ZeroDivisionError
        return real(key)

    monkeypatch.setitem(jobs.WORK, editions.State.WAITING, sometimes)
    assert jobs.run_waiting() == 1
    other.refresh_from_db()
    assert other.state == "checked"


def test_the_database_holds_what_must_never_be_false(manager, second):
    edition = published(csv_of(*FIRST), manager, second)
    row = CatalogueItem.objects.get(code=A)
    for changes in (
        {"pk": None, "id": None},
        {"fund_class": "b", "commercial": True, "code": A[:-1] + "9"},
        {"code": "X1"},
        {"first_pay_ratio": Decimal(2), "code": A[:-1] + "8"},
        {"starts_on": LATER, "ends_on": DAY, "code": A[:-1] + "7"},
    ):
        fresh = CatalogueItem(
            edition=edition,
            place=row.place,
            code=A,
            name="某",
            fund_class="c",
            starts_on=LATER,
            recorded_by=second.user,
        )
        for name, value in changes.items():
            if value is not None:
                setattr(fresh, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            fresh.save(force_insert=True)
    for change in ({"name": "另"}, {"starts_on": LATER}):
        with pytest.raises(Exception, match="pgtrigger"), transaction.atomic():
            CatalogueItem.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(Exception, match="pgtrigger"), transaction.atomic():
        CatalogueItem.objects.filter(pk=row.pk).delete()
    with pytest.raises(Exception, match="pgtrigger"), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(title="另")
    other, known = sent(csv_of((A, "某片", "丙", "", "")), manager), timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=other.pk).update(state="published", published_at=known, published_by=manager.user)


def test_what_is_written_is_not_read_from_end_to_end_for_each_row(manager, second):
    """A first list comes into a table that the planner knows as empty, and the table grows while it is read."""
    plans: list[str] = []

    def explained(execute, sql, params, many, context):
        if sql.lstrip().startswith("INSERT INTO institutions_catalogueitem"):
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN {sql}", params)
                plans.append("\n".join(line for (line,) in cursor.fetchall()))
        return execute(sql, params, many, context)

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE institutions_catalogueitem")
    for day in (LATER, DAY):
        with connection.execute_wrapper(explained):
            published(csv_of(*FIRST), manager, second, starts_on=day)
        # The last of the statements writes the rows of the file; for the earlier day it looks for what is known of a later one.
        assert "Seq Scan on institutions_catalogueitem" not in plans[-1], plans[-1]
