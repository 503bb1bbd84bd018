"""What a mailing says: the officers' text of the stage, Chinese first, then the reader's language; then a line a case.

Names are masked: the reference tells the addressee's clerk and ours which person is meant. A letter has its own words.
"""

from dataclasses import dataclass
from datetime import date
from string import Template

from django.utils import translation
from django.utils.translation import gettext as _

from casework.mailings.models.mailing import Mailing
from casework.mailings.models.notice import Notice, NoticeText
from casework.mailings.services.channels import Channel, channel_for
from casework.mailings.table import Reader, Words, composed_of, plan_of

# The names a text may use; anything else is refused when it is saved. `employer` is the addressee in texts of old.
NAMES = ("addressee", "employer", "office", "telephone", "count", "due", "legal", "year")
PREVAILING = "zh-hans"
RULE_LINE = "-" * 40


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A message ready to be sent: by a channel to its addresses, or, without a channel, to be served by post or by hand.

    `languages` as in the header Content-Language.
    """

    subject: str
    text: str
    channel: Channel | None
    addresses: list[str]
    languages: str


def text_in_force(clock: str, stage: str, on: date) -> NoticeText:
    """The newest published text of a stage on a day. Raises NoticeText.DoesNotExist."""
    rows = NoticeText.objects.filter(clock=clock, stage=stage, published_at__isnull=False, starts_on__lte=on)
    return rows.latest("starts_on")


def letter_for(mailing: Mailing, on: date) -> Letter | None:
    """The message of a mailing as of today, or None when none of its cases is waiting any more."""
    readers = mailing.addressee.readers(mailing.addressee_key, on)
    if not mailing.clock:
        subject, _blank, text = mailing.content.open_for_work().partition("\n\n")
        return _by_channel(subject, text, languages_of(readers), readers)
    if composed := composed_of(mailing.clock):
        words = composed.write(mailing, on)
        if words is None:
            return None
        languages = languages_of(readers)
        return _by_channel(*in_languages(languages, with_contact(words, mailing)), languages, readers)
    related = (f"case__{name}" for name in plan_of(mailing.clock).related)
    notices = list(
        Notice.objects.filter(mailing=mailing).select_related("case", "deadline", *related).order_by("case__reference")
    )
    if not notices:
        return None
    return compose(text_in_force(mailing.clock, mailing.stage, on), mailing, notices, readers)


def languages_of(readers: list[Reader]) -> list[str]:
    """Chinese, which prevails, then every other language of the readers."""
    return list(dict.fromkeys([PREVAILING, *(reader.language for reader in readers)]))


def in_languages(languages: list[str], words: Words) -> tuple[str, str]:
    """Subject and text of a message: `words(language)` gives both for one language, with it in force."""
    parts = []
    for language in languages:
        with translation.override(language):
            parts.append(words(language))
    subject = " / ".join(dict.fromkeys(part[0] for part in parts))
    bodies = [part[1] for part in parts]
    if len(languages) > 1:
        bodies.append("\n".join(_prevails(language) for language in languages))
    return subject, f"\n\n{RULE_LINE}\n\n".join(bodies) + "\n"


def with_contact(words: Words, mailing: Mailing) -> Words:
    """The words of a message with the office at their foot."""

    def said(language: str) -> tuple[str, str]:
        subject, text = words(language)
        return subject, f"{text}\n\n{contact_of(mailing)}"

    return said


def _by_channel(subject: str, text: str, languages: list[str], readers: list[Reader]) -> Letter:
    channel, addresses = channel_for(readers)
    return Letter(subject=subject, text=text, channel=channel, addresses=addresses, languages=", ".join(languages))


def compose(text: NoticeText, mailing: Mailing, notices: list[Notice], readers: list[Reader]) -> Letter:
    """The whole message, in Chinese and every other language of its readers."""
    languages = languages_of(readers)
    subject, body = in_languages(languages, lambda _language: _notice_words(text, mailing, notices))
    return _by_channel(subject, body, languages, readers)


def _prevails(language: str) -> str:
    with translation.override(language):
        return _("The Chinese text prevails.")


def _notice_words(text: NoticeText, mailing: Mailing, notices: list[Notice]) -> tuple[str, str]:
    words = _words(mailing, notices)
    body = Template(text.body).substitute(words)
    line = plan_of(mailing.clock).line
    lines = [line(notice, with_addressee=mailing.to_supervisors) for notice in notices]
    return Template(text.subject).substitute(words), "\n".join([body, "", *lines, "", contact_of(mailing)])


def contact_of(mailing: Mailing) -> str:
    """The office as the foot of a message names it, in the language in force."""
    office = mailing.office
    return " · ".join(part for part in (office.name, office.address, office.telephone) if part)


def _words(mailing: Mailing, notices: list[Notice]) -> dict[str, str]:
    clock = notices[0].deadline
    names = {} if mailing.to_supervisors else mailing.addressee.names([mailing.addressee_key])
    name = names.get(mailing.addressee_key, "")
    return {
        "addressee": name,
        "employer": name,
        "office": mailing.office.name,
        "telephone": mailing.office.telephone,
        "count": str(len(notices)),
        "due": clock.nominal_on.isoformat(),
        "legal": clock.legal_on.isoformat(),
        "year": str(clock.nominal_on.year),
    }


SAMPLE = {
    "addressee": "厦门示范科技有限公司",
    "employer": "厦门示范科技有限公司",
    "office": "思明区医保中心",
    "telephone": "0592-0000000",
    "count": "2",
    "due": "2026-07-01",
    "legal": "2026-07-01",
    "year": "2026",
}


def preview_of(text: NoticeText) -> dict[str, tuple[str, str]]:
    """Subject and body in each of the three languages with made-up figures, for whoever edits the text."""
    made = {}
    for language in ("zh-hans", "zh-hant", "en"):
        with translation.override(language):
            made[language] = (
                Template(text.subject).safe_substitute(SAMPLE),
                Template(text.body).safe_substitute(SAMPLE),
            )
    return made


def unknown_names(body: str) -> list[str]:
    """The names in a text that nothing fills, or the broken sign itself; an empty list when it can be used."""
    template = Template(body)
    if not template.is_valid():
        return ["$"]
    return sorted(set(template.get_identifiers()) - set(NAMES))
