"""A page's form as a browser without scripts would send it: what is typed, ticked and hidden."""

from html.parser import HTMLParser


class _Filled(HTMLParser):
    def __init__(self, page: str):
        super().__init__()
        self.inside, self.fields, self.area, self.select = False, {}, None, None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        self.inside = self.inside or tag == "main"
        if not self.inside:
            return
        if tag == "option" and self.select and (said.get("selected", "") is None or self.select not in self.fields):
            self.fields[self.select] = said.get("value", "")
        self.select = said.get("name") if tag == "select" else self.select
        if not said.get("name"):
            return
        if tag == "textarea":
            self.area = said["name"]
            self.fields[self.area] = ""
        elif tag == "input" and (said.get("type") not in ("radio", "checkbox") or "checked" in said):
            self.fields[said["name"]] = said.get("value") or ""

    def handle_data(self, data):
        if self.area:
            self.fields[self.area] += data

    def handle_endtag(self, tag):
        self.area = None if tag == "textarea" else self.area
        self.inside = self.inside and tag != "main"


def filled(answer) -> dict[str, str]:
    """The fields of the forms of an answer's main part."""
    return _Filled(answer.content.decode()).fields
