"""The facts of the papers of a visit: plain data, frozen words, masks for numbers, never the kind of permit."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.evidence.queries import Words, in_each_language
from casework.models import CaseFile, ChecklistItem
from casework.papers.queries.papers import texts_for
from casework.papers.services.paper_facts import frozen, head, remedies
from casework.papers.services.paper_kinds import languages_for
from enrolment.activation import workflow as activation_workflow
from enrolment.activation.models.activation import CodeActivation
from enrolment.applications import workflow as application_workflow
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.applications.models.asked import AskedThing
from enrolment.applications.rules.processing_limit import RULE_ID
from enrolment.applications.services.refusals import _provisions
from enrolment.coverage.models import Enrolment
from enrolment.coverage.queries.coverage import enrolment_on
from enrolment.persons.rules.masks import masked

# What an application may be returned for besides papers of the checklist.
FIELD_WORDS = {
    "kind": _("kind of document"),
    "number": _("document number"),
    "name": _("name on the document"),
    "latin_name": _("name in Latin letters"),
    "sex": _("sex"),
    "birth_on": _("date of birth"),
    "expires_on": _("validity of the document"),
    "employer": _("employer"),
    "work_began_on": _("first day of work"),
    "school": _("school"),
    "employment_kind": _("employment document"),
    "employment_number": _("number of the employment document"),
    "handled_on": _("day on which the employment document was handled"),
    "stay_until": _("validity of the residence document"),
    "card_place": _("permanent residence card"),
    "business_code": _("code of the business licence"),
    "business_name": _("name of the business"),
    "resident_since": _("first day of living here"),
    "guardian_name": _("name of the guardian"),
    "guardian_number": _("document number of the guardian"),
    "guardian_relation": _("relation of the guardian"),
    "mother_number": _("document number of the mother"),
}


def visit_facts(case: CaseFile, by, on: date) -> dict:
    """The facts of a receipt for an application or an activation, with what was done for the person so far."""
    facts = head(case, by, on) | {"texts": _texts(case, ("receipt_is_no_decision",), on)}
    if case.kind == application_workflow.KIND:
        return facts | _application_facts(case)
    return facts | _activation_facts(case, on)


def _texts(case: CaseFile, codes: tuple[str, ...], on: date, *, notice: bool = False) -> dict[str, Words]:
    return texts_for(languages_for(case.client_language), codes, on, notice=notice)


def _application_facts(case: CaseFile) -> dict:
    application = EnrolmentApplication.objects.select_related("applicant").get(case=case)
    done = [_step("received", case.received_on), *_decided(application, case), *_activated(application.person_id)]
    return _applicant(application) | {
        "path": frozen(EnrolmentApplication.Path(application.path).label),
        "scheme": frozen(Enrolment.Scheme(application.scheme).label),
        "papers": received_papers(case),
        "done": done,
        "due": answer_due(case),
        "next": _next(application),
    }


def _next(application: EnrolmentApplication) -> dict:
    """What the client does next, and by when where a day was named."""
    has_code = CodeActivation.objects.filter(person_id=application.person_id, state__in=("activated", "found_active"))
    if application.state == "enrolled" and has_code.exists():
        return {"what": "activated", "by": None}
    return {"what": application.state, "by": application.come_back_by if application.state == "returned" else None}


def _applicant(application: EnrolmentApplication) -> dict:
    applicant = application.applicant
    return _who(applicant.name, applicant, applicant.latin_name)


def _decided(application: EnrolmentApplication, case: CaseFile) -> list[dict]:
    """What became of the application, in the order it happened."""
    steps = [_step("verified", application.verified_on)] if application.verified_on else []
    if application.state == "enrolled":
        enrolment = application.enrolments.filter(superseded_at=None).first()
        steps.append(_step("enrolled", application.enrolled_on, cover=enrolment.starts_on if enrolment else None))
    elif application.state in ("returned", "refused", "withdrawn"):
        moved = case.events.filter(to_state=application.state).order_by("-at").first()
        steps.append(_step(application.state, case.closed_on or timezone.localdate(moved.at)))
    return steps


def _activated(person_id) -> list[dict]:
    done = CodeActivation.objects.filter(person_id=person_id, state="activated").select_related("case__office").first()
    if done is None:
        return []
    return [_step("activated", done.activated_on, office=in_each_language(done.case.office, "name"))]


def _activation_facts(case: CaseFile, on: date) -> dict:
    activation = CodeActivation.objects.select_related("person", "facts", "document").get(case=case)
    # Until her document has been compared, a counter elsewhere knows no more of her than the masked name.
    known = activation.document is not None
    enrolment = enrolment_on(activation.person_id, on)
    scheme = frozen(Enrolment.Scheme(enrolment.scheme).label) if enrolment and known else None
    done = [_step("activation_requested", case.received_on), *_activated(activation.person_id)]
    if activation.state in ("failed", "closed", "found_active"):
        moved = case.events.filter(to_state=activation.state).order_by("-at").first()
        done.append(_step("activation_" + activation.state, timezone.localdate(moved.at), reason=_why(activation)))
    said = activation.facts or activation.person
    who = _who(said.name, activation.document, said.latin_name) if known else _who(masked(said.name), None)
    rest = {"path": None, "scheme": scheme, "papers": None, "done": done, "due": None, "agent": _agent(activation)}
    return who | rest | {"next": {"what": "activation_" + activation.state, "by": None}}


def _why(activation: CodeActivation) -> dict | None:
    """Why the code was not activated: what the platform answered, or why the request was closed."""
    if activation.state == "closed":
        return frozen(CodeActivation.Closing(activation.closing).label)
    return frozen(CodeActivation.Failure(activation.failure).label) if activation.state == "failed" else None


def _agent(activation: CodeActivation) -> dict | None:
    """Who acts for the person, as the papers name her: her number never in full."""
    if not activation.agent_name:
        return None
    return {
        "name": activation.agent_name,
        "number": str(activation.agent_number),
        "relation": activation.agent_relation,
        "until": activation.authority_until,
    }


def _who(name: str, document, latin_name: str = "") -> dict:
    return {"person": name, "latin": latin_name, "number": str(document.number) if document else ""}


def _step(what: str, on: date, **more) -> dict:
    return {"what": what, "on": on} | {name: value for name, value in more.items() if value is not None}


def received_papers(case: CaseFile) -> list[Words]:
    """The papers of the checklist of which a file is kept, each once, in the words of the checklist."""
    kept = set(case.evidence.filter(withdrawn_at=None).values_list("item", flat=True))
    return [in_each_language(row, "name") for code, row in sorted(_papers_known(case.kind).items()) if code in kept]


def _papers_known(kind: str) -> dict[str, ChecklistItem]:
    """Every paper of a kind of case by its code, in its last version, also when it is asked for no more: what was asked was
    asked, and what was received was received. One query."""
    rows = ChecklistItem.objects.filter(case_kind=kind, published_at__isnull=False).order_by("starts_on", "path")
    return {row.code: row for row in rows}


def answer_due(case: CaseFile) -> dict | None:
    """When the answer is due, while the clock runs: both dates, and whether a calendar may still move them."""
    clock = case.deadlines.filter(rule=RULE_ID, stopped_on=None, superseded_by=None).first()
    if clock is None:
        return None
    return {"nominal": clock.nominal_on, "legal": clock.legal_on, "provisional": clock.provisional}


def missing_papers_facts(case: CaseFile, by, on: date) -> dict:
    """The one-time notice: everything that is missing, in the client's words, each with its legal basis and what may replace it."""
    application = EnrolmentApplication.objects.select_related("applicant").get(case=case)
    items = _papers_known(case.kind)
    asked = application.asked.filter(round=application.round, answer="")
    return (
        head(case, by, on)
        | _applicant(application)
        | {
            "papers": received_papers(case),
            "missing": [_missing(thing, items.get(thing.code)) for thing in asked],
            "come_back_by": application.come_back_by,
            "texts": _texts(case, (), on, notice=True),
        }
    )


def _missing(thing: AskedThing, item) -> dict:
    said = {"way": thing.way, "words": thing.words}
    said["reason"] = frozen(thing.get_reason_display()) if thing.reason else None
    if item is None:
        return said | {"name": frozen(FIELD_WORDS.get(thing.code, thing.code)), "basis": None}
    return said | {
        "name": in_each_language(item, "name"),
        "basis": in_each_language(item, "legal_basis"),
        "shared": item.may_be_shared,
        "committed": item.may_be_committed,
    }


def refusal_facts(case: CaseFile, by, on: date) -> dict:
    """The refusal: its ground, the provisions relied on as data of the day of submission, both remedies and where they lie."""
    application = EnrolmentApplication.objects.select_related("applicant").get(case=case)
    return (
        head(case, by, on)
        | _applicant(application)
        | remedies(case.office)
        | {
            "decided_on": case.closed_on,
            "path": frozen(EnrolmentApplication.Path(application.path).label),
            "ground": frozen(EnrolmentApplication.Refusal(application.refusal).label),
            "detail": application.refusal_detail,
            "provisions": _provisions(application.eligibility, application.refusal, application.refusal_provision),
            "texts": _texts(case, ("remedies",), on, notice=True),
        }
    )


def papers_offered(case: CaseFile) -> list[str]:
    """The kinds of paper that may be issued on a case in its present state."""
    if case.kind == activation_workflow.KIND:
        return ["visit_receipt"]
    if case.kind != application_workflow.KIND or case.state in ("draft", "discarded"):
        return []
    extra = {"returned": ["missing_papers_notice"], "refused": ["refusal_notice"]}
    return ["visit_receipt", *extra.get(case.state, [])]
