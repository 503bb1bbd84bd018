"""What a mailing says: the officers' text of the stage, Chinese first, then the reader's language; then the hires.

Names are masked: the reference tells the employer's clerk and ours which person is meant.
"""

from dataclasses import dataclass
from datetime import date
from string import Template

from django.utils import translation
from django.utils.translation import gettext as _

from casework.models import Appointment, User
from enrolment.mailings.models.mailing import Mailing
from enrolment.mailings.models.notice import Notice, NoticeText

# The names a text may use; anything else is refused when it is saved.
NAMES = ("employer", "office", "telephone", "count", "due", "legal")
PREVAILING = "zh-hans"
RULE_LINE = "-" * 40


@dataclass(frozen=True)
class Letter:
    """A message ready to be sent. `languages` as in the header Content-Language."""

    subject: str
    text: str
    addresses: list[str]
    languages: str


def text_in_force(rule: str, on: date) -> NoticeText:
    """The newest published text of a stage on a day. Raises NoticeText.DoesNotExist."""
    rows = NoticeText.objects.filter(rule=rule, published_at__isnull=False, starts_on__lte=on)
    return rows.latest("starts_on")


def letter_for(mailing: Mailing, on: date) -> Letter | None:
    """The message of a mailing as of today, or None when none of its hires is waiting any more."""
    notices = list(
        Notice.objects.filter(mailing=mailing)
        .select_related("case__hire__kind", "case__hire__employer", "deadline")
        .order_by("case__reference")
    )
    if not notices:
        return None
    addresses, languages = _readers(mailing, on)
    return compose(text_in_force(mailing.rule, on), mailing, notices, addresses, languages)


def _readers(mailing: Mailing, on: date) -> tuple[list[str], list[str]]:
    """The addresses, and the languages beside Chinese, of those the mailing is for."""
    if mailing.employer_id:
        contacts = list(mailing.employer.contacts.filter(ends_on=None, receives_notices=True))
        addresses = [contact.email.open_for_work() for contact in contacts]
        return [each for each in addresses if each], [contact.language for contact in contacts]
    supervisors = User.objects.filter(
        is_active=True,
        appointments__in=Appointment.objects.filter(
            role="supervisor", office=mailing.office_id, starts_on__lte=on
        ).exclude(ends_on__lt=on),
    ).distinct()
    return [user.email for user in supervisors if user.email], [user.language for user in supervisors]


def compose(
    text: NoticeText, mailing: Mailing, notices: list[Notice], addresses: list[str], languages: list[str]
) -> Letter:
    """The whole message, in Chinese and every other language of its readers."""
    order = list(dict.fromkeys([PREVAILING, *languages]))
    parts = [_in_language(language, text, mailing, notices) for language in order]
    subject = " / ".join(dict.fromkeys(part[0] for part in parts))
    bodies = [part[1] for part in parts]
    if len(order) > 1:
        bodies.append("\n".join(_prevails(language) for language in order))
    return Letter(subject, f"\n\n{RULE_LINE}\n\n".join(bodies) + "\n", addresses, ", ".join(order))


def _prevails(language: str) -> str:
    with translation.override(language):
        return _("The Chinese text prevails.")


def _in_language(language: str, text: NoticeText, mailing: Mailing, notices: list[Notice]) -> tuple[str, str]:
    with translation.override(language):
        words = _words(mailing, notices)
        body = Template(text.body).substitute(words)
        lines = [_line(notice, with_employer=mailing.employer_id is None) for notice in notices]
        contact = " · ".join(part for part in (words["office"], mailing.office.address, words["telephone"]) if part)
        return Template(text.subject).substitute(words), "\n".join([body, "", *lines, "", contact])


def _words(mailing: Mailing, notices: list[Notice]) -> dict[str, str]:
    clock = notices[0].deadline
    return {
        "employer": mailing.employer.name if mailing.employer_id else "",
        "office": mailing.office.name,
        "telephone": mailing.office.telephone,
        "count": str(len(notices)),
        "due": clock.nominal_on.isoformat(),
        "legal": clock.legal_on.isoformat(),
    }


def _line(notice: Notice, *, with_employer: bool) -> str:
    hire, clock = notice.case.hire, notice.deadline
    words = {
        "reference": notice.case.reference,
        "name": hire.masked_name,
        "start": clock.started_on.isoformat(),
        "due": clock.nominal_on.isoformat(),
        "legal": clock.legal_on.isoformat(),
    }
    line = _("%(reference)s  %(name)s  counted from %(start)s, due on %(due)s, legal last day %(legal)s") % words
    if clock.provisional:
        line += "  " + _("(provisional: the holidays of that year are not published yet)")
    return f"{line}  {hire.employer.name}" if with_employer else line


SAMPLE = {
    "employer": "厦门示范科技有限公司",
    "office": "思明区医保中心",
    "telephone": "0592-0000000",
    "count": "2",
    "due": "2026-07-01",
    "legal": "2026-07-01",
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
