"""A day as people write it: read as what was written, or refused by name."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rulebook.rules.dates import REASONS, DateUnreadable, parse_date

THE_DAY = date(2026, 6, 7)


def refusal(text: str) -> DateUnreadable:
    with pytest.raises(DateUnreadable) as error:
        parse_date(text)
    return error.value


@pytest.mark.parametrize(
    "text",
    [
        "2026-06-07",
        "2026-6-7",
        "2026/6/7",
        "2026/06/07",
        "2026.6.7",
        "2026.06.07",
        "2026.06.07.",
        "2026 6 7",
        "20260607",
        "２０２６０６０７",
        "2026年6月7日",
        "2026年6月7号",
        "2026年6月7號",
        "2026年06月07日",
        "２０２６-０６-０７",
        "２０２６－６－７",
        "2026–06–07",
        "2026—06—07",
        "2026−06−07",
        "2026。6。7",
        "2026、6、7",
        "2026，6，7",
        "2026．6．7",
        "2026·6·7",
        "2026 - 06 - 07",
        "2026\\6\\7",
        " 2026-06-07 ",
        "\t2026-06-07\n",
        "2026\u200b-06-07",
        "\ufeff2026-06-07",
        "2026-06-07\u3000",
        "2026 年 6 月 7 日",
        "２０２６／６／７",
        "二〇二六年六月七日",
        "二零二六年六月七日",
        "二○二六年六月七号",
        "2026-06-07 00:00:00",
        "2026-06-07 08:30",
        "2026/6/7 8:30:05",
        "2026-06-07T00:00",
        "2026-06-07T00:00:00.000",
        "2026-06-07 12:00 AM",
        "2026年6月7日 下午3:05",
        "2026年6月7日08:30",
        "2026-06-07 星期日",
        "2026-06-07 星期天",
        "2026-06-07 周日",
        "2026-06-07 週日",
        "2026年6月7日礼拜天",
        "2026年6月7日（星期日）",
        "2026-06-07(日)",
        "2026-06-07（日）",
        "2026-06-07 Sun",
        "2026/6/7 (Sun)",
        "2026-06-07, Sunday",
        "2026-06-07 星期日 08:30",
        "2026-06-07 08:30 星期日",
    ],
)
def test_one_day_in_every_accepted_form(text):
    assert parse_date(text) == THE_DAY


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", ""),
        ("07/06/2026", "day_first"),
        ("7.6.2026", "day_first"),
        ("7 6 2026", "day_first"),
        ("June 7 2026", "day_first"),
        ("Jun 7, 2026", "day_first"),
        ("7-Jun-2026", "day_first"),
        ("2026-Jun-07", "day_first"),
        ("6/7/26", "short_year"),
        ("26-06-07", "short_year"),
        ("26.6.7", "short_year"),
        ("98.6.7", "short_year"),
        ("26年6月7日", "short_year"),
        ("260607", "short_year"),
        ("2026年6月", "incomplete"),
        ("2026-06", "incomplete"),
        ("2026.6", "incomplete"),
        ("2026", "incomplete"),
        ("2026年", "incomplete"),
        ("202606", "incomplete"),
        ("6月7日", "incomplete"),
        ("2026-06-07 星期一", "weekday_differs"),
        ("2026-06-07 (Mon)", "weekday_differs"),
        ("2026-06/07", ""),
        ("2026年6月7", ""),
        ("2026-06-07至今", ""),
        ("2026-06-07 左右", ""),
        ("2026-06-07T16:00:00Z", ""),
        ("2026-06-07T16:00+08:00", ""),
        ("2026-06-07 25:00", ""),
        ("46174", ""),
        ("长期", ""),
        ("\ud800", ""),
        ("2026-06-07" * 500, ""),
        ("٢٠٢٦-٠٦-٠٧", ""),
        ("1" * 39, ""),
        ("二〇二六年十十月七日", ""),
    ],
)
def test_other_forms_are_refused_by_name(text, why):
    found = refusal(text)
    assert (found.code, found.why, found.day) == ("unreadable_date", why, None)


@pytest.mark.parametrize(
    "text",
    [
        "115.6.7",
        "115/6/7",
        "115-06-07",
        "115年6月7日",
        "115 年 6 月 7 號",
        "1150607",
        "１１５．６．７",
        "民国115年6月7日",
        "民國115年6月7日",
        "民國 115 年 6 月 7 日",
        "中華民國115年6月7日",
        "中华民国一一五年六月七日",
        "民115.6.7",
        "ROC 115/6/7",
        "民國115年6月7日 星期日",
    ],
)
def test_a_year_counted_from_1912_is_answered_with_the_day_it_would_be(text):
    found = refusal(text)
    assert (found.code, found.why, found.day) == ("unreadable_date", "minguo", THE_DAY)


def test_a_year_named_as_counted_from_1912_may_have_two_digits():
    assert (refusal("民國75年3月1日").day, refusal("民99.1.1").day) == (date(1986, 3, 1), date(2010, 1, 1))


@pytest.mark.parametrize(
    "text",
    ["2026-02-29", "2024-02-30", "2026/13/1", "2026年4月31日", "0000-01-01", "20260230", "115.2.29", "民國0年1月1日"],
)
def test_days_that_do_not_exist_are_named(text):
    assert refusal(text).code == "impossible_date"


DAYS = st.dates(date(1000, 1, 1))
WAYS = (
    "{0.year}-{0.month:02}-{0.day:02}",
    "{0.year}/{0.month}/{0.day}",
    "{0.year}.{0.month}.{0.day}",
    "{0.year} {0.month} {0.day}",
    "{0.year}{0.month:02}{0.day:02}",
    "{0.year}年{0.month}月{0.day}日",
    "{0.year}年{0.month}月{0.day}号",
)


@given(DAYS, st.sampled_from(WAYS), st.none() | st.times(), st.booleans(), st.booleans())
def test_what_is_read_is_what_was_written(day, way, at: time | None, week, wide):
    text = way.format(day) + (f" 星期{'一二三四五六日'[day.weekday()]}" if week else "")
    text += f" {at.hour:02}:{at.minute:02}:{at.second:02}" if at else ""
    if wide:
        text = "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)
    assert parse_date(text) == day


@given(DAYS, st.integers(0, 6))
def test_another_day_of_the_week_is_a_contradiction(day, weekday):
    text = f"{day.isoformat()} 周{'一二三四五六日'[weekday]}"
    if weekday == day.weekday():
        assert parse_date(text) == day
    else:
        assert refusal(text).why == "weekday_differs"


@given(st.integers(100, 200), st.integers(1, 12), st.integers(1, 28), st.sampled_from("./-"))
def test_a_year_of_three_digits_is_never_read(year, month, day, mark):
    assert refusal(f"{year}{mark}{month}{mark}{day}").day == date(year + 1911, month, day)


@given(st.integers(1, 31), st.integers(1, 12), st.integers(1000, 9999), st.sampled_from("./- "))
def test_day_first_is_never_read(day, month, year, mark):
    assert refusal(f"{day}{mark}{month}{mark}{year}").why == "day_first"


@given(st.text(max_size=60) | st.text("0123456789年月日号民國-./ :T一二十", max_size=20))
def test_no_text_breaks_the_reader(text):
    try:
        day = parse_date(text)
    except DateUnreadable as found:
        assert found.code in ("unreadable_date", "impossible_date") and found.why in ("", *REASONS)
    else:
        assert parse_date(day.isoformat()) == day
