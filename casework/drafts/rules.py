"""Saves of one window, in whatever order they arrive: of each field stays what was typed last.

A page sends its whole form with the names of what was typed on it and a number that only grows, its turn. It may show less
than is kept: it was asked for while the last words of the page before were still under way. What it shows untouched then
takes nothing away.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

Fields = Mapping[str, list[str]]


@dataclass(frozen=True)
class Sent:
    """One save: the whole form, what of it was typed (None: all of it counts), and its turn."""

    fields: Fields
    typed: Collection[str] | None
    turn: int


def merge(
    kept: Fields, turns: Mapping[str, int], sent: Sent, *, current: bool
) -> tuple[dict[str, list[str]], dict[str, int]]:
    """What is kept after a save, and the turn of each field typed so far. `current`: the page shows all that is kept."""
    fields, newest = dict(kept), dict(turns)
    for name in {*kept, *sent.fields}:
        typed = sent.typed is None or name in sent.typed
        if sent.turn < turns.get(name, 0) or not (typed or current):
            continue
        _put(fields, name, sent.fields)
        if typed and sent.turn:
            newest[name] = sent.turn
    return fields, newest


def brought(fields: Fields, sent: Sent) -> dict[str, list[str]]:
    """What is kept otherwise than it was sent: the page that sent it has still to show it."""
    names = {*fields, *sent.fields}
    return {name: fields.get(name, []) for name in names if fields.get(name, []) != sent.fields.get(name, [])}


def _put(fields: dict[str, list[str]], name: str, sent: Fields) -> None:
    if name in sent:
        fields[name] = sent[name]
    else:
        # An unticked box is not sent.
        fields.pop(name, None)
