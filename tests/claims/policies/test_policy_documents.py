"""Policy texts: lines of mistakes, exact data, anything typed, the reading view, the comparison."""

import copy
import json
from datetime import date

import pytest
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from claims.models import PolicyVersion
from claims.policies.queries.policies import pack_documents
from claims.policies.services.policies import fill, with_version
from claims.policies.text.changes import compare
from claims.policies.text.documents import Unreadable, read_policy, read_text, unstated
from claims.policies.text.lines import lines_of, nearest
from claims.policies.words.problems import message_of
from claims.policies.words.view import Block, blocks_of
from claims.settlement.rules import digest_of

TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in pack_documents()}
DEMONSTRATION = TEXTS["fujian_demonstration"]


def line_with(text: str, piece: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), start=1) if piece in line)


def test_documents_are_exact_data_with_the_digest_of_the_file():
    for path, document in pack_documents().items():
        data = read_text(path.read_text(encoding="utf-8"))
        assert json.loads(json.dumps(data)) == data
        assert digest_of(data) == digest_of(document)
    assert read_text('a = 1\nb = 0.10\nc = 2026-11-22\nd = "1"\ne = true') == {
        "a": 1,
        "b": "0.10",
        "c": "2026-11-22",
        "d": "1",
        "e": True,
    }


@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
@pytest.mark.parametrize(
    ("old", "new", "path", "code"),
    [
        ('class_b_first_pay = "0.10"', 'class_b_first_pay = "1.10"', "items.class_b_first_pay", "above_one"),
        ('special_exam = { first_pay = "0.20" }', "special_exam = { frist_pay = 1 }", None, "unknown_key"),
        ('to = "10000.00"', 'to = "-1"', None, "negative"),
        ('imported_implant = { final_ratio = "0.50" }', 'imported_implant = "0.50"', None, "wrong_type"),
        ("until = 2022-12-31", "until = 2022-13-31", "", "not_toml"),
        ("from = 2020-01-01", 'from = "soon"', "in_force.from", "not_a_date"),
    ],
)
def test_a_mistake_has_its_line_and_a_sentence(language, old, new, path, code):
    text = next(text for text in TEXTS.values() if old in text).replace(old, new, 1)
    problem = next(found for found in read_policy(text).problems if found.code == code)
    assert path is None or problem.path == path
    line = problem.params["line"] if code == "not_toml" else nearest(lines_of(text), problem.path)
    assert abs(line - line_with(text, new)) <= 1
    with translation.override(language):
        assert message_of(problem) and "%(" not in message_of(problem)


def test_lines_of_quoted_keys_lists_of_tables_and_inline_tables():
    lines = lines_of(DEMONSTRATION)
    assert lines["ratio.values.outpatient|chronic.flat.values.uebmi"] == line_with(
        DEMONSTRATION, 'uebmi = { 3 = "0.60"'
    )
    assert lines["layers[1].deductible.share"] == line_with(DEMONSTRATION, 'deductible = { share = "0.2"')
    assert lines["layers[1].ratio.segments.rows[2].ratio"] == line_with(DEMONSTRATION, 'ratio = "0.70"')
    assert nearest(lines_of(DEMONSTRATION), "layers[3].nothing.here") == line_with(DEMONSTRATION, "# L6") + 1
    assert nearest(lines_of("a = 1"), "b.c") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a = ", "not_toml"),
        ("a = 1\na = 2", "not_toml"),
        ("a = [[[[[[[" * 2000, "not_toml"),
        ("a = " + "[" * 70 + "]" * 70, "too_deep"),
        ("a = 0x" + "f" * 90, "too_large"),
        ("a = " + "9" * 5000, "not_toml"),
        ('a = "\\u0000"', "control_character"),
        ('"\\u0007" = 1', "control_character"),
        ("a = '\ud800'", "not_toml"),
        ("x" * 200_001, "text_too_long"),
    ],
)
def test_what_is_no_document_is_told(text, code):
    with pytest.raises(Unreadable) as unreadable:
        read_text(text)
    assert unreadable.value.problem.code == code
    assert message_of(unreadable.value.problem)


PIECES = st.sampled_from(
    [
        "[",
        "]",
        "[[",
        "]]",
        "{",
        "}",
        "=",
        '"',
        "'",
        ".",
        ",",
        "\n",
        "ratio",
        "deductible",
        "by",
        "values",
        "rows",
        "segments",
        "cases",
        "dated",
        "when",
        "otherwise",
        "none",
        "nan",
        "inf",
        "-1",
        "1e400",
        "2026-01-01",
        "true",
        "#",
        "layers",
        "caps",
        "title",
        "id",
        "place",
        "in_force",
        "from",
        "until",
        "12:00:00",
        "0.1",
        "\\u0000",
        "\x00",
        "\r",
    ]
)
KEYS = ["by", "values", "value", "cases", "when", "otherwise", "dated", "from", "until", "rows", "segments", "ratio"]
SECTIONS = ["items", "ratio", "deductible", "caps", "layers", "payment", "off_site", "figures"]
LEAVES = (
    st.none() | st.booleans() | st.integers() | st.sampled_from(["none", "0.5", "1000.00", "2026-01-01"]) | st.text()
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*KEYS, "flat", "share", "of", "points"]) | st.text(max_size=5), inner, max_size=4
        )
    ),
    max_leaves=25,
)


@given(st.lists(PIECES | st.text(max_size=4), max_size=30).map(" ".join))
@example("")
@example("in_force = 1\ntitle = 3\nid = []")
def test_anything_typed_is_read_without_a_crash(text):
    read = read_policy(text)
    for problem in (*read.problems, *read.warnings):
        assert message_of(problem)
        nearest(lines_of(text), problem.path)


@given(st.integers(0, len(DEMONSTRATION)), st.integers(0, 40), st.lists(PIECES, max_size=3).map("".join))
def test_a_policy_with_a_piece_replaced_is_read_laid_out_and_stored_in_columns(at, length, piece):
    text = DEMONSTRATION[:at] + piece + DEMONSTRATION[at + length :]
    row = PolicyVersion(code="fujian-demonstration", version="1", place="35", text=text)
    read = fill(row)
    assert row.valid is False or read.policy is not None
    if read.document is not None:
        assert blocks_of(read.document) and compare(read_text(DEMONSTRATION), read.document) is not None
        json.dumps(row.document)


@given(
    st.dictionaries(
        st.sampled_from(["items", "ratio", "deductible", "caps", "layers", "payment", "off_site", "figures"]), VALUES
    )
)
def test_any_data_is_laid_out_and_compared(document):
    assert len(blocks_of(document)) >= 7
    assert compare(document, copy.deepcopy(document)).changes == ()


def texts_in(blocks: list[Block]) -> str:
    parts = []
    for block in blocks:
        cells = [cell for row in block.table.rows for cell in row] if block.table else []
        parts += [block.label, block.value, block.source, *cells, texts_in(block.children)]
    return "\n".join(parts)


def test_the_view_shows_every_value_of_the_document(english):
    shown = texts_in(blocks_of(read_text(DEMONSTRATION)))
    for value in (
        "¥90,000.00",
        "10%",
        "¥2,400.00",
        "84%",
        "94%",
        "no end",
        "¥140,000.00",
        "× 0.5",
        "0.1%",
        "98%",
        "¥1,300.00",
    ):
        assert value in shown
    assert "level 3: 84%; level 2: 88%; level 1, community health centre: 92%" in shown
    missing = [block.label for block in blocks_of(read_text(TEXTS["xiamen_2015"])) if block.missing]
    assert missing[-4:] == [
        "Reimbursement rate",
        "Payment caps",
        "Layers after the basic fund",
        "Payment by the person",
    ]


def test_a_value_shows_its_own_source():
    blocks = blocks_of(read_text(TEXTS["quanzhou_residents_2022"]))
    caps = next(block for block in blocks if block.source == "No cap of that time is in the source")
    assert caps.status == "assumed" and caps.value


def test_the_comparison_is_of_values_not_of_text(english):
    before = read_text(DEMONSTRATION)
    reordered = json.loads(json.dumps(before, sort_keys=True))
    reordered["items"]["class_b_first_pay"] = {"value": "10%"}
    reordered["deductible"]["values"]["inpatient"]["yearly_ceiling"] = "2400"
    assert compare(before, reordered).changes == ()
    after = copy.deepcopy(before)
    after["ratio"]["values"]["inpatient"]["values"]["urrbmi"]["flat"]["values"]["1|community"] = "0.95"
    after["layers"].pop(0)
    after["caps"]["values"]["inpatient"]["values"]["uebmi"]["counter"] = "all"
    found = compare(before, after)
    changed = [(change.path, change.before, change.after) for change in found.changes if change.kind == "changed"]
    assert changed == [
        ("ratio.values.inpatient.values.urrbmi.flat.values.1", "90%", "95%"),
        ("ratio.values.inpatient.values.urrbmi.flat.values.community", "90%", "95%"),
    ]
    assert (found.changed, found.added, found.removed) == (2, 1, 6)
    assert {change.path.split(".")[0] for change in found.changes if change.kind == "removed"} == {"layers[large-sum]"}
    assert found.same + found.changed + found.removed == compare(before, before).same


def test_what_is_not_stated_is_found_where_it_would_be_asked_for():
    read = {name: read_policy(text) for name, text in TEXTS.items()}
    assert {"ratio", "caps", "layers"} <= set(unstated(read["xiamen_2015"].policy))
    assert "deductible.values.inpatient.repeat" in unstated(read["quanzhou_residents_2022"].policy)
    assert unstated(read["fujian_demonstration"].policy) == ()


def test_a_new_version_changes_one_line():
    text = with_version(DEMONSTRATION, "2027")
    assert [line for line in text.splitlines() if line not in DEMONSTRATION.splitlines()] == ['version = "2027"']
    assert read_text(with_version("a = 1", "x")) == {"version": "x", "a": 1}


def test_columns_of_a_readable_text_with_mistakes():
    row = PolicyVersion(code="x", version="1", text='id = "x"\nversion = "1"\ndemonstration = true\nratio = "7"')
    fill(row)
    assert row.demonstration and not row.valid and row.document["ratio"] == "7" and row.digest == ""
    assert (row.starts_on, row.ends_on, row.checked_on) == (None, None, None)
    row.text = DEMONSTRATION
    fill(row)
    assert row.starts_on == date(2020, 1, 1) and row.schemes == ["uebmi", "urrbmi"]


def test_what_a_policy_says_of_reading_a_case_is_told_in_words(english):
    document = {"age_on": "discharge", "knows": {"off_site": ["emergency"], "category": ["flexible", "student"]}}
    age_on, knows = blocks_of(document)[:2]
    assert (age_on.label, age_on.value) == ("Day an age is counted at", "day of discharge")
    told = {block.label: block.value for block in knows.children}
    assert told == {"Where the care took place": "off-site, emergency", "Category": "flexible employment, student"}
