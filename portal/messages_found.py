"""Every translatable string of the project, read out of code and templates without gettext. A developer's tool."""

import re
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.conf import settings
from django.utils.translation.template import templatize

KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
LOCALES = {"zh-hans": "zh_Hans", "zh-hant": "zh_Hant", "en": "en"}
FORMATTED = re.compile(r"%\([a-z_]+\)[sd]")


def source_files() -> Iterator[Path]:
    """Our own code and templates."""
    for app in settings.OUR_APPS:
        yield from sorted((settings.ENV_BASE / app).rglob("*.py"))
    yield from sorted((settings.ENV_BASE / "templates").rglob("*.html"))


def messages() -> dict[tuple[str, str, str], set[str]]:
    """(context, singular, plural) → the files it stands in."""
    found: dict[tuple[str, str, str], set[str]] = {}
    for path in source_files():
        name = str(path.relative_to(settings.ENV_BASE))
        for key in _messages_in(path):
            found.setdefault(key, set()).add(name)
    for path in data_files():
        name = str(path.relative_to(settings.ENV_BASE))
        # A benefit policy is read with its notes; those of other rules are for who maintains them.
        keys = ("source", "note") if path.parent.name == "packs" else ("source",)
        for text in _texts_in(tomllib.loads(path.read_text(encoding="utf-8")), keys):
            found.setdefault(("", text, ""), set()).add(name)
    return found


def data_files() -> Iterator[Path]:
    """The rules and reference rows whose sources and notes are shown to readers."""
    for app in settings.OUR_APPS:
        yield from sorted((settings.ENV_BASE / app).rglob("*.toml"))


def _texts_in(value: object, keys: tuple[str, ...]) -> Iterator[str]:
    """Every text under one of the keys in a data file, however deep."""
    if isinstance(value, dict):
        yield from (value[key] for key in keys if isinstance(value.get(key), str))
        for inner in value.values():
            yield from _texts_in(inner, keys)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts_in(inner, keys)


def _messages_in(path: Path) -> Iterator[tuple[str, str, str]]:
    text = path.read_text(encoding="utf-8")
    code = _as_code(text, path) if path.suffix == ".html" else text
    for _line, message, _comments, context in extract("python", BytesIO(code.encode()), keywords=KEYWORDS):
        parts = (message, "") if isinstance(message, str) else tuple(message)
        if parts[0]:
            yield (context or "", parts[0], parts[1] if len(parts) > 1 and parts[1] else "")


def _as_code(template: str, path: Path) -> str:
    """The template with everything but its translatable strings blotted out, without the indentation that is no code."""
    return "\n".join(line.lstrip() for line in templatize(template, origin=str(path)).splitlines())


def catalogue_path(language: str) -> Path:
    """Where a language's catalogue lies."""
    return settings.LOCALE_PATHS[0] / LOCALES[language] / "LC_MESSAGES" / "django.po"
