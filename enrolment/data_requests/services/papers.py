"""The papers of a request about personal information: the receipt with its day, the answer with reason and remedies, the copy."""

import uuid
from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.casefile.models.case_file import CLIENT_LANGUAGES, CaseFile
from casework.engine.access import visible_or_404
from casework.engine.refusals import Blocked, Reason
from casework.evidence.queries import in_each_language
from casework.models import IssuedPaper
from casework.papers.queries.papers import texts_for
from casework.papers.services.paper_facts import NO_REMEDIES, frozen, head, lacks_remedies, remedies
from casework.papers.services.paper_kinds import PaperKind, languages_for, register_paper
from casework.papers.services.paper_offers import register_offers
from casework.papers.services.papers import issue_paper
from casework.sealing.fields import MASK_DOTS
from casework.staff.officer import Officer
from enrolment.data_requests.models import DataRequest
from enrolment.data_requests.queries.situation import papers_of
from enrolment.data_requests.rules import data_request_answer
from enrolment.data_requests.rules.rights import COPY, PROVEN, table
from enrolment.data_requests.states import DATA_REQUEST_KIND
from enrolment.data_requests.words import about_in_three
from enrolment.persons.models.person import Sex
from enrolment.persons.queries.representatives import relation_words
from enrolment.receipts.services.data_record import DATA_RECORD, data_facts
from enrolment.receipts.services.on_person import holder

RECEIPT = PaperKind("data_request_receipt", _("Receipt of a request about personal information"), "1")
ANSWER = PaperKind("data_request_answer", _("Answer to a request about personal information"), "1")
for _kind in (RECEIPT, ANSWER):
    register_paper(_kind)

NOT_NOW = _("This paper is not issued in the present state of the case.")


def papers_offered(case: CaseFile) -> list[tuple[str, object, str]]:
    """The papers of a request in its present state, each with the name of its address."""
    receipt = (RECEIPT.kind, RECEIPT.name, "issue_data_request_receipt")
    answer = (ANSWER.kind, ANSWER.name, "issue_data_request_answer")
    copy = (DATA_RECORD.kind, DATA_RECORD.name, "issue_requested_copy")
    if case.state == "asked":
        return [receipt]
    if case.state == "granted":
        return [copy, answer] if case.data_request.right == COPY else [answer]
    return [answer] if case.state == "refused" else []


register_offers(DATA_REQUEST_KIND, papers_offered)


def issue_data_request_receipt(case: CaseFile, *, by: Officer, on: date, op: uuid.UUID | None = None) -> IssuedPaper:
    """Issue the receipt. Raises Blocked when the case is not at it, OperationMismatch, PermissionDenied, CaseFile.DoesNotExist."""
    case, request = _ready(case, RECEIPT, by)
    facts = _asked(request, by, on) | {"due": _due(case), "texts": _texts(case, ("receipt_is_no_decision",), on)}
    return _issue(case, RECEIPT, facts, by=by, on=on, op=op)


def issue_data_request_answer(case: CaseFile, *, by: Officer, on: date, op: uuid.UUID | None = None) -> IssuedPaper:
    """Issue the decision. Raises as above; Blocked too where a refusal could not say where it is complained of."""
    case, request = _ready(case, ANSWER, by)
    refused = case.state == "refused"
    facts = _asked(request, by, on) | {
        "granted": not refused,
        "decided_on": request.decided_on,
        "answer": request.answer.open_for_work(),
        "done_by": request.done_by.reference if request.done_by else "",
        "texts": _texts(case, ("remedies",) if refused else (), on, notice=True),
    }
    if refused:
        ground = table().grounds[request.ground]
        facts |= remedies(case.office) | {
            "ground": dict(ground.words),
            "ground_source": frozen(_translated(ground.source)),
        }
        if lacks_remedies(facts):
            raise Blocked(Reason("no_remedies", NO_REMEDIES))
    return _issue(case, ANSWER, facts, by=by, on=on, op=op)


def issue_requested_copy(case: CaseFile, *, by: Officer, on: date, op: uuid.UUID | None = None) -> IssuedPaper:
    """Issue what is held and who looked, on the case that asked for it. Raises as above."""
    case, request = _ready(case, DATA_RECORD, by)
    return _issue(case, DATA_RECORD, data_facts(case, request.person, by, on), by=by, on=on, op=op)


def _ready(case: CaseFile, kind: PaperKind, by: Officer) -> tuple[CaseFile, DataRequest]:
    case = visible_or_404(case.pk, by)
    by.must("issue_paper")
    rows = DataRequest.objects.select_related("person__home_office", "representative", "done_by")
    request: DataRequest = rows.get(case=case)
    request.case, case.data_request = case, request
    if kind.kind not in [offered for offered, _name, _address in papers_offered(case)]:
        raise Blocked(Reason("paper_not_now", NOT_NOW))
    return case, request


def _issue(case: CaseFile, kind: PaperKind, facts: dict, *, by: Officer, on: date, op) -> IssuedPaper:
    return issue_paper(case, kind.kind, facts, languages=languages_for(case.client_language), by=by, on=on, op=op)


def _texts(case: CaseFile, codes: tuple[str, ...], on: date, *, notice: bool = False) -> dict:
    return texts_for(languages_for(case.client_language), codes, on, notice=notice)


def _translated(source: str):
    """A source of the data file, put into the language of each column."""
    return _(source)


def _asked(request: DataRequest, by: Officer, on: date) -> dict:
    """What was asked, by whom. Four queries."""
    case, right = request.case, table().rights[request.right]
    kept = set(case.evidence.filter(withdrawn_at=None).values_list("item", flat=True))
    representative = request.representative
    return (
        head(case, by, on)
        | holder(request.person)
        | {
            "right": dict(right.words),
            "about": about_in_three(request.about, case.received_on or on) or None,
            "source": frozen(_translated(right.source)),
            "asked_by": frozen(DataRequest.Asker(request.asked_by).label),
            "representative": representative.name if representative else request.relative_name.open_for_work(),
            "relation": frozen(relation_words(representative)) if representative else None,
            "relative_relation": request.relative_relation,
            "claimed": _claimed(request),
            "papers": [in_each_language(item, "name") for item in papers_of(case, on) if item.code in kept],
        }
    )


def _claimed(request: DataRequest) -> dict | None:
    """The value as it stands on a paper: what a paper proves in full, telephone and address as their masks."""
    value, field = request.claimed.open_for_work(), table().fields.get(request.about)
    if not value or field is None:
        return None
    if request.about == "sex":
        return {"words": frozen(Sex(value).label)}
    if request.about == "birth_on":
        return {"day": value}
    if request.about == "language":
        return {"text": dict(CLIENT_LANGUAGES)[value]}
    if field.holds == PROVEN:
        return {"text": value}
    return {"text": str(request.claimed) if request.about == "telephone" else MASK_DOTS}


def _due(case: CaseFile) -> dict | None:
    """By when it is answered, and that no law gives the day."""
    clock = case.deadlines.filter(rule=data_request_answer.RULE_ID, stopped_on=None, superseded_by=None).first()
    if clock is None:
        return None
    return {"nominal": clock.nominal_on, "legal": clock.legal_on, "provisional": clock.provisional}
