"""Whatever order the saves of one window arrive in, and whatever its pages showed, what was typed last stays."""

from hypothesis import given
from hypothesis import strategies as st

from casework.drafts.rules import Sent, brought, merge

NAMES = "abc"


class Server:
    """A draft of one window, as the service keeps it."""

    def __init__(self):
        self.fields, self.turns, self.version = {}, {}, 0

    def save(self, sent: Sent, shown: int) -> dict:
        fields, self.turns = merge(self.fields, self.turns, sent, current=shown == self.version)
        if fields != self.fields:
            self.fields, self.version = fields, self.version + 1
        return brought(self.fields, sent)


class Page:
    """A page of the window: shows the draft as it stood when it was made; knows what was typed on it."""

    def __init__(self, server: Server):
        self.fields, self.shown, self.typed = dict(server.fields), server.version, set()

    def type(self, name: str, text: str) -> None:
        self.fields[name] = [text]
        self.typed.add(name)

    def sent(self, turn: int) -> Sent:
        return Sent(dict(self.fields), frozenset(self.typed), turn)

    def answered(self, server: Server, news: dict) -> None:
        for name in news.keys() - self.typed:
            self.fields[name] = news[name]
        self.shown = max(self.shown, server.version)


@given(st.data())
def test_the_last_words_stay_in_any_order_of_arrival(data):
    server, last, under_way = Server(), {}, []
    page, turn = Page(server), 0
    acts = st.sampled_from(["type", "type", "save", "save", "arrive", "reload"])
    for number, act in enumerate(data.draw(st.lists(acts, max_size=25))):
        if act == "type":
            name, text = data.draw(st.sampled_from(NAMES)), data.draw(st.sampled_from(["x", "y", str(number)]))
            page.type(name, text)
            last[name] = text
        elif act == "save":
            turn += 1
            under_way.append((page, page.sent(turn), page.shown))
        elif act == "arrive" and under_way:
            _arrive(server, under_way, data, page)
        elif act == "reload":
            turn += 1
            under_way.append((page, page.sent(turn), page.shown))
            page = Page(server)
    turn += 1
    under_way.append((page, page.sent(turn), page.shown))
    while under_way:
        _arrive(server, under_way, data, page)
    assert {name: values[0] for name, values in server.fields.items()} == last


def _arrive(server: Server, under_way: list, data, page: Page) -> None:
    sender, sent, shown = under_way.pop(data.draw(st.integers(0, len(under_way) - 1)))
    news = server.save(sent, shown)
    # The answer of a page that was left reaches nobody, and any other only if nothing later is under way.
    if sender is page and not any(other is page for other, _sent, _shown in under_way):
        page.answered(server, news)


def test_a_box_unticked_later_stays_unticked():
    kept, turns = merge({"a": ["1"]}, {"a": 1}, Sent({}, {"a"}, 2), current=False)
    assert (kept, turns) == ({}, {"a": 2})
    assert merge(kept, turns, Sent({"a": ["1"]}, {"a"}, 1), current=False) == (kept, turns)


def test_a_whole_form_counts_whole():
    """Without scripts, or by the first save of a window: all of it is what she saw and sent."""
    assert merge({"a": ["1"], "b": ["2"]}, {}, Sent({"a": ["3"]}, None, 0), current=False) == ({"a": ["3"]}, {})


def test_a_page_is_told_only_what_is_kept_otherwise_than_it_sent():
    sent = Sent({"a": ["1"], "b": ["2"], "c": ["3"]}, {"a"}, 1)
    assert brought({"a": ["1"], "b": ["4"], "d": ["5"]}, sent) == {"b": ["4"], "c": [], "d": ["5"]}
    assert brought(sent.fields, sent) == {}
