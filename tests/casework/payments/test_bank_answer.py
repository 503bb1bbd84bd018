"""What a bank answers: read whole, or refused by the first line that is wrong."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.payments.rules.bank_answer import HEADER, AnswerUnreadable, read_answer
from casework.payments.words import PROBLEMS

SENT, TODAY = date(2026, 6, 10), date(2026, 6, 12)
HEAD = ",".join(HEADER) + "\n"


def read(text: str | bytes):
    content = text if isinstance(text, bytes) else text.encode()
    return read_answer(content, {1: "A-1", 2: "A-2", 3: "A-3"}, sent_on=SENT, today=TODAY)


def test_paid_and_returned_are_read_in_the_order_of_the_items():
    lines = read(HEAD + "2,A-2,returned,2026-06-11,户名不符\n\n1,A-1,paid,2026-06-12,\n")
    assert [(one.position, one.result, one.day.day, one.reason) for one in lines] == [
        (1, "paid", 12, ""),
        (2, "returned", 11, "户名不符"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_banks_write_in_two_encodings(encoding):
    (line,) = read((HEAD + "2,A-2,returned,2026-06-11,户名不符\r\n").encode(encoding))
    assert line.reason == "户名不符"


WRONG = [
    ("", "no_header", 1),
    ("1,paid,2026-06-11,\n", "no_header", 1),
    (HEAD, "no_lines", 0),
    (HEAD + "1,A-1,paid,2026-06-11\n", "wrong_columns", 2),
    (HEAD + "1,B-1,paid,2026-06-11,\n", "other_batch", 2),
    (HEAD + "1,A-2,paid,2026-06-11,\n", "other_batch", 2),
    (HEAD + "4,A-4,paid,2026-06-11,\n", "unknown_position", 2),
    (HEAD + "١,A-١,paid,2026-06-11,\n", "unknown_position", 2),
    (HEAD + "-1,A--1,paid,2026-06-11,\n", "unknown_position", 2),
    (HEAD + "1,A-1,paid,2026-06-11,\n1,A-1,paid,2026-06-11,\n", "position_twice", 3),
    (HEAD + "1,A-1,PAID?,2026-06-11,\n", "unknown_result", 2),
    (HEAD + "1,A-1,paid,11.6.2026,\n", "no_day", 2),
    (HEAD + "1,A-1,paid,2026-06-09,\n", "impossible_day", 2),
    (HEAD + "1,A-1,paid,2026-06-13,\n", "impossible_day", 2),
    (HEAD + "1,A-1,returned,2026-06-11, \n", "no_reason", 2),
    (HEAD + f"1,A-1,returned,2026-06-11,{'x' * 201}\n", "no_reason", 2),
    (HEAD + '1,A-1,paid,2026-06-11,"offen\n', "broken_line", 2),
    (HEAD + "1,A-1,returned,2026-06-11," + "x" * 200_000 + "\n", "broken_line", 2),
    (b"\xff\xfe\x00\x01", "no_text", 0),
]


@pytest.mark.parametrize(("text", "code", "line"), WRONG)
def test_the_first_thing_that_is_wrong_is_named(text, code, line):
    with pytest.raises(AnswerUnreadable) as problem:
        read(text)
    assert (problem.value.code, problem.value.line) == (code, line)


def test_every_problem_has_words():
    assert {code for _text, code, _line in WRONG} == set(PROBLEMS)


@given(st.binary(max_size=200))
def test_whatever_comes_is_read_or_refused(content):
    try:
        read(HEAD.encode() + content)
    except AnswerUnreadable as problem:
        assert problem.code in PROBLEMS
