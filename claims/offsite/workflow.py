"""The steps of a filing: entered and filed by a clerk, ended or changed to another; what was entered in error a second person
cancels."""

from django.utils.translation import gettext_lazy as _

from casework.engine.moves import Move
from casework.engine.refusals import Reason
from casework.engine.table import Workflow, steps_of
from casework.models import Duty
from claims.offsite.queries.filings import filing_of, papers_of
from claims.offsite.states import FILING_STEPS, FOLLOWED, OFFSITE_KIND, FilingState

KIND = OFFSITE_KIND
NO_PROOF = _("Add a scan of the proof, or enter it with the written commitment: %(papers)s.")
OWN_FILING = _("You entered this filing yourself. A colleague must cancel it.")


def proof_or_commitment(move: Move) -> list[Reason]:
    """A long-term filing rests on its proof or on a commitment (医保发〔2022〕22号, annex, article 8)."""
    filing = filing_of(move.case)
    if filing.commitment:
        return []
    kept = set(move.case.evidence.filter(withdrawn_at=None).values_list("item", flat=True))
    missing = [item.name for item in papers_of(move.case, move.on) if item.may_be_committed and item.code not in kept]
    return [Reason("no_proof", NO_PROOF % {"papers": " · ".join(missing)})] if missing else []


def not_her_own(move: Move) -> list[Reason]:
    """Maker and checker differ."""
    return [Reason("own_filing", OWN_FILING)] if move.by.user.pk == move.case.opened_by_id else []


GUARDS = {"confirm_filing": (proof_or_commitment,), "cancel_filing": (not_her_own,)}
DUTIES = {"confirm_filing": Duty.Kind.MAKER, "cancel_filing": Duty.Kind.CHECKER}


def path_of(case) -> str:
    """The class: each has its papers."""
    row = getattr(case, "offsite_filing", None)
    return "" if row is None else "long_term" if row.long_term else "temporary"


WORKFLOW = Workflow(
    kind=KIND,
    code="OF",
    name=_("filing of care outside the province"),
    states=dict(FilingState.choices),
    initial=FilingState.ENTERED,
    # A filing that stands waits for nobody; it may be ended, changed or cancelled all the same.
    final=frozenset({"stands", "ended", "replaced", "cancelled", "withdrawn"}),
    steps=steps_of(FILING_STEPS, duties=DUTIES, guards=GUARDS, followed=FOLLOWED),
    waits_for={"entered": "office"},
    url_name="see_case",
    side_verbs=frozenset({"withdraw_filing", "end_filing", "cancel_filing"}),
    failed=frozenset({"cancelled", "withdrawn"}),
    path_of=path_of,
    paths=(("long_term", _("long-term")), ("temporary", _("temporary"))),
)
