"""The texts that are shown: which one, which version, in which words."""

from datetime import date

from casework.casefile.models.case_file import CLIENT_LANGUAGES
from casework.evidence.queries import in_each_language
from casework.papers.models.text import PaperText
from casework.papers.queries.papers import versions_on
from casework.rulebook.rules.parameters import rule_by_id
from enrolment.consent.rules.who_speaks import AGE_OF_OWN_CONSENT, needs_guardian

NOTICE, NOTICE_CHILD = "privacy_notice", "privacy_notice_child"
NATIVE = dict(CLIENT_LANGUAGES)


def notice_code(born_on: date | None, on: date) -> str:
    """Which notice holds for somebody born on a day: children have one of their own (article 31, second paragraph). No query."""
    child = born_on is not None and needs_guardian(born_on, on, rule_by_id(AGE_OF_OWN_CONSENT))
    return NOTICE_CHILD if child else NOTICE


def notice_on(born_on: date | None, on: date) -> PaperText:
    """The version of the notice that is shown on a day. One query. Raises LookupError where none is published."""
    code = notice_code(born_on, on)
    return versions_on([code], on)[code]


def text_of_purpose(code: str, on: date) -> PaperText:
    """The version of the text of a consent that is shown on a day. One query. Raises LookupError."""
    return versions_on([code], on)[code]


def columns_of(text: PaperText, language: str) -> list[tuple[str, str, list[str]]]:
    """(language, its own name, paragraphs): Chinese first, which prevails, then the language of the reader."""
    words = in_each_language(text, "text")
    wanted = ["zh-hans"] if language == "zh-hans" else ["zh-hans", language]
    return [(code, NATIVE[code], words[code].splitlines()) for code in wanted]
