"""Every visible word of the key pages comes from a catalogue or from data: no English sentence on a Chinese page, and with
catalogues that mark each of their texts no plain English word is left."""

import re
from html.parser import HTMLParser

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import trans_real

from casework.models import ChecklistItem, Office, Place
from claims.policies.models import PolicyVersion
from enrolment.documents.rules.issuers import codes, name_of
from enrolment.models import DocumentKind
from portal.messages_found import data_files
from tests.badinput.conftest import whole_world, world  # noqa: F401
from tests.badinput.world import World

# Without the mark a run of this file alone is given no database.
pytestmark = pytest.mark.django_db
# (who, page, case): each kind of page once, with something on it.
PAGES = [
    *[
        ("clerk", name, "")
        for name in ("home", "work_list", "search", "look_up_identity", "rules", "help", "my_sessions")
    ],
    *[("clerk", name, "") for name in ("see_employers", "see_board", "see_mailings", "calculate", "see_policies")],
    *[
        ("clerk", "see_case", case)
        for case in ("submitted", "verified", "enrolled", "activation", "checked", "transfer")
    ],
    *[("clerk", name, "checked") for name in ("activate_code", "fail_activation", "find_active", "close_activation")],
    *[("clerk", name, "hire") for name in ("see_hire", "correct_start", "record_leaving")],
    *[("clerk", name, "late") for name in ("see_hire", "propose_finding", "propose_correction")],
    *[("clerk", name, "draft") for name in ("intake",)],
    *[("clerk", name, "submitted") for name in ("withdraw", "see_case_history")],
    ("clerk", "record_authority", "activation"),
    ("clerk", "check_identity", "activation"),
    ("clerk", "see_mailing", "mailing"),
    ("reviewer", "verify_documents", "submitted"),
    ("reviewer", "return_for_papers", "submitted"),
    ("reviewer", "refuse", "submitted"),
    ("reviewer", "enrol", "verified"),
    ("jimei_reviewer", "decline_transfer", "transfer"),
    ("jimei_reviewer", "accept_transfer", "transfer"),
    ("supervisor", "home", ""),
    ("supervisor", "issue_order", "late"),
    ("supervisor", "see_staff", ""),
    ("supervisor", "see_drafts", ""),
    ("administrator", "home", ""),
    ("administrator", "see_calendar", ""),
    ("administrator", "admin:index", ""),
    ("administrator", "admin:casework_checklistitem_changelist", ""),
    ("auditor", "home", ""),
    ("auditor", "jobs", ""),
    ("auditor", "admin:casework_event_changelist", ""),
    ("auditor", "admin:casework_look_changelist", ""),
]
ATTRIBUTES = ("title", "aria-label", "placeholder", "alt", "data-away", "data-back")
SILENT = {"script", "style", "code", "pre", "kbd", "template"}
# Three English words in a row are a sentence; a name is two.
SENTENCE = re.compile(r"[A-Za-z][a-z’']+(?:[ ,]+[A-Za-z’'][a-z’']*){2,}")
WORD = re.compile(r"[A-Za-z]{4,}")
NAMES = {
    "Minbao",
    "English",
    "Django",
    "ENGLISH",
    "XLSX",
    "TOML",
    "Excel",
    "Ctrl",
    "Enter",
    "Esc",
    "Alt",
    "Shift",
    "Space",
    "JSON",
}


class Said(HTMLParser):
    """What a page says: its texts and the attributes that are read out; not what stands in another language on purpose."""

    def __init__(self, markup: str):
        super().__init__()
        self.texts: list[str] = []
        self.stack: list[tuple[str, bool]] = []
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        foreign = given.get("lang") is not None and tag != "html"
        if tag not in ("br", "hr", "input", "img", "link", "meta", "col", "source", "wbr"):
            self.stack.append((tag, tag in SILENT or foreign or given.get("translate") == "no"))
        if not self._hidden():
            self.texts += [given[name] for name in ATTRIBUTES if given.get(name)]
            if tag == "input" and given.get("type") in ("submit", "button"):
                self.texts.append(given.get("value", ""))

    def handle_endtag(self, tag):
        while self.stack and any(open_tag == tag for open_tag, _hidden in self.stack):
            if self.stack.pop()[0] == tag:
                break

    def handle_data(self, data):
        if data.strip() and not self._hidden():
            self.texts.append(" ".join(data.split()))

    def _hidden(self) -> bool:
        return any(hidden for _tag, hidden in self.stack)


def texts_of(world: World, who: str, name: str, case: str) -> list[str]:  # noqa: F811
    args = [world.cases[case].pk] if case else []
    answer = world.clients[who].get(reverse(name, args=args), follow=True)
    assert answer.status_code == 200, (name, answer.status_code)
    return Said(answer.content.decode()).texts


def typed_by_people(world: World) -> list[str]:  # noqa: F811
    """Names of the officers: they are as their owners write them."""
    return [str(officer.user) for officer in world.officers.values()]


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant"])
@pytest.mark.parametrize(("who", "name", "case"), PAGES)
def test_no_english_sentence_stands_on_a_chinese_page(world, who, name, case, language):  # noqa: F811
    _choose(world.clients[who], language)
    people = typed_by_people(world)
    found = []
    for text in texts_of(world, who, name, case):
        for person in people:
            text = text.replace(person, "")
        found += SENTENCE.findall(text)
    assert found == []


def _choose(client, language: str) -> None:
    client.post(reverse("set_language"), {"language": language, "next": "/"})


ACCENTS = str.maketrans("aeiouyAEIOUYcn", "áéíóúýÁÉÍÓÚÝçñ")
KEPT = re.compile(r"(%\([a-z_]+\)[sd]|%%|%[sd]|\{[a-z_]+\}|<[^>]*>|&[a-z]+;|\$\{[a-z_]+\})")


def pseudo(text: str) -> str:
    """A text marked as coming from a catalogue: accents on its vowels, two fifths longer; placeholders and tags stay."""
    parts = KEPT.split(text)
    marked = "".join(part if number % 2 else part.translate(ACCENTS) for number, part in enumerate(parts))
    return f"⟦{marked}{'·' * (len(text) * 2 // 5)}⟧" if text.strip() else text


class Marked:
    """The English catalogue with every text marked."""

    def __init__(self, inner):
        self._inner = inner

    def __getattr__(self, name):
        return getattr(self._inner, name)

    def gettext(self, message):
        found = self._inner.gettext(message)
        # Of a message with a context that nobody translated the context is cut off by the caller.
        return found if "\x04" in found else pseudo(found)

    def ngettext(self, one, many, number):
        found = self._inner.ngettext(one, many, number)
        return found if "\x04" in found else pseudo(found)


@pytest.fixture
def marked(monkeypatch):
    inner = trans_real.translation("en")
    monkeypatch.setitem(trans_real._translations, "en", Marked(inner))
    # What a thread has active is the catalogue itself.
    translation.deactivate()
    yield
    translation.deactivate()


def test_the_marks_keep_what_is_filled_in():
    said = pseudo("Ordered on %(day)s to <b>correct</b> {name}: 5 %%")
    assert all(part in said for part in ("%(day)s", "<b>", "</b>", "{name}", "%%"))
    assert "Ordered" not in said and len(said) > 1.35 * len("Ordered on %(day)s to <b>correct</b> {name}: 5 %%")


def data_of(world: World) -> re.Pattern:  # noqa: F811
    """The English texts of data: names of offices, places, documents and papers, what rules say, and people."""
    texts = {
        *Office.objects.values_list("name_en", flat=True),
        *Place.objects.values_list("name_en", flat=True),
        *DocumentKind.objects.values_list("name_en", flat=True),
        *ChecklistItem.objects.values_list("name_en", flat=True),
        *typed_by_people(world),
        *(officer.user.username for officer in world.officers.values()),
        *_english_of_data_files(),
        *(name_of(code, "en") for code in codes()),
        # A version of a policy is called by its key in every language.
        *(f"{row.code}@{row.version}" for row in PolicyVersion.objects.all()),
    }
    longest_first = sorted(filter(None, texts), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


def _english_of_data_files() -> set[str]:
    """What the data files say in English, where they say it in all three languages."""
    found: set[str] = set()
    for path in data_files():
        for said in re.findall(r"^[a-z_]*en *= *(.+)$", path.read_text(encoding="utf-8"), re.MULTILINE):
            found.update(re.findall(r'"([^"]+)"', said))
    return found


# The words of the admin site are the framework's own.
OURS = [page for page in PAGES if not page[1].startswith("admin:")]


@pytest.mark.parametrize(("who", "name", "case"), OURS)
def test_every_word_of_a_page_comes_from_a_catalogue_or_from_data(world, marked, who, name, case):  # noqa: F811
    _choose(world.clients[who], "en")
    data = data_of(world)
    plain = []
    for text in texts_of(world, who, name, case):
        outside = data.sub("", re.sub(r"⟦[^⟧]*⟧", "", text))
        plain += [(word, text) for word in WORD.findall(outside) if word not in NAMES and re.search("[aeiou]", word)]
    assert plain == []
