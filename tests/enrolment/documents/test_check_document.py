import io
import json
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.management import call_command

from enrolment.documents.rules.identity_numbers import KINDS


def run(*arguments, stdin=b"", monkeypatch=None):
    out = io.StringIO()
    if monkeypatch:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(stdin)))
    call_command("check_document", *arguments, stdout=out)
    return out.getvalue()


def answer(*arguments):
    return json.loads(run(*arguments, "--json"))


def test_a_valid_permit():
    assert answer("--kind", "taiwan_residence_permit", "８30000 19900101 0012") == {
        "valid": True,
        "normalised": "830000199001010012",
        "birth_date": "1990-01-01",
        "sex": "male",
        "reasons": [],
    }


@pytest.mark.parametrize(
    ("kind", "number", "reasons"),
    [
        ("taiwan_residence_permit", "830000199001010013", ["wrong_check_digit"]),
        ("taiwan_residence_permit", "830000209901010014", ["birth_in_future"]),
        ("taiwan_residence_permit", "", ["empty"]),
        ("taiwan_residence_permit", "8" * 5000, ["too_long"]),
        ("library_card", "1", ["unknown_kind"]),
        ("", "1", ["unknown_kind"]),
    ],
)
def test_a_refused_number_is_an_answer_with_the_same_keys(kind, number, reasons):
    found = answer("--kind", kind, number)
    assert set(found) == {"valid", "normalised", "birth_date", "sex", "reasons"}
    assert (found["valid"], found["reasons"]) == (False, reasons)


def test_every_kind_can_be_asked_for():
    for kind in KINDS:
        assert "unknown_kind" not in answer("--kind", kind, "1")["reasons"]


def test_without_json_the_answer_is_a_sentence(english):
    assert run("--kind", "uscc", "9144030071526726XG") == "valid\n"
    assert "last character" in run("--kind", "uscc", "9144030071526726XH")


def test_an_unknown_kind_is_answered_with_the_kinds_there_are():
    said = io.StringIO()
    call_command("check_document", "--kind", "library_card", "1", "--json", stdout=io.StringIO(), stderr=said)
    assert all(kind in said.getvalue() for kind in KINDS)


LINES = (
    b"taiwan_residence_permit 830000 19900101 0012\r\n"
    b"\n"
    b"   \n"
    b"mainland_id\n"
    b"library_card 12\n"
    b"\xff\xfe\x00\n"
    b"passport \xff1234567\n"
    b"uscc " + b"9" * 5000 + b"\n" + "mainland_id ３５０１０２１９９００１０１００１６".encode()
)


def test_lines_are_answered_one_for_one(monkeypatch):
    answers = [json.loads(line) for line in run("-", stdin=LINES, monkeypatch=monkeypatch).splitlines()]
    assert [a["valid"] for a in answers] == [True, *[False] * 7, True]
    assert [a["reasons"] for a in answers[1:-1]] == [
        ["unknown_kind"],
        ["unknown_kind"],
        ["empty"],
        ["unknown_kind"],
        ["unknown_kind"],
        ["surrogate"],
        ["too_long"],
    ]


def test_answers_stream_and_no_database_is_needed():
    environment = os.environ | {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/nowhere", "LC_ALL": "C"}
    process = subprocess.Popen(
        [sys.executable, "manage.py", "check_document", "-"],
        cwd=settings.BASE_DIR,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with process:
        for _ in range(2):
            process.stdin.write("mainland_id １é\n".encode())
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["reasons"] == ["unsupported_character"]
        # The reader leaves while lines still come.
        process.stdout.close()
        process.stdin.write(b"uscc 1\n" * 10)
        process.stdin.close()
        assert process.wait(timeout=30) == 0
        assert process.stderr.read() == b""
