"""Values written into a text: one line changes, what it reads as is what is meant, and nothing doubtful is written."""

import difflib
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.policies.queries.policies import FOLDER
from claims.policies.text.allowed import engine_path, schema_of
from claims.policies.text.documents import read_text
from claims.policies.text.values import Value, sections_of
from claims.policies.text.writing import Change, NotWritable, written
from claims.settlement.rules.reading.policy_reader import SECTIONS

PACKS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.toml"))}
OTHER = {"flag": {"true": "false", "false": "true"}, "date": "2031-02-03"}


def values_of(text: str) -> list[Value]:
    return [value for section in sections_of(read_text(text)) for value in section.values()]


def other_than(value: Value) -> str:
    if value.kind == "flag":
        return OTHER["flag"][value.text]
    return OTHER.get(value.kind, "77")


def lines_changed(before: str, after: str) -> tuple[int, int]:
    found = [line[0] for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-"]
    return found.count("-"), found.count("+")


def at(document: object, path: tuple) -> object:
    for part in path:
        document = document[part]
    return document


def paths_of(value: object, path: tuple = ()) -> set[tuple]:
    entries = value.items() if type(value) is dict else enumerate(value) if type(value) is list else None
    if entries is None:
        return {path}
    return {inner for key, entry in entries for inner in paths_of(entry, (*path, key))}


@pytest.mark.parametrize("name", PACKS)
def test_each_value_changes_one_line_only(name):
    text = PACKS[name]
    for value in values_of(text):
        made = written(text, [Change(value.path, value.kind, other_than(value))])
        gone, come = lines_changed(text, made)
        # A table only named in passing gets a header, its line and an empty one.
        assert (gone, come) in ({(1, 1)} if value.exists else {(1, 1), (0, 1), (0, 3)}), value.path
        assert str(at(read_text(made), value.path)).lower() == other_than(value)


@pytest.mark.parametrize("name", PACKS)
def test_all_at_once_read_as_meant_and_comments_stay(name):
    text = PACKS[name]
    values = values_of(text)
    made = written(text, [Change(value.path, value.kind, other_than(value)) for value in values])
    document = read_text(made)
    for value in values:
        wrapped = value.path if at_exists(document, value.path) else (*value.path, "value")
        found = at(document, wrapped)
        assert str(found["value"] if type(found) is dict else found).lower() == other_than(value), value.path
    comments = [line for line in text.splitlines() if line.startswith("#")]
    assert [line for line in made.splitlines() if line.startswith("#")] == comments


def at_exists(document: object, path: tuple) -> bool:
    try:
        at(document, path)
    except (KeyError, IndexError, TypeError):
        return False
    return True


@pytest.mark.parametrize("name", PACKS)
def test_every_value_of_a_document_has_a_field(name):
    """All but the names it is built of: the policy's own, the facts a choice is by, the names of layers."""
    document = read_text(PACKS[name])
    left = paths_of(document) - {value.path for value in values_of(PACKS[name])}
    assert all("by" in path or path[-1] == "id" for path in left), left


@pytest.mark.parametrize("name", PACKS)
def test_fields_have_names_and_labels_of_their_own(name):
    values = values_of(PACKS[name])
    assert len({value.name for value in values}) == len({value.full for value in values}) == len(values)


def test_a_source_given_or_taken_away_leaves_the_name_of_the_field():
    text, path = PACKS["fujian_demonstration"], ("items", "class_b_first_pay")
    made = written(text, [Change((*path, "source"), "text", "Notice 1")])
    assert 'class_b_first_pay = { value = "0.10", source = "Notice 1" }' in made
    name = next(value.name for value in values_of(text) if value.path == path)
    assert name == next(value.name for value in values_of(made) if value.path == (*path, "value"))
    assert read_text(written(made, [Change((*path, "source"), "text", None)])) == read_text(made) | {
        "items": read_text(text)["items"] | {"class_b_first_pay": {"value": "0.10"}}
    }


@pytest.mark.parametrize(
    ("line", "typed", "becomes"),
    [
        ("x = 3", "4", "x = 4"),
        ("x = 3", "4.5", "x = 4.5"),
        ("x = 3", "85%", 'x = "85%"'),
        ("x = 0.85", "0.9", "x = 0.9"),
        ("x = 0.85", ".9", 'x = ".9"'),
        ('x = "0.85"', "4", 'x = "4"'),
        ("x = '0.85' # why", "4", 'x = "4" # why'),
        ("x = [1, 2]  # both", "7", "x = [7, 2]  # both"),
        ("x   =\t{ y = 1,z = 2 }", "7", "x   =\t{ y = 7,z = 2 }"),
        ("x.\"a b\".'c' = 1", "7", "x.\"a b\".'c' = 7"),
        ("[[x]]\n\ty = 1\n[[x]]\ny = 2\n", "7", "[[x]]\n\ty = 7\n[[x]]\ny = 2\n"),
        ("[x.y]\nz = 1\n[a]\nb = 2\n[x.c]\nd = 3", "7", "[x.y]\nz = 7\n[a]\nb = 2\n[x.c]\nd = 3"),
    ],
)
def test_the_form_a_value_had_is_kept(line, typed, becomes):
    path = sorted(paths_of(tomllib.loads(line)), key=str)
    wanted = path[0] if "[a]" not in line else ("x", "y", "z")
    assert written(line, [Change(wanted, "number", typed)]) == becomes


@pytest.mark.parametrize("text", ["x = 1\n", "x = 1", "# only\n\n[a]\nb = 1 # c\n\n# of d\n[d]\ne = 1\n"])
def test_a_line_stands_behind_the_values_of_its_table(text):
    table = ("a",) if "[a]" in text else ()
    made = written(text, [Change((*table, "source"), "text", 'said "so"\nand more')])
    assert at(read_text(made), (*table, "source")) == 'said "so"\nand more'
    assert made.startswith(text.rstrip("\n").split("\n\n# of d")[0])
    assert ("\n\n# of d\n[d]" in made) is ("# of d" in text)


@pytest.mark.parametrize(
    ("text", "path"),
    [("x = 1", ("y", "z")), ("x = [1]", (5,)), ("x = [1]", ("x", 4)), ("x = 1\n[y]\n", ("y", "a", "b"))],
)
def test_a_path_that_is_not_there_is_not_written(text, path):
    with pytest.raises(NotWritable):
        written(text, [Change(path, "text", "new")])


@given(typed=st.text(max_size=40), pick=st.integers(0, 10_000))
def test_whatever_is_typed_is_read_back_or_refused(typed, pick):
    text = PACKS["quanzhou_residents_2023"]
    values = [value for value in values_of(text) if value.exists]
    value = values[pick % len(values)]
    try:
        made = written(text, [Change(value.path, value.kind, typed)])
    except NotWritable:
        return
    assert str(at(read_text(made), value.path)).lower() in (typed.lower(), str(typed == "true").lower())


def test_the_reader_itself_says_what_may_stand_where():
    schema = schema_of(read_text(PACKS["fujian_demonstration"]))
    per = schema.at("items.limits[0].per")
    assert per.kind == "choice" and {"day", "visit", "stay_day"} <= set(per.words)
    assert schema.at("in_force.from").kind == "date" and schema.at("demonstration").kind == "flag"
    assert schema.at("layers[1].deductible.of").words == ("total", "in_scope", "average_wage")
    assert schema.at("payment.personal_account.values.uebmi").words == ("none", "all")
    assert schema.at("scheme[1]").kind == "code" and schema.at("title.en").kind == "text"
    assert {"figures.average_wage", "deductible.values.inpatient", "caps"} <= schema.sourced
    assert not {"figures", "items.item_classes", "layers[0].kind", "ratio.by"} & schema.sourced


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["by", "values", "value", "when", "cases", "rows", "ratio", "source", "from", "id", "2|1"]
                ),
                inner,
            )
        ),
        max_leaves=12,
    )
)
def test_sections_are_laid_out_whatever_the_document_holds(value):
    document = {"id": "x", **dict.fromkeys(SECTIONS, value), "title": value, "in_force": value, "unknown": value}
    for section in sections_of(document, {"ratio": value}):
        for found in section.values():
            assert found.full and found.kind and engine_path(found.path)
