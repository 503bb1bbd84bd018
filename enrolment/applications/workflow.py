"""The steps of an enrolment application: who may take them, from where to where, and what must hold first."""

from django.utils.translation import gettext_lazy as _

from casework.engine.moves import Move
from casework.engine.refusals import Reason
from casework.engine.table import Workflow, steps_of
from casework.models import Duty
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.applications.queries.admission import pairs_of
from enrolment.applications.queries.promised import awaited
from enrolment.applications.rules import processing_limit
from enrolment.applications.states import APPLICATION_KIND, APPLICATION_STEPS, ApplicationState
from enrolment.coverage.queries.coverage import enrolment_on

KIND = APPLICATION_KIND
HAS_DIED = _("The file says that the person died on %(day)s.")


def not_ruled_out(move: Move) -> list[Reason]:
    """A document set that the rules of the place exclude is not verified away."""
    if move.case.enrolment_application.eligibility.get("result") == "not_eligible":
        text = _("The rules of this place exclude this application. Return it for papers or refuse it with the reason.")
        return [Reason("ruled_out", text)]
    return []


def second_review_done(move: Move) -> list[Reason]:
    """Where two rules disagree, a second reviewer has looked."""
    application = move.case.enrolment_application
    if application.second_review_needed and application.second_reviewed_on is None:
        return [Reason("second_review_missing", _("Two rules disagree here: a second reviewer must look first."))]
    return []


def second_review_wanted(move: Move) -> list[Reason]:
    application = move.case.enrolment_application
    if not application.second_review_needed or application.second_reviewed_on is not None:
        return [Reason("second_review_not_needed", _("This application needs no further review."), applies=False)]
    return []


def contradiction_possible(move: Move) -> list[Reason]:
    """A refusal is only proposed where the portal found that the person may join; its page is that of the refusal."""
    if move.case.enrolment_application.eligibility.get("result") != "may_join":
        return [Reason("no_second_needed", _("This refusal needs no second person."), applies=False)]
    return []


def no_doubt_left(move: Move) -> list[Reason]:
    """Where the counter was not sure whether the client is the person of the file, a supervisor has looked."""
    doubt = move.case.enrolment_application.doubt
    if doubt == EnrolmentApplication.Doubt.OPEN:
        return [Reason("identity_in_doubt", _("The file says otherwise: a supervisor has to judge who this is first."))]
    if doubt == EnrolmentApplication.Doubt.OTHER:
        text = _("The supervisor found that the number is another person's. Return the application for the right one.")
        return [Reason("identity_of_another", text)]
    return []


def doubt_open(move: Move) -> list[Reason]:
    """There is something to judge."""
    if move.case.enrolment_application.doubt != EnrolmentApplication.Doubt.OPEN:
        return [Reason("no_doubt", _("Nobody doubts who the applicant is."), applies=False)]
    return []


def no_duplicate_left(move: Move) -> list[Reason]:
    """A second file of the same human, or what may be one, is judged and merged before anybody is enrolled."""
    pairs = pairs_of(move.case.enrolment_application)
    if not pairs:
        return []
    if any(pair.verdict == "same" for pair in pairs):
        return [Reason("files_to_merge", _("The person has a second file. Merge the two before anybody is enrolled."))]
    return [
        Reason("possible_duplicate", _("Another file may be the same person's. Judge it before anybody is enrolled."))
    ]


def promised_papers_are_here(move: Move) -> list[Reason]:
    """What was promised comes before anything is decided."""
    if awaited(move.case.enrolment_application, move.on):
        return [Reason("papers_promised", _("A promised paper is not here yet: nothing is decided before it is."))]
    return []


def alive(move: Move) -> list[Reason]:
    """Nobody who has died is enrolled."""
    person = move.case.enrolment_application.person
    if person is None or person.died_on is None:
        return []
    return [Reason("has_died", HAS_DIED % {"day": person.died_on.isoformat()})]


def not_enrolled_yet(move: Move) -> list[Reason]:
    """One person, one basic scheme at a time."""
    if enrolment_on(move.case.enrolment_application.person_id, move.on):
        return [Reason("enrolled_already", _("This person is enrolled already. End or transfer that enrolment first."))]
    return []


GUARDS = {
    "verify_documents": (not_ruled_out, no_doubt_left),
    "judge_identity": (doubt_open,),
    "review_second": (second_review_wanted,),
    "enrol": (alive, second_review_done, no_duplicate_left, promised_papers_are_here, not_enrolled_yet),
    "propose_refusal": (contradiction_possible,),
}
DUTIES = {
    "submit_application": Duty.Kind.MAKER,
    "submit_incomplete": Duty.Kind.MAKER,
    "return_for_papers": Duty.Kind.CHECKER,
    "verify_documents": Duty.Kind.CHECKER,
    "enrol": Duty.Kind.CHECKER,
    "refuse": Duty.Kind.CHECKER,
    "propose_refusal": Duty.Kind.CHECKER,
    "review_second": Duty.Kind.SECOND_CHECKER,
}


def path_of(case) -> str:
    """The path of an application, "" while its sheet has not been sent off."""
    return getattr(getattr(case, "enrolment_application", None), "path", "")


WORKFLOW = Workflow(
    kind=KIND,
    code="EN",
    name=_("enrolment"),
    states=dict(ApplicationState.choices),
    initial=ApplicationState.DRAFT,
    final=frozenset({"enrolled", "refused", "withdrawn", "discarded"}),
    steps=steps_of(APPLICATION_STEPS, duties=DUTIES, guards=GUARDS),
    waits_for={"draft": "office", "submitted": "office", "returned": "client", "verified": "office"},
    url_name="see_case",
    limit=processing_limit.RULE_ID,
    side_verbs=frozenset({"withdraw", "discard_draft", "refuse", "propose_refusal"}),
    failed=frozenset({"refused", "withdrawn", "discarded"}),
    draft_url="intake",
    draft_verb="submit_application",
    draft_words=_("Correct the application"),
    path_of=path_of,
    paths=tuple(EnrolmentApplication.Path.choices),
)
