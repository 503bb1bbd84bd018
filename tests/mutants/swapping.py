"""Puts the functions of a mutant into a module that everybody has imported already: they keep their identity, not their code."""

import gc
from collections.abc import Iterable, Iterator
from types import CodeType, FunctionType


def functions_of(module: str) -> list[FunctionType]:
    """Every function a module has made so far, wherever it is kept."""
    return [one for one in gc.get_objects() if type(one) is FunctionType and one.__module__ == module]


def swap(functions: Iterable[FunctionType], code: CodeType) -> int:
    """Give the functions the code they have in `code`; how many of them changed."""
    fresh = {one.co_qualname: one for one in _codes(code)}
    changed = 0
    for function in functions:
        new = fresh.get(function.__code__.co_qualname)
        if new is not None and new != function.__code__:
            function.__code__ = new
            changed += 1
    return changed


def _codes(code: CodeType) -> Iterator[CodeType]:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from _codes(one)
