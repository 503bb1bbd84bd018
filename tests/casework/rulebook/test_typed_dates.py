from datetime import date

import pytest

from casework.rulebook.rules.dates import DateUnreadable, parse_date


@pytest.mark.parametrize(
    "text",
    [
        "2026-06-07",
        "2026-6-7",
        "2026/6/7",
        "2026/06/07",
        "2026年6月7日",
        "2026年06月07日",
        "２０２６-０６-０７",
        " 2026-06-07 ",
        "2026\u200b-06-07",
        "2026 年 6 月 7 日",
        "２０２６／６／７",
    ],
)
def test_one_day_in_every_accepted_form(text):
    assert parse_date(text) == date(2026, 6, 7)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "07/06/2026",
        "6/7/26",
        "26-06-07",
        "2026.06.07",
        "2026-06/07",
        "民国115年6月7日",
        "115-06-07",
        "2026-06-07T00:00",
        "June 7 2026",
        "2026年6月7",
        "\ud800",
        "2026-06-07" * 500,
        "٢٠٢٦-٠٦-٠٧",
    ],
)
def test_other_forms_are_refused(text):
    with pytest.raises(DateUnreadable) as error:
        parse_date(text)
    assert error.value.code == "unreadable_date"


@pytest.mark.parametrize("text", ["2026-02-29", "2024-02-30", "2026/13/1", "2026年4月31日", "0000-01-01"])
def test_days_that_do_not_exist_are_named(text):
    with pytest.raises(DateUnreadable) as error:
        parse_date(text)
    assert error.value.code == "impossible_date"
