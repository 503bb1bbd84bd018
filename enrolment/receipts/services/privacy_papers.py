"""What somebody was told of her personal information, and what she said to a consent, as papers: the text as it was shown."""

import uuid
from datetime import date
from itertools import zip_longest

from django.utils.translation import gettext_lazy as _

from casework.evidence.queries import Words, in_each_language
from casework.models import CaseFile, IssuedPaper, PaperText
from casework.papers.queries.papers import texts_on
from casework.papers.services.paper_facts import frozen, head
from casework.papers.services.paper_kinds import PaperKind, languages_for, register_paper
from casework.papers.services.papers import issue_paper
from casework.staff.officer import Officer
from enrolment.consent.models.notice import NoticeGiven, Party
from enrolment.consent.models.statement import ConsentStatement
from enrolment.consent.rules.purposes import purposes
from enrolment.persons.models.person import Person
from enrolment.persons.models.representative import Representative
from enrolment.persons.queries.representatives import relation_words
from enrolment.receipts.services.on_person import case_to_issue_on, holder

PRIVACY_NOTICE = PaperKind("privacy_notice", _("Notice on the handling of personal information"), "1")
CONSENT_RECORD = PaperKind("consent_record", _("Record of a consent"), "1")
for _kind in (PRIVACY_NOTICE, CONSENT_RECORD):
    register_paper(_kind)


def issue_privacy_notice(person: Person, notice_id: uuid.UUID, *, by: Officer, on: date) -> IssuedPaper:
    """Issue a notice as it was shown, on the newest case of the person that the officer may see.

    Raises NoticeGiven.DoesNotExist, Blocked without such a case, PermissionDenied.
    """
    by.must("issue_paper")
    given = NoticeGiven.objects.select_related("text", "representative", "recorded_by").get(pk=notice_id, person=person)
    case = case_to_issue_on(person, by)
    facts = notice_facts(case, person, given, by, on)
    languages = languages_for(given.language)
    return issue_paper(case, PRIVACY_NOTICE.kind, facts, languages=languages, by=by, on=on, op=None)


def issue_consent_record(person: Person, statement_id: uuid.UUID, *, by: Officer, on: date) -> IssuedPaper:
    """Issue what was said to a consent, with the text that was shown. Raises as above, ConsentStatement.DoesNotExist."""
    by.must("issue_paper")
    rows = ConsentStatement.objects.select_related("text", "representative", "recorded_by")
    said = rows.get(pk=statement_id, person=person)
    case = case_to_issue_on(person, by)
    facts = consent_facts(case, person, said, by, on)
    languages = languages_for(said.language)
    return issue_paper(case, CONSENT_RECORD.kind, facts, languages=languages, by=by, on=on, op=None)


def notice_facts(case: CaseFile, person: Person, given: NoticeGiven, by: Officer, on: date) -> dict:
    """The facts of a notice: the version that was shown, to whom, when. Two queries."""
    return (
        head(case, by, on)
        | holder(person)
        | _shown(given.text, given.shown_to, given.representative)
        | {"about": given.pk.hex, "shown_on": given.shown_on, "shown_by": given.recorded_by.full_name}
        | {"texts": _texts(on)}
    )


def consent_facts(case: CaseFile, person: Person, said: ConsentStatement, by: Officer, on: date) -> dict:
    """The facts of a consent: for what, for whom, what was said, by whom. Two queries."""
    purpose = purposes(said.said_on)[said.purpose]
    return (
        head(case, by, on)
        | holder(person)
        | _shown(said.text, said.spoken_by, said.representative)
        | {
            "about": said.pk.hex,
            "purpose": dict(purpose.name),
            "holds": dict(purpose.holds),
            "receiver": said.receiver,
            "says": frozen(ConsentStatement.Says(said.says).label),
            "said_on": said.said_on,
            "taken_down_by": said.recorded_by.full_name,
            "texts": _texts(on),
        }
    )


def _shown(text: PaperText, party: str, row: Representative | None) -> dict:
    return {
        "version": text.starts_on,
        "paragraphs": _paragraphs(text),
        "party": frozen(Party(party).label),
        "representative": row.name if row else "",
        "relation": frozen(relation_words(row)) if row else None,
    }


def _paragraphs(text: PaperText) -> list[Words]:
    """The paragraphs side by side; a language that has fewer leaves the rest empty."""
    columns = {language: words.splitlines() for language, words in in_each_language(text, "text").items()}
    return [dict(zip(columns, lines, strict=True)) for lines in zip_longest(*columns.values(), fillvalue="")]


def _texts(on: date) -> dict[str, Words]:
    return {"chinese_prevails": texts_on(["privacy_prevails"], on)["privacy_prevails"]}
