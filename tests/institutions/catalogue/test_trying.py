"""Lines tried against the supervision rules: read as they are typed, asked of every rule, kept nowhere."""

from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.models import Event
from institutions.catalogue.rules.typed_lines import MOST_LINES, PROBLEMS, read_lines
from institutions.catalogue.words import PROBLEMS as SAID
from tests.accounts import at
from tests.institutions.builders import institution
from tests.institutions.catalogue.builders import A, C, csv_of, published

ON = date(2026, 6, 10)
RULES = ["规则类型", "编码", "第二编码", "限定值", "单位", "周期", "规则说明", "来源"]
FIELDS = {"institution": "H35020300001", "lines": f"{A} 2026-06-10 2\n{C}\t2026-06-10\t3", "sex": "male", "age": "40"}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (f"{A} 2026-06-10 2", [(1, A, ON, Decimal(2), None)]),
        (f"\n {A.lower()}，2026/6/10；1.5 7 \n\n{C}", [(2, A, ON, Decimal("1.5"), 7), (4, C, None, Decimal(1), None)]),
        (f"{A} - 2", [(1, A, None, Decimal(2), None)]),
        # An empty cell is one that is not told: seven days are never seven times.
        (f"{A}\t2026-06-10\t\t7", [(1, A, ON, Decimal(1), 7)]),
        (f"{A},2026-06-10,,7\n{A}，，2", [(1, A, ON, Decimal(1), 7), (2, A, None, Decimal(2), None)]),
        (f"{A}\t\t1,200\t\t", [(1, A, None, Decimal(1200), None)]),
        (
            f"{A} 2026-06-10, 1,200\n{A} , 2026-06-10 , 2",
            [(1, A, ON, Decimal(1200), None), (2, A, ON, Decimal(2), None)],
        ),
        (f"{A}\t\t2026-06-10", [(1, "no_quantity")]),
        ("，2026-06-10", [(1, "empty")]),
        ("X123", [(1, "western_length")]),
        (f"{A} soon", [(1, "no_day")]),
        (f"{A} 1899-01-01", [(1, "no_day")]),
        (f"{A} 2026-06-10 0", [(1, "no_quantity")]),
        (f"{A} 2026-06-10 1e9 -1", [(1, "no_quantity"), (1, "no_days")]),
        (f"{A} 2026-06-10 1 367", [(1, "no_days")]),
        (f"{A} 2026-06-10 1 2 3", [(1, "too_many_parts")]),
        (f"{A}\n" * (MOST_LINES + 1), [(MOST_LINES + 1, "too_many_lines")]),
    ],
)
def test_lines_are_read_as_they_are_typed_or_refused_by_number(typed, read):
    lines, problems = read_lines(typed)
    found = [(one.number, one.code, one.on, one.quantity, one.days) for one in lines]
    assert [*found, *((one.number, one.code) for one in problems)] == read


def test_every_problem_of_a_line_has_its_words():
    assert set(PROBLEMS) <= set(SAID)


@pytest.fixture
def listed(staff, db):
    """Two items with a rule each, one of them with a limit of its own."""
    manager, second = staff("institution_manager"), staff("supervisor")
    items = csv_of(
        (A, "某片", "乙", "限儿童", "14"),
        (C, "某治疗", "甲", "", ""),
        head=["国家编码", "名称", "类别", "备注", "限年龄止"],
    )
    published(items, manager, second)
    rows = [
        ("限性别", A, "", "女", "", "", "限女性使用", "规则库甲"),
        ("限频次", C, "", "2", "次", "日", "每日两次", "规则库乙"),
    ]
    published(csv_of(*rows, head=RULES), manager, second, list_name="rules")
    return institution()


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_the_page_reads_what_lines_hit_with_text_and_source(listed, staff, language):
    client = at(staff("counter_clerk"))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    before = Event.objects.count()
    page = client.post(reverse("try_rules"), FIELDS)
    kinds = [one["rule"].kind for one in page.context["findings"]]
    assert kinds == ["frequency", "sex", "age"] and page.context["tried"].on == ON
    content = page.content.decode()
    assert (
        all(text in content for text in ("限女性使用", "规则库甲", "每日两次", "限儿童"))
        and Event.objects.count() == before
    )


def test_who_is_not_told_is_asked_and_a_line_of_no_list_is_named(listed, staff):
    client = at(staff("institution_manager"))
    told = client.post(reverse("try_rules"), FIELDS | {"sex": "female", "age": "14", "lines": f"{A} 2026-06-10"})
    assert not told.context["findings"]
    untold = client.post(reverse("try_rules"), {"institution": FIELDS["institution"], "lines": f"{A}\n001101000099999"})
    assert [one["finding"].hit for one in untold.context["findings"]] == [False, False]
    assert untold.context["tried"].unlisted == (2,)
    with CaptureQueriesContext(connection) as few:
        client.post(reverse("try_rules"), FIELDS)
    with CaptureQueriesContext(connection) as many:
        client.post(reverse("try_rules"), FIELDS | {"lines": FIELDS["lines"] + "\n" + f"{A} 2026-06-09\n" * 40})
    assert len(few) == len(many)


def test_lines_of_which_there_is_no_rule_are_not_said_to_pass(listed, staff):
    client = at(staff("institution_manager"))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    told = {"institution": FIELDS["institution"], "lines": "001101000099999", "diagnoses": "Ｉ10，E11；; I10"}
    page = client.post(reverse("try_rules"), told)
    content = page.content.decode()
    assert page.status_code == 200 and page.context["form"].cleaned_data["diagnoses"] == {"I10", "E11"}
    assert "there was nothing to hit" in content and "The lines hit no rule" not in content


def test_what_is_wrong_stands_beside_its_field(listed, staff):
    client = at(staff("institution_manager"))
    wrong = {"institution": "H35020399999", "lines": "X1\n" + A, "born_on": "1990-01-01", "diagnoses": "?"}
    page = client.post(reverse("try_rules"), FIELDS | wrong)
    assert page.status_code == 422 and set(page.context["form"].errors) == {"institution", "lines", "age", "diagnoses"}
    assert "X1" in page.content.decode()
    assert at(staff("reviewer")).get(reverse("try_rules")).status_code == 403
