"""A record of many fields is built by name: two amounts that change places would read like any other settlement."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.test_architecture import APPS, ROOT, modules_of

# With so many fields a reader still sees which is which.
BY_POSITION = 4
FORMS = {"dataclass", "Struct", "NamedTuple"}
# "path: Class" → why it must be built by position all the same.
EXCEPTIONS: dict[str, str] = {}


def records_of(path: Path) -> Iterator[tuple[ast.ClassDef, list[ast.keyword]]]:
    """The records a file defines, each with what its decorator or base is told."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ClassDef):
            continue
        for one in [*node.decorator_list, *node.bases]:
            name = one.func if isinstance(one, ast.Call) else one
            if (name.attr if isinstance(name, ast.Attribute) else getattr(name, "id", "")) in FORMS:
                yield node, (one.keywords if isinstance(one, ast.Call) else node.keywords)


def fields_of(node: ast.ClassDef) -> list[str]:
    """The fields of a record's own; a class variable is none."""
    return [
        part.target.id
        for part in node.body
        if isinstance(part, ast.AnnAssign)
        and isinstance(part.target, ast.Name)
        and not ast.unparse(part.annotation).startswith(("ClassVar", "typing.ClassVar"))
    ]


def built_by_position(paths: list[Path]) -> set[str]:
    return {
        f"{path.relative_to(ROOT)}: {node.name}"
        for path in paths
        for node, told in records_of(path)
        if len(fields_of(node)) > BY_POSITION and not any(word.arg == "kw_only" for word in told)
    }


def test_records_of_more_than_four_fields_are_built_by_name():
    paths = [path for app in APPS for path in modules_of(app)] + sorted((ROOT / "bin").rglob("*.py"))
    found = built_by_position(paths)
    assert found == set(EXCEPTIONS)


def test_every_form_of_a_record_is_seen(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.test_records.ROOT", tmp_path)
    five = "".join(f"\n    {name}: int" for name in "abcde")
    heads = ["@dataclass\nclass A:", "@dataclass(frozen=True)\nclass B:", "@dataclasses.dataclass\nclass C:"]
    heads += ["class D(NamedTuple):", "class E(Struct, frozen=True):", "class F(msgspec.Struct):"]
    kept = ["@dataclass(kw_only=True)\nclass G:", "class H(Struct, kw_only=True):", "class I:"]
    (tmp_path / "some.py").write_text("\n".join(head + five for head in heads + kept), encoding="utf-8")
    four = "class J(NamedTuple):\n    x: ClassVar[int] = 1" + five.removesuffix("\n    e: int")
    (tmp_path / "few.py").write_text(four, encoding="utf-8")
    assert built_by_position([tmp_path / "some.py", tmp_path / "few.py"]) == {f"some.py: {name}" for name in "ABCDEF"}
