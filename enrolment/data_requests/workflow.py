"""The steps of a request about personal information: made at the counter, decided by a second officer with a reason."""

from django.utils.translation import gettext_lazy as _

from casework.engine.moves import Move, by_another
from casework.engine.refusals import Reason
from casework.engine.table import Workflow, steps_of
from casework.models import Duty
from enrolment.data_requests.queries.situation import missing_papers
from enrolment.data_requests.rules import data_request_answer
from enrolment.data_requests.rules.rights import DELETE, OTHER, RESTRICT, table
from enrolment.data_requests.states import DATA_REQUEST_KIND, DATA_REQUEST_STEPS, DataRequestState
from enrolment.data_requests.words import said

KIND = DATA_REQUEST_KIND
OWN_REQUEST = _("You took this request down yourself. A colleague must decide on it.")
PAPERS_MISSING = _("A scan is missing: %(papers)s.")
ONLY_REFUSED = _("What is asked for is kept or done by law: it is refused with that ground, or withdrawn.")


# Maker and checker differ.
not_taken_down_by_herself = by_another("own_request", OWN_REQUEST)


def papers_are_here(move: Move) -> list[Reason]:
    """Who asks is known, and what a paper must show is shown by one."""
    missing = missing_papers(move.case, move.on)
    if not missing:
        return []
    return [Reason("papers_missing", PAPERS_MISSING % {"papers": " · ".join(item.name for item in missing)})]


def lies_with_the_office(move: Move) -> list[Reason]:
    """What law keeps is not deleted, what law asks for is not restricted."""
    request = move.case.data_request
    if request.right in (DELETE, RESTRICT) and request.about == OTHER:
        return [Reason("only_refused", ONLY_REFUSED)]
    return []


GUARDS = {
    "grant_data_request": (not_taken_down_by_herself, papers_are_here, lies_with_the_office),
    "refuse_data_request": (not_taken_down_by_herself,),
}
DUTIES = {"grant_data_request": Duty.Kind.CHECKER, "refuse_data_request": Duty.Kind.CHECKER}


def path_of(case) -> str:
    """The right a request is about: each has its papers."""
    return getattr(getattr(case, "data_request", None), "right", "")


WORKFLOW = Workflow(
    kind=KIND,
    code="PI",
    name=_("request about personal information"),
    states=dict(DataRequestState.choices),
    initial=DataRequestState.ASKED,
    final=frozenset({"granted", "refused", "withdrawn"}),
    steps=steps_of(DATA_REQUEST_STEPS, duties=DUTIES, guards=GUARDS),
    waits_for={"asked": "office"},
    url_name="see_case",
    limit=data_request_answer.RULE_ID,
    side_verbs=frozenset({"withdraw_data_request", "refuse_data_request"}),
    failed=frozenset({"refused", "withdrawn"}),
    path_of=path_of,
    paths=tuple((right.code, said(right)) for right in table().rights.values()),
)
