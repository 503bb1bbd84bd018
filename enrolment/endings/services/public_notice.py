"""Service by public notice (公告送达): where an employer cannot be reached and nothing else serves its letters.

The text is a paper that anybody can verify; the days are a dated rule; the letter counts as served on the last of them, not before.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.engine.refusals import Blocked, Reason
from casework.mailings.models.attempt import ServiceAttempt
from casework.mailings.models.mailing import Mailing
from casework.mailings.queries import cases_of
from casework.mailings.rules.service import RULE_ID, Served, served
from casework.mailings.services import proofs
from casework.mailings.services.proofs import Proof
from casework.models import CaseFile, IssuedPaper
from casework.papers.queries.papers import texts_for
from casework.papers.services.paper_facts import frozen, head
from casework.papers.services.paper_kinds import PaperKind, languages_for, register_paper
from casework.papers.services.papers import issue_paper
from casework.rulebook.rules.parameters import rule_by_id
from casework.staff.officer import Officer
from enrolment.employers.models.employer import Employer
from enrolment.employers.queries.addressees import EMPLOYER
from enrolment.employers.queries.standing import is_unreachable

PUBLIC_NOTICE = PaperKind("public_notice", _("Public notice"), "1")
register_paper(PUBLIC_NOTICE)

REACHABLE = _("Public notice serves only an employer of which it is recorded that it cannot be reached.")
IN_THE_FUTURE = _("This day is in the future.")
BEFORE_LETTER = _("This is before the day of the letter.")
NO_WHERE = _("Write where it was put up.")
NO_REASON = _("Write why the letter could not be served otherwise: it stands in the file.")
NO_RULE = _("No source says how many days a public notice of that day takes.")
NO_CASE = _("The letter speaks of no case any more.")


@dataclass(frozen=True, kw_only=True)
class NoticeData:
    """Where and from which day the notice was put up, and what was tried before."""

    published_on: date
    where: str
    reason: str


def may_be_noticed(mailing: Mailing) -> bool:
    """Whether a letter may be served by public notice. One query."""
    if mailing.addressee_kind != EMPLOYER or not proofs.may_be_served(mailing):
        return False
    return is_unreachable(mailing.addressee_key)


@transaction.atomic
def serve_by_notice(mailing: Mailing, data: NoticeData, *, by: Officer, on: date) -> ServiceAttempt:
    """Issue the notice and note from which day the letter will count as served. Raises Blocked, PermissionDenied,
    Mailing.DoesNotExist."""
    by.must("serve_by_notice")
    held = proofs.hold(mailing, by, proofs.may_be_served)
    if not may_be_noticed(held):
        raise Blocked(Reason("reachable", REACHABLE))
    if reasons := _against(held, data, on):
        raise Blocked(*reasons)
    found = served(rule_by_id(RULE_ID), Mailing.How.NOTICE, ServiceAttempt.Outcome.PUBLISHED, data.published_on)
    if found is None:
        raise Blocked(Reason("no_rule", NO_RULE, "published_on"))
    cases = cases_of(held)
    if not cases:
        raise Blocked(Reason("no_case", NO_CASE))
    paper = _issue(cases[0], held, data, found, by, on)
    proof = Proof(Mailing.How.NOTICE, data.where, data.published_on, ServiceAttempt.Outcome.PUBLISHED)
    attempt = proofs.keep_attempt(held, proof, found, by=by, paper=paper)
    held.state, held.recorded_by = Mailing.State.ON_NOTICE, by.user
    held.served_how, held.served_to, held.served_on = Mailing.How.NOTICE, data.where.strip(), found.on
    held.save(update_fields=["state", "recorded_by", "served_how", "served_to", "served_on"])
    facts = {
        "published_on": data.published_on.isoformat(),
        "counts_on": found.on.isoformat(),
        "reason": data.reason[:300],
    }
    proofs.note_on_cases(held, "serve_by_notice", by, facts)
    return attempt


def _against(held: Mailing, data: NoticeData, on: date) -> list[Reason]:
    reasons = []
    if data.published_on > on:
        reasons.append(Reason("not_yet", IN_THE_FUTURE, "published_on"))
    if data.published_on < held.for_date:
        reasons.append(Reason("before_letter", BEFORE_LETTER, "published_on"))
    if not data.where.strip():
        reasons.append(Reason("no_where", NO_WHERE, "where"))
    if not data.reason.strip():
        reasons.append(Reason("no_reason", NO_REASON, "reason"))
    return reasons


def _issue(case: CaseFile, mailing: Mailing, data: NoticeData, found: Served, by: Officer, on: date) -> IssuedPaper:
    """The text names the employer and the letter, never an employee: anybody reads it."""
    case = CaseFile.objects.select_related("office", "through_center", "opened_by").get(pk=case.pk)
    employer = Employer.objects.get(pk=mailing.addressee_key)
    languages = languages_for(case.client_language)
    facts = head(case, by, on) | {
        "about": str(mailing.pk),
        "employer": employer.name,
        "uscc": employer.uscc,
        "letter": frozen(mailing.stage_label),
        "letter_day": mailing.for_date,
        "paper": mailing.paper.reference if mailing.paper else "",
        "published_on": data.published_on,
        "where": data.where.strip(),
        "reason": data.reason.strip(),
        "days": (found.on - data.published_on).days,
        "counts_on": found.on,
        "source": found.source,
        "status": found.status,
        "texts": texts_for(languages, (), on),
    }
    return issue_paper(case, PUBLIC_NOTICE.kind, facts, languages=languages, by=by, on=on, op=None)


def offered(mailing: Mailing, officer: Officer) -> list[tuple[object, str]]:
    """What the page of a letter offers besides: the words and the name of the address. One query."""
    if officer.may("serve_by_notice") and may_be_noticed(mailing):
        return [(_("Serve by public notice"), "serve_by_notice")]
    return []
