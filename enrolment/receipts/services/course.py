"""The course of an application or an activation: what was done, what comes next, by when; plain data without a name."""

from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.evidence.queries import Words, in_each_language
from casework.models import CaseFile, ChecklistItem
from casework.papers.services.paper_facts import frozen
from enrolment.activation.models.activation import CodeActivation
from enrolment.applications import workflow as application_workflow
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.applications.models.asked import AskedThing
from enrolment.applications.rules.processing_limit import RULE_ID
from enrolment.documents.queries import names_a_kind, names_of_kinds

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
    # By which document somebody works or stays tells which identity document that is: here it is not said.
    "employment_kind": _("details of the work"),
    "employment_number": _("details of the work"),
    "handled_on": _("details of the work"),
    "stay_until": _("details of the stay"),
    "card_place": _("details of the dwelling"),
    "business_code": _("code of the business licence"),
    "business_name": _("name of the business"),
    "resident_since": _("first day of living here"),
    "guardian_name": _("name of the guardian"),
    "guardian_number": _("document number of the guardian"),
    "guardian_relation": _("relation of the guardian"),
    "mother_number": _("document number of the mother"),
}

ON_THE_NOTICE = _("a paper that is named on the notice you were handed")


def course_of(case: CaseFile, _on: date) -> dict:
    """What a client who names nobody may be told of her case: done, asked, due, next. Up to eight queries."""
    if case.kind == application_workflow.KIND:
        application = EnrolmentApplication.objects.get(case=case)
        return application_course(application, case) | {"asked": _asked(application)}
    return activation_course(CodeActivation.objects.get(case=case), case) | {"asked": []}


def application_course(application: EnrolmentApplication, case: CaseFile) -> dict:
    """What was done for an application so far, when the answer is due, and what the client does next."""
    done = [step("received", case.received_on), *_decided(application, case), *activated(application.person_id)]
    return {"done": done, "due": answer_due(case), "next": _next(application)}


def activation_course(activation: CodeActivation, case: CaseFile) -> dict:
    """The same of an activation, which has no limit of its own."""
    done = [step("activation_requested", case.received_on), *activated(activation.person_id)]
    if activation.state in ("failed", "closed", "found_active", "deactivated"):
        done.append(step("activation_" + activation.state, _moved_on(case, activation.state), reason=_why(activation)))
    return {"done": done, "due": None, "next": {"what": "activation_" + activation.state, "by": None}}


def _asked(application: EnrolmentApplication) -> list[dict]:
    """What the application waits for, by the names of papers and fields alone: what an officer wrote stays on the notice."""
    if application.state != "returned":
        return []
    items, things = (
        papers_known(application_workflow.KIND),
        application.asked.filter(round=application.round, answer=""),
    )
    kinds = names_of_kinds()
    return [{"name": _open_name(thing, items.get(thing.code), kinds), "way": thing.way} for thing in things]


def _open_name(thing: AskedThing, item: ChecklistItem | None, kinds: frozenset[str]) -> Words:
    """The name of what is asked for as everybody may read it. A list is written by officers: a paper that is asked of the holders
    of one document only, or whose name says which one that is, is named by the notice alone."""
    name = name_of(thing, item)
    return frozen(ON_THE_NOTICE) if item and (item.holding or names_a_kind(name.values(), kinds)) else name


def _next(application: EnrolmentApplication) -> dict:
    """What the client does next, and by when where a day was named."""
    has_code = CodeActivation.objects.filter(person=application.person_id, state__in=("activated", "found_active"))
    if application.state == "enrolled" and has_code.exists():
        return {"what": "activated", "by": None}
    return {"what": application.state, "by": application.come_back_by if application.state == "returned" else None}


def _decided(application: EnrolmentApplication, case: CaseFile) -> list[dict]:
    """What became of the application, in the order it happened."""
    steps = [step("verified", application.verified_on)] if application.verified_on else []
    if application.state == "enrolled":
        enrolment = application.enrolments.filter(superseded_at=None).first()
        steps.append(step("enrolled", application.enrolled_on, cover=enrolment.starts_on if enrolment else None))
    elif application.state in ("returned", "refused", "withdrawn"):
        steps.append(step(application.state, case.closed_on or _moved_on(case, application.state)))
    return steps


def _moved_on(case: CaseFile, state: str) -> date:
    """The day on which a case came into a state. Raises Event.DoesNotExist for one it never was in. One query."""
    return timezone.localdate(case.events.filter(to_state=state).latest("at").at)


def activated(person_id: UUID | None) -> list[dict]:
    done = CodeActivation.objects.filter(person=person_id, state="activated").select_related("case__office").first()
    if done is None:
        return []
    return [step("activated", done.activated_on, office=in_each_language(done.case.office, "name"))]


def _why(activation: CodeActivation) -> dict | None:
    """Why the code was not activated: what the platform answered, or why the request was closed."""
    if activation.state == "closed":
        return frozen(CodeActivation.Closing(activation.closing).label)
    return frozen(CodeActivation.Failure(activation.failure).label) if activation.state == "failed" else None


def step(what: str, on: date | None, **more) -> dict:
    return {"what": what, "on": on} | {name: value for name, value in more.items() if value is not None}


def answer_due(case: CaseFile) -> dict | None:
    """When the answer is due, while the clock runs: both dates, and whether a calendar may still move them."""
    clock = case.deadlines.filter(rule=RULE_ID, stopped_on=None, superseded_by=None).first()
    if clock is None:
        return None
    return {"nominal": clock.nominal_on, "legal": clock.legal_on, "provisional": clock.provisional}


def papers_known(kind: str) -> dict[str, ChecklistItem]:
    """Every paper of a kind of case by its code, in its last version, also when it is asked for no more: what was asked was
    asked, and what was received was received. One query."""
    rows = ChecklistItem.objects.filter(case_kind=kind, published_at__isnull=False).order_by("starts_on", "path")
    return {row.code: row for row in rows}


def name_of(thing: AskedThing, item: ChecklistItem | None) -> Words:
    """The name of a paper or field that is asked for, as its paper calls it; `item` is its paper, None for a field."""
    return in_each_language(item, "name") if item else frozen(FIELD_WORDS.get(thing.code, thing.code))
