"""Where in a TOML text a path of the document stands, for people who must correct it. Best effort: the nearest thing around it."""

import re

KEY = r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)"""
DOTTED = rf"{KEY}(?:\s*\.\s*{KEY})*"
HEADER = re.compile(rf"\s*(\[\[?)\s*({DOTTED})\s*\]")
ASSIGNED = re.compile(rf"\s*({DOTTED})\s*=")
INLINE = re.compile(rf"[{{,]\s*({DOTTED})\s*=")
PART = re.compile(KEY)
STEP = re.compile(r"(\.[^.\[]+|\[\d+\])$")


def nearest(lines: dict[str, int], path: str) -> int | None:
    """The line of a path or of the nearest thing around it."""
    while path:
        if path in lines:
            return lines[path]
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return None


def lines_of(text: str) -> dict[str, int]:
    """Every path of a TOML text with the line on which it first stands."""
    found: dict[str, int] = {}
    counts: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if header := HEADER.match(line):
            table = _table(counts, _parts(header[2]), listed=header[1] == "[[")
            found.setdefault(table, number)
        elif assigned := ASSIGNED.match(line):
            path = _joined(table, _parts(assigned[1]))
            found.setdefault(path, number)
            for inner in INLINE.finditer(line, assigned.end()):
                found.setdefault(_joined(path, _parts(inner[1])), number)
    return found


def _parts(dotted: str) -> list[str]:
    return [part[1:-1] if part[0] in "\"'" else part for part in PART.findall(dotted)]


def _joined(table: str, parts: list[str]) -> str:
    return ".".join([table, *parts] if table else parts)


def _table(counts: dict[str, int], parts: list[str], *, listed: bool) -> str:
    """The path of a table's header: a list of tables is numbered, also where it is only passed through."""
    path = ""
    for at, part in enumerate(parts):
        path = f"{path}.{part}" if path else part
        last = at == len(parts) - 1
        if last and listed:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = f"{path}[{counts[path]}]"
    return path
