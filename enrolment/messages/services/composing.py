"""What a message to a person says when it is handed over: everything that still holds, the nearest day first, in one text."""

from collections.abc import Callable
from datetime import date
from string import Template

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.casefile.models.case_file import CaseFile
from casework.mailings.models.mailing import Mailing
from casework.mailings.services.texts import RULE_LINE, text_in_force
from casework.mailings.table import Composed, Words
from enrolment.contributions.models.paid_time import PaidTime
from enrolment.coverage.models import Enrolment
from enrolment.documents.models import IdentityDocument
from enrolment.messages.models import PersonMessage
from enrolment.messages.words import CODE, LABEL, STAGES
from enrolment.rechecks.models import ResidenceCheck


def _papers_still_missing(row: PersonMessage) -> bool:
    application = row.case.enrolment_application if row.case else None
    return application is not None and application.state == "returned" and row.about.endswith(f":{application.round}")


def _not_answered(row: PersonMessage) -> bool:
    return ResidenceCheck.objects.filter(person=row.person_id, year=int(row.about), answer="").exists()


def _not_paid_yet(row: PersonMessage) -> bool:
    year = int(row.about.partition(":")[2])
    # Whoever left since is not told to pay.
    enrolled = Enrolment.objects.filter(person=row.person_id, scheme="urrbmi", superseded_at=None)
    since = max(date(year, 1, 1), row.written_on)
    if not enrolled.filter(Q(ends_on=None) | Q(ends_on__gte=since)).exists():
        return False
    return not PaidTime.objects.known().filter(person=row.person_id, year=year).exists()


def _still_ends(row: PersonMessage) -> bool:
    known = Enrolment.objects.filter(person=row.person_id, superseded_at=None)
    return known.filter(ends_on=row.day).exists() and not known.filter(starts_on__gt=row.day).exists()


def _not_renewed(row: PersonMessage) -> bool:
    key = row.about.partition(":")[0]
    return IdentityDocument.objects.filter(pk=key, superseded_at=None, expires_on=row.day).exists()


# Whether what a row says is still so; an answer that was given stays one.
HOLDS: dict[str, Callable[[PersonMessage], bool]] = {
    "answer_given": lambda _row: True,
    "papers_missing": _papers_still_missing,
    "recheck": _not_answered,
    "window_opens": _not_paid_yet,
    "window_closes": _not_paid_yet,
    "cover_ending": _still_ends,
    "document_first": _not_renewed,
    "document_second": _not_renewed,
}
# Told late these say nothing any more.
GONE_AFTER_ITS_DAY = frozenset({"window_opens", "window_closes"})


def _rows(mailing: Mailing) -> list[PersonMessage]:
    rows = PersonMessage.objects.filter(mailing=mailing).select_related("person", "case__enrolment_application")
    return list(rows.order_by("day", "created_at"))


def write(mailing: Mailing, on: date) -> Words | None:
    """What the message says on a day; rows that events have overtaken are noted as that. None when nothing is left to say."""
    rows: list[PersonMessage] = []
    gone: list[PersonMessage] = []
    for row in _rows(mailing):
        late = row.stage in GONE_AFTER_ITS_DAY and row.day < on
        (rows if HOLDS[row.stage](row) and not late else gone).append(row)
    PersonMessage.objects.filter(pk__in=[row.pk for row in gone]).update(mailing=None, skipped="overtaken")
    if not rows:
        return None
    texts = [text_in_force(CODE, row.stage, on) for row in rows]
    name = mailing.addressee.names([mailing.addressee_key]).get(mailing.addressee_key, "")

    def said(_language: str) -> tuple[str, str]:
        parts = [_said(text, row, name, mailing) for text, row in zip(texts, rows, strict=True)]
        subject = parts[0][0] if len(parts) == 1 else _subject_of(len(parts))
        return subject, f"\n\n{RULE_LINE}\n\n".join(body for _subject, body in parts)

    return said


def _subject_of(count: int) -> str:
    text = ngettext(
        "%(count)d message about your medical insurance", "%(count)d messages about your medical insurance", count
    )
    return text % {"count": count}


def _said(text, row: PersonMessage, name: str, mailing: Mailing) -> tuple[str, str]:
    year = row.about.partition(":")[2] if row.stage in GONE_AFTER_ITS_DAY else str(row.day.year)
    words = {
        "addressee": name,
        "employer": name,
        "office": mailing.office.name,
        "telephone": mailing.office.telephone,
        "count": "1",
        "due": row.day.isoformat(),
        "legal": row.day.isoformat(),
        "year": year,
    }
    body = Template(text.body).substitute(words)
    if row.told_to_id:
        body += "\n" + _("This concerns %(name)s, for whom you act.") % {"name": row.person.masked_name}
    if row.case is not None and row.case.reference:
        body += "\n" + _("Case %(reference)s") % {"reference": row.case.reference}
    return Template(text.subject).substitute(words), body


def cases(mailing: Mailing) -> list[CaseFile]:
    """The cases a message speaks of. One query."""
    return [row.case for row in _rows(mailing) if row.case is not None]


def of_case(case: CaseFile):
    """The keys of the messages that speak of a case, as a query."""
    return PersonMessage.objects.filter(case=case, mailing__isnull=False).values("mailing")


def give(newer: Mailing, mailing: Mailing) -> int:
    """What a newer message gathered goes into one that is handed over again. Returns how many rows."""
    return PersonMessage.objects.filter(mailing=newer).update(mailing=mailing)


COMPOSED = Composed(code=CODE, label=LABEL, stages=STAGES, write=write, cases=cases, give=give, of_case=of_case)
