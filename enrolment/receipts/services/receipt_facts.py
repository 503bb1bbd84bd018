"""The facts of the papers of a visit: plain data, frozen words, masks for numbers, never the kind of permit."""

from datetime import date

from casework.evidence.queries import Words, causes_known, in_each_language
from casework.models import CaseFile
from casework.papers.queries.papers import texts_for
from casework.papers.services.paper_facts import capitals, frozen, head, remedies
from casework.papers.services.paper_kinds import languages_for
from enrolment.activation import workflow as activation_workflow
from enrolment.activation.models.activation import CodeActivation
from enrolment.applications import workflow as application_workflow
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.applications.models.asked import AskedThing
from enrolment.applications.services.refusals import _provisions
from enrolment.coverage.models import Enrolment
from enrolment.coverage.queries.coverage import enrolment_on
from enrolment.persons.rules.masks import masked
from enrolment.receipts.services.course import activation_course, application_course, name_of, papers_known


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
    said = {
        "path": frozen(EnrolmentApplication.Path(application.path).label),
        "scheme": frozen(Enrolment.Scheme(application.scheme).label),
        "papers": received_papers(case),
    }
    return _applicant(application) | said | application_course(application, case)


def _applicant(application: EnrolmentApplication) -> dict:
    applicant = application.applicant
    return _who(applicant.name, applicant, applicant.latin_name)


def _activation_facts(case: CaseFile, on: date) -> dict:
    activation = CodeActivation.objects.select_related("person", "facts", "document").get(case=case)
    # Until her document has been compared, a counter elsewhere knows no more of her than the masked name.
    known = activation.document is not None
    enrolment = enrolment_on(activation.person_id, on)
    scheme = frozen(Enrolment.Scheme(enrolment.scheme).label) if enrolment and known else None
    said = activation.facts or activation.person
    who = _who(said.name, activation.document, said.latin_name) if known else _who(masked(said.name), None)
    rest = {"path": None, "scheme": scheme, "papers": None, "agent": _agent(activation)}
    return who | rest | activation_course(activation, case)


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


def received_papers(case: CaseFile) -> list[Words]:
    """The papers of the checklist of which a file is kept, each once, in the words of the checklist."""
    kept = set(case.evidence.filter(withdrawn_at=None).values_list("item", flat=True))
    return [in_each_language(row, "name") for code, row in sorted(papers_known(case.kind).items()) if code in kept]


def missing_papers_facts(case: CaseFile, by, on: date) -> dict:
    """The one-time notice: everything that is missing, in the client's words, each with its legal basis and what may replace it."""
    application = EnrolmentApplication.objects.select_related("applicant").get(case=case)
    items = papers_known(case.kind)
    asked = application.asked.filter(round=application.round, answer="")
    causes = causes_known()
    return (
        head(case, by, on)
        | _applicant(application)
        | {
            "papers": received_papers(case),
            "missing": [_missing(thing, items.get(thing.code), causes.get(thing.reason)) for thing in asked],
            "come_back_by": application.come_back_by,
            "texts": _texts(case, (), on, notice=True),
        }
    )


def _missing(thing: AskedThing, item, cause) -> dict:
    said = {"way": thing.way, "words": thing.words}
    said["reason"] = capitals(in_each_language(cause, "name")) if cause else None
    said["name"] = name_of(thing, item)
    if item is None:
        return said | {"basis": None}
    return said | {
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
    extra = {
        "returned": ["missing_papers_notice"],
        "refused": ["refusal_notice"],
        "enrolled": ["proof_of_insurance"],
    }
    return ["visit_receipt", *extra.get(case.state, [])]
