"""bin/up: the whole portal in the foreground."""

from launcher.layout import Layout


def run(layout: Layout, arguments: list[str]) -> int:
    return 0
