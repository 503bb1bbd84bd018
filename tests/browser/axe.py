"""axe-core on a page: brought in once a document, asked for violations only; a page of one name, language and width once a run."""

import json
from functools import cache

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# What passed and what could not be told is not read by anybody; nothing of a page needs loading for a rule beforehand.
OPTIONS = {"runOnly": TAGS, "resultTypes": ["violations"], "preload": False}
RUN = f"""() => axe.run({json.dumps(OPTIONS)}).then(found => found.violations.filter(each => each.nodes.length)
    .map(each => `${{each.id}}: ${{each.nodes[0].html.slice(0, 160)}}`))"""

_looked_at: set[tuple] = set()


@cache
def _script() -> str:
    # The quick profile collects these tests without having the browser's packages.
    from axe_playwright_python.base import AXE_SCRIPT

    return AXE_SCRIPT


def violations(page) -> list[str]:
    """What axe finds wrong on a page: rule and first element of each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_script())
    return page.evaluate(RUN)


def violations_unless_seen(page, *of) -> list[str]:
    """The same, once for each page, language and width of a process; nothing the next times."""
    seen = (*of, page.viewport_size["width"])
    if seen in _looked_at:
        return []
    found = violations(page)
    _looked_at.add(seen)
    return found
