"""What a page shows in its form, read from the HTML as a browser would."""

import re
from html.parser import HTMLParser

# What a form is made of; the parser reads a page four times as long for the rest.
OF_FORMS = re.compile(
    r"""<textarea\b.*?</textarea\s*>|<(?:input|select|option)\b(?:"[^"]*"|'[^']*'|[^'">])*>""",
    re.DOTALL | re.IGNORECASE,
)


class FormReader(HTMLParser):
    """Values by field name: texts as they stand, choices that are chosen; and the fields marked as wrong."""

    def __init__(self, page: str):
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self.marked: set[str] = set()
        self._select = self._area = ""
        self.feed("".join(OF_FORMS.findall(page)))

    def handle_starttag(self, tag, attrs):
        have = dict(attrs)
        name = have.get("name") or ""
        if tag in ("input", "select", "textarea") and have.get("aria-invalid") == "true":
            self.marked.add(name)
        if tag == "input" and (have.get("type") not in ("radio", "checkbox") or "checked" in have):
            self.values.setdefault(name, []).append(have.get("value", "on" if have.get("type") == "checkbox" else ""))
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in have:
            self.values.setdefault(self._select, []).append(have.get("value") or "")
        elif tag == "textarea":
            self._area = name
            self.values[name] = [""]

    def handle_data(self, text):
        if self._area:
            self.values[self._area][0] += text

    def handle_endtag(self, tag):
        if tag == "textarea" and self._area:
            # As browsers do: a newline right behind the opening tag is not part of the text.
            self.values[self._area] = [self.values[self._area][0].removeprefix("\n")]
            self._area = ""


def linked_errors(page: str) -> set[str]:
    """The fields the summary on top links to."""
    summary = page.partition('id="error-summary"')[2].partition("</ul>")[0]
    return {re.sub(r"_[0-9]+$", "", name) for name in re.findall(r'href="#id_([^"]+)"', summary)}
