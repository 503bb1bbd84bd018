"""Small changes to the functions of a file, one at a time, as somebody might make them by mistake."""

import ast
import builtins
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import CodeType

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
RECKONED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
NAMED = {"min": "max", "max": "min", "any": "all", "all": "any", "ZERO": "ONE", "ONE": "ZERO"}


@dataclass(frozen=True)
class Mutant:
    """A file with one change: the line, what the changed part was and became, and the whole as compiled."""

    line: int
    was: str
    became: str
    code: CodeType


def mutants_of(source: str, name: str = "mutant") -> Iterator[Mutant]:
    """Every mutant of the functions of a file. What is worked out on import stays: the tests have imported it already."""
    tree = ast.parse(source)
    known = {node.asname or node.name for node in ast.walk(tree) if isinstance(node, ast.alias)} | set(dir(builtins))
    for node, change in list(_places(tree)):
        kept = {key: list(value) if isinstance(value, list) else value for key, value in vars(node).items()}
        was = _said(node)
        change(node)
        became = _said(node)
        if became != was and (not isinstance(node, ast.Name) or became in known):
            yield Mutant(node.lineno, was, became, compile(ast.fix_missing_locations(tree), name, "exec"))
        vars(node).update(kept)


def _said(node: ast.AST) -> str:
    """What the change is about: of a branch only its condition."""
    return ast.unparse(node.test if isinstance(node, ast.If) else node)


Change = Callable[[ast.AST], None]


def _places(tree: ast.Module) -> Iterator[tuple[ast.stmt | ast.expr, Change]]:
    for function in _functions(tree):
        for statement in _body(function):
            for node in ast.walk(statement):
                if not isinstance(node, ast.stmt | ast.expr):
                    continue
                for change in _changes(node):
                    yield node, change


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    """Functions and methods, those within others as part of them."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef):
            yield node
        elif isinstance(node, ast.ClassDef | ast.If):
            yield from _functions(node)


def _body(function: ast.FunctionDef) -> list[ast.stmt]:
    return function.body[1:] if ast.get_docstring(function) else function.body


def _changes(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.Compare):
        yield from (_compare(number) for number in range(len(node.ops)))
        yield from (_text(number) for number, one in enumerate(node.comparators) if _is_text(one))
    elif isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in RECKONED:
        yield _reckon
    elif isinstance(node, ast.BoolOp):
        yield _other_word
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield _bare
    elif isinstance(node, ast.Constant) and type(node.value) in (int, bool):
        yield _next
    elif isinstance(node, ast.Name) and node.id in NAMED and isinstance(node.ctx, ast.Load):
        yield _rename
    elif isinstance(node, ast.IfExp):
        yield _first
        yield _second
    elif isinstance(node, ast.If):
        yield _never


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _compare(number: int) -> Change:
    def change(node: ast.AST) -> None:
        assert isinstance(node, ast.Compare)
        node.ops[number] = COMPARED[type(node.ops[number])]()

    return change


def _text(number: int) -> Change:
    def change(node: ast.AST) -> None:
        assert isinstance(node, ast.Compare)
        node.comparators[number] = ast.Constant("another text")

    return change


def _reckon(node: ast.AST) -> None:
    assert isinstance(node, ast.BinOp | ast.AugAssign)
    node.op = RECKONED[type(node.op)]()


def _other_word(node: ast.AST) -> None:
    assert isinstance(node, ast.BoolOp)
    node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()


def _bare(node: ast.AST) -> None:
    """Without its `not` or its sign: a plus says nothing, twice `not` the truth."""
    assert isinstance(node, ast.UnaryOp)
    if isinstance(node.op, ast.Not):
        node.operand = ast.UnaryOp(ast.Not(), node.operand)
    else:
        node.op = ast.UAdd()


def _next(node: ast.AST) -> None:
    assert isinstance(node, ast.Constant)
    node.value = not node.value if isinstance(node.value, bool) else node.value + 1


def _rename(node: ast.AST) -> None:
    assert isinstance(node, ast.Name)
    node.id = NAMED[node.id]


def _first(node: ast.AST) -> None:
    assert isinstance(node, ast.IfExp)
    node.test = ast.Constant(value=True)


def _second(node: ast.AST) -> None:
    assert isinstance(node, ast.IfExp)
    node.test = ast.Constant(value=False)


def _never(node: ast.AST) -> None:
    assert isinstance(node, ast.If)
    node.test = ast.Constant(value=False)
