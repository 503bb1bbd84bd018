"""The steps of a list of designated institutions: drawn for a day, looked through, fixed; then its paper is issued."""

from django.utils.translation import gettext_lazy as _

from casework.engine.table import Step, Workflow
from institutions.listings.states import LISTING_KIND, LISTING_STEPS, ListingState

KIND = LISTING_KIND

WORKFLOW = Workflow(
    kind=KIND,
    code="DL",
    name=_("list of designated institutions"),
    states=dict(ListingState.choices),
    initial=ListingState.DRAWN,
    final=frozenset({"fixed", "withdrawn"}),
    steps=tuple(Step(verb=verb, sources=sources, target=target) for verb, sources, target in LISTING_STEPS),
    waits_for={"drawn": "office"},
    url_name="see_case",
    side_verbs=frozenset({"withdraw_designated_list"}),
    failed=frozenset({"withdrawn"}),
)
