"""Queries that are composed once and filled in: they answer as the queries they were made of, for every value and on any thread."""

import threading
import uuid
from datetime import date, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Q

from casework.models import CaseFile, Event, Office, Place
from casework.tables.queries.composed import Composed, Counted, Together, one_of, padded
from claims.models import ClosedYear, PersonYear

pytestmark = pytest.mark.django_db


@pytest.fixture
def siming(staff) -> Office:
    return staff("counter_clerk").office


@pytest.fixture
def haicang(siming) -> Office:
    return Office.objects.exclude(pk=siming.pk).exclude(place=siming.place_id).first()


def offices(codes: tuple[str, ...], name: str | None):
    rows = Office.objects.filter(code__in=codes)
    return (rows if name is None else rows.filter(name=name)).select_related("place__parent").order_by("code")


def test_rows_come_with_what_is_selected_beside_them(siming, haicang, django_assert_num_queries) -> None:
    asked = Composed(offices)
    with django_assert_num_queries(1):
        found = asked.read((siming.code, haicang.code), None)
        names = [(row.code, row.place.name, row.place.parent.name) for row in found]
    assert names == [
        (row.code, row.place.name, row.place.parent.name) for row in offices((siming.code, haicang.code), None)
    ]


def test_each_asking_has_its_own_values(siming, haicang) -> None:
    asked = Composed(offices)
    assert asked.read((siming.code,), None) == [siming]
    assert asked.read((haicang.code,), None) == [haicang]
    assert asked.read((haicang.code, siming.code), siming.name) == [siming]
    assert asked.read((haicang.code,), siming.name) == []
    assert asked.read((), None) == []


def test_values_are_told_from_each_other_and_from_what_is_always_asked(siming) -> None:
    asked = Together(
        lambda first, last, code: {
            "days": Place.objects.filter(code=code).values("code"),
            "cases": CaseFile.objects.filter(received_on__gte=first, received_on__lte=last, state="draft").values(
                "state"
            ),
        }
    )
    day = date(2026, 12, 1)
    assert asked.read(day, day, siming.place_id) == {"days": [{"code": siming.place_id}], "cases": []}
    with connection.execute_wrapper(
        lambda execute, sql, params, many, context: seen.append(params) or execute(sql, params, many, context)
    ):
        seen: list = []
        asked.read(date(2026, 1, 1), day, "350200")
    assert list(seen[0]) == ["350200", date(2026, 1, 1), day, "draft"]


def test_a_small_whole_number_is_filled_in(siming) -> None:
    asked = Composed(lambda years, scheme: ClosedYear.objects.filter(year__in=years, scheme=scheme))
    with connection.execute_wrapper(
        lambda execute, sql, params, many, context: seen.append(params) or execute(sql, params, many, context)
    ):
        seen: list = []
        assert asked.read((2025, 2026), "employee") == []
        assert asked.read((2024, 2024), "resident") == []
    assert sorted(map(str, seen[-1])) == ["2024", "2024", "resident"]


def test_of_an_empty_list_nothing_is_asked(siming) -> None:
    asked = Together(
        lambda codes, day, key: {
            "cases": CaseFile.objects.filter(office__code__in=codes, received_on=day).values("state"),
            "places": Place.objects.filter(code=key).values("code"),
        }
    )
    assert asked.read((), date(2026, 12, 1), siming.place_id) == {"cases": [], "places": [{"code": siming.place_id}]}


def test_a_value_that_does_not_stand_in_the_statement_is_refused() -> None:
    asked = Together(lambda code, word: {"places": Place.objects.filter(code=code, name__contains=word).values("code")})
    with pytest.raises(LookupError, match="value 1"):
        asked.read("350200", "厦")


def test_whole_numbers_are_found_in_columns_of_every_size(siming) -> None:
    asked = Together(
        lambda years, key: {
            "years": PersonYear.objects.filter(year__in=years).values("year"),
            "offices": Office.objects.filter(pk=key).values("code"),
        }
    )
    assert asked.read((2025, 2026), siming.pk) == {"years": [], "offices": [{"code": siming.code}]}
    assert asked.read((2026, 2026), -1) == {"years": [], "offices": []}


def test_a_value_that_looks_like_what_is_always_asked_is_told_from_it(siming) -> None:
    asked = Together(lambda key: {"offices": Office.objects.filter(pk=key).exclude(pk=32_000).values("code")})
    assert asked.read(siming.pk) == {"offices": [{"code": siming.code}]}


@pytest.mark.parametrize("value", [datetime(2026, 12, 1), 1.5, ["350200"], object()])
def test_other_kinds_of_values_are_refused(value) -> None:
    asked = Together(lambda code: {"places": Place.objects.filter(code=code).values("code")})
    with pytest.raises(TypeError, match="filled in"):
        asked.read(value)


@pytest.mark.parametrize(
    "rows",
    [
        lambda: Office.objects.prefetch_related("cases"),
        Office.objects.select_for_update,
        lambda: Office.objects.values("code"),
    ],
)
def test_only_plain_queries_of_rows_are_composed(rows) -> None:
    with pytest.raises(TypeError, match="plain"):
        Composed(rows).read()


def test_what_one_thread_composed_another_asks_on_its_own_connection(siming) -> None:
    asked = Composed(lambda code: Place.objects.filter(code=code))
    assert one_of(asked.read(siming.place_id), Place).pk == siming.place_id
    connections = []

    def elsewhere() -> None:
        try:
            asked.read(siming.place_id)
            connections.append(connection.connection)
        finally:
            connection.close()

    worker = threading.Thread(target=elsewhere)
    worker.start()
    worker.join()
    assert len(connections) == 1
    assert connections[0] is not connection.connection


def test_none_of_no_rows() -> None:
    with pytest.raises(Event.DoesNotExist):
        one_of([], Event)
    assert one_of([1, 2], int) == 1


@pytest.mark.parametrize(("count", "length"), [(0, 0), (1, 1), (2, 2), (3, 4), (5, 8), (64, 64), (65, 128)])
def test_lists_have_few_lengths(count, length) -> None:
    values = [uuid.UUID(int=number) for number in range(count)]
    found = padded(values)
    assert len(found) == length
    assert set(found) == set(values)
    assert list(found[:count]) == values


def test_rows_are_counted_with_those_that_are_marked(siming, haicang) -> None:
    asked = Counted(lambda key, codes: Office.objects.filter(code__in=codes).annotate(own=Q(pk=key)).values("own")[:9])
    assert asked.read(siming.pk, (siming.code, haicang.code)) == (2, 1)
    assert asked.read(haicang.pk, (siming.code,)) == (1, 0)
    assert asked.read(haicang.pk, ()) == (0, 0)
    assert Counted(lambda: Office.objects.none().annotate(own=Q(pk=1)).values("own")).read() == (0, 0)


def test_the_database_keeps_its_plan_for_the_next_values(siming, haicang) -> None:
    rows = Composed(lambda code: Office.objects.filter(code=code).select_related("place").order_by("parent__code"))
    both = Together(lambda code: {"own": Office.objects.filter(code=code).order_by("name_zh_hant").values("name")})
    for code in [siming.code, haicang.code] * 6:
        assert [row.code for row in rows.read(code)] == [code]
        assert len(both.read(code)["own"]) == 1
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT custom_plans, generic_plans FROM pg_prepared_statements"
            " WHERE statement LIKE '%ORDER BY %' AND (statement LIKE '%name_zh_hant\" ASC%' OR statement LIKE '%.\"code\" ASC%')"
        )
        plans = cursor.fetchall()
    assert plans == [(5, 7)] * 2


def test_a_prepared_statement_outlives_what_is_taken_back(siming) -> None:
    rows = Composed(lambda code: Office.objects.filter(code=code).order_by("parent", "code"))
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.read(siming.code)
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
    assert rows.read(siming.code) == [siming]
