"""The answer of answer.py written straight as JSON text: what `quote` does thousands of times a second.

A test holds the two to be equal, character for character.
"""

import json
from decimal import Decimal
from json.encoder import encode_basestring as quoted

from claims.rules.settlement.answer import head_as_json, plain
from claims.rules.settlement.lines import LineResult
from claims.rules.settlement.settlement import Settlement
from claims.rules.settlement.steps import Step


def as_text(settled: Settlement, extra: dict) -> str:
    """The answer in JSON, with `extra` fields, like the id of the case, at its end."""
    head = _fields(head_as_json(settled))
    lines = ", ".join([_line(line) for line in settled.lines])
    steps = ", ".join([_step(step) for step in settled.steps])
    end = f", {_fields(extra)}" if extra else ""
    return f'{{{head}, "lines": [{lines}], "steps": [{steps}]{end}}}'


def _fields(table: dict) -> str:
    return json.dumps(table, ensure_ascii=False)[1:-1]


def _line(line: LineResult) -> str:
    code, item_class, kind, total, fully_self, over_limit, first_pay, ratio, in_scope = line
    return (
        f'{{"code": {quoted(code)}, "class": "{item_class}", "item_class": {quoted(kind) if kind else "null"}, '
        f'"total": "{total!s}", "fully_self": "{fully_self!s}", "over_limit": "{over_limit!s}", '
        f'"first_pay": "{first_pay!s}", "first_pay_ratio": {_number(ratio)}, "in_scope": "{in_scope!s}"}}'
    )


def _step(step: Step) -> str:
    code, amount, inputs, rule, version = step
    given = ", ".join([f'"{name}": {_input(value)}' for name, value in inputs.items()])
    return (
        f'{{"code": "{code}", "amount": {_number(amount)}, "inputs": {{{given}}}, '
        f'"rule": {quoted(rule)}, "version": {quoted(version)}}}'
    )


def _number(number: Decimal | None) -> str:
    return "null" if number is None else f'"{plain(number)}"'


def _input(value: object) -> str:
    if type(value) is Decimal:
        return f'"{plain(value)}"'
    return quoted(value) if type(value) is str else json.dumps(value)
