"""An officer says whether two files are one human's. Until then neither can be enrolled."""

import uuid

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.engine.refusals import Blocked, Reason
from casework.staff.officer import Officer
from enrolment.duplicates.models.possible_duplicate import PossibleDuplicate
from enrolment.duplicates.queries.pairs import pairs_visible_to

MERGED = _("The two files are merged. Take the merge back before you judge them anew.")
REASON_MISSING = _("Say what shows it: which papers were compared, what the client said.")


def not_about_oneself(pair: PossibleDuplicate, by: Officer) -> None:
    """Nobody judges, merges or parts her own file. Raises PermissionDenied."""
    if by.user.own_subject and by.user.own_subject in (pair.first_id, pair.second_id):
        raise PermissionDenied("a file of one's own")


@transaction.atomic
def judge_duplicate(pair_id: uuid.UUID, verdict: str, reason: str, *, by: Officer) -> PossibleDuplicate:
    """Record the verdict on a pair; a later one replaces it as long as the files are not merged.

    Raises Blocked, PermissionDenied, PossibleDuplicate.DoesNotExist for a pair of other offices.
    """
    by.must("judge_duplicate")
    not_about_oneself(pairs_visible_to(by).get(pk=pair_id), by)
    pair = PossibleDuplicate.objects.select_for_update().get(pk=pair_id)
    if not reason.strip():
        raise Blocked(Reason("reason_missing", REASON_MISSING, "reason"))
    if pair.merges.filter(undone_on=None).exists():
        raise Blocked(Reason("merged", MERGED))
    pair.verdict, pair.reason, pair.judged_by, pair.judged_at = verdict, reason.strip(), by.user, Now()
    pair.save(update_fields=["verdict", "reason", "judged_by", "judged_at"])
    for person in (pair.first_id, pair.second_id):
        record("judge_duplicate", by=by, subject=person, facts={"pair": str(pair.pk), "verdict": verdict})
    return pair
