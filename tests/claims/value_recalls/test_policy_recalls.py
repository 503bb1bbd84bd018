"""A value of a benefit policy was wrong: another version takes its place, and what was settled by it is settled anew. What is
posted is compared with the same bills settled by the right version from the first day."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from casework.books.queries.checks import checked
from casework.engine.refusals import Blocked
from casework.models import CaseFile, Event, IssuedPaper
from claims.models import ClaimSettlement, Overpayment, PersonYear, PolicyVersion, Resettlement, ValueRecall
from claims.policies.services import policies
from claims.reimbursements.queries.replay import replay
from claims.reversals.queries.plan import plan_of
from claims.value_recalls.services import recalling
from claims.value_recalls.services.papers import issue_value_recall_letter
from tests.accounts import at
from tests.badinput.pages_read import linked_errors
from tests.builders import PROVINCE
from tests.claims.policies.policy_drafts import drafted, shipped, starting
from tests.claims.reimbursements.builders import DRUG_A, line
from tests.claims.value_recalls.test_value_recalls import borne, claim, codes, post, three
from tests.filled_forms import filled
from tests.institutions.builders import rendered

pytestmark = pytest.mark.django_db
# Residents in a hospital of the third level were paid 60 %, and should have been paid 50 %.
RIGHT = {'flat = { by = "level", values = { 3 = "0.60"': 'flat = { by = "level", values = { 3 = "0.50"'}
SOURCE = "某更正通知"


def righted(staff, version="2", of=None, **more) -> PolicyVersion:
    """A version with the right value, published in the place of the one it is of, or from a day on."""
    of = of or shipped()
    draft = drafted(staff("finance_officer", PROVINCE), of=of, version=version, **more)
    second = staff("supervisor", PROVINCE)
    return policies.publish_policy(draft, by=second, seen=draft.digest, replaces=True).row


def proposed(bench, of=None) -> CaseFile:
    version = PolicyVersion.objects.get(pk=(of or shipped()).pk)
    return recalling.open_policy_recall(version, SOURCE, by=bench.reviewer, on=bench.today)


def decided(bench, of=None) -> CaseFile:
    case = proposed(bench, of)
    return recalling.decide_value_recall(case.pk, **bench.step(case, bench.third))


def ratios(case: CaseFile) -> set[str]:
    newest = Resettlement.objects.filter(settlement__claim=case.pk).order_by("pk").last()
    record = newest.record if newest else ClaimSettlement.objects.get(claim=case.pk).record
    return {record["policy"]["version"]}


def test_a_version_with_the_first_day_of_another_takes_its_place_only_where_that_is_meant(staff):
    draft = drafted(staff("finance_officer", PROVINCE), replace=RIGHT)
    second = staff("supervisor", PROVINCE)
    assert codes(policies.publish_policy, draft, by=second, seen=draft.digest) == ["overlap"]
    policies.publish_policy(draft, by=second, seen=draft.digest, replaces=True)
    wrong = shipped()
    assert wrong.replaced_by == draft and wrong.published
    assert list(PolicyVersion.objects.in_force(date(2026, 4, 1)).filter(code=wrong.code)) == [draft]
    assert Event.objects.get(verb="publish_policy").facts["replaced"] == wrong.label


def test_a_version_that_leaves_days_of_the_other_takes_no_place(staff):
    """It would leave the days behind its end without any."""
    until = RIGHT | {"from = 2020-01-01": "from = 2020-01-01\nuntil = 2026-12-31"}
    draft = drafted(staff("finance_officer", PROVINCE), replace=until)
    second = staff("supervisor", PROVINCE)
    assert codes(policies.publish_policy, draft, by=second, seen=draft.digest, replaces=True) == ["overlap"]


def test_the_database_replaces_a_published_version_once_and_never_takes_it_back(staff):
    right = righted(staff, replace=RIGHT)
    again = drafted(staff("finance_officer", PROVINCE), of=right, version="3")
    for sql, error in (
        ("UPDATE claims_policyversion SET replaced_by_id = NULL WHERE version = '1' AND code = %s", DatabaseError),
        (
            f"UPDATE claims_policyversion SET replaced_by_id = '{again.pk}' WHERE version = '1' AND code = %s",
            DatabaseError,
        ),
        (
            f"UPDATE claims_policyversion SET replaced_by_id = '{right.pk}' WHERE version = '3' AND code = %s",
            IntegrityError,
        ),
        ("UPDATE claims_policyversion SET replaced_by_id = id WHERE version = '2' AND code = %s", IntegrityError),
    ):
        with pytest.raises(error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [right.code])


def test_every_posting_is_as_if_the_right_version_had_been_there_from_the_first_day(bench, staff):
    """Brute force: the same bills of another person, settled once the right version was there."""
    wrong = three(bench, bench.insured(2), 11)
    righted(staff, replace=RIGHT)
    by_hand = three(bench, bench.insured(4), 21)
    assert [borne(case) for case in wrong] != [borne(case) for case in by_hand]
    case = decided(bench)
    assert post(bench, case) == {"posted": 1, "changed": 0, "waiting": 0}
    assert [borne(case) for case in wrong] == [borne(case) for case in by_hand]
    years = {row.person_id: row.accumulators for row in PersonYear.objects.filter(year=2026)}
    assert years[wrong[0].subject] == years[by_hand[0].subject]
    assert all(ratios(case) == {"2"} for case in wrong)
    assert CaseFile.objects.get(pk=case.pk).state == "done" and not any(checked().values())


def test_what_was_posted_by_the_right_version_behind_follows_by_its_own(bench, staff):
    """Somebody with a claim by the wrong version and one by the right: both are as if there had been one version."""
    person = bench.insured(2)
    mixed = [claim(bench, person, 11, 1, line(DRUG_A, "9000.00"))]
    righted(staff, replace=RIGHT)
    mixed.append(claim(bench, person, 12, 5, line(DRUG_A, "7000.00")))
    other = bench.insured(4)
    by_hand = [claim(bench, other, 21 + n, 1 + 4 * n, line(DRUG_A, f"{9 - 2 * n}000.00")) for n in range(2)]
    post(bench, decided(bench))
    assert [borne(case) for case in mixed] == [borne(case) for case in by_hand] and not any(checked().values())


def test_a_version_that_was_wrong_from_a_day_on_is_recalled_for_what_it_settled_since(bench, staff):
    """The right one begins on that day, and ends it the day before."""
    early, late = bench.insured(2), bench.insured(4)
    before = claim(bench, early, 11, 1, line(DRUG_A, "9000.00"))
    behind = claim(bench, late, 12, 20, line(DRUG_A, "9000.00"))
    righted(staff, replace=RIGHT | starting(shipped(), "2026-04-10"))
    case = decided(bench)
    recall = ValueRecall.objects.get(case=case)
    assert (recall.starts_on, recall.ends_on) == (date(2026, 4, 10), bench.today)
    post(bench, case)
    assert not Resettlement.objects.filter(settlement__claim=before.pk).exists()
    assert Resettlement.objects.get().settlement.claim_id == behind.pk and ratios(behind) == {"2"}


def test_behind_the_first_day_of_a_new_version_claims_are_settled_by_it(bench, staff):
    """The document of the older one still says that it has no end."""
    righted(staff, replace=RIGHT | starting(shipped(), "2026-04-10"))
    cases = [claim(bench, bench.insured(2), 11 + n, day, line(DRUG_A, "900.00")) for n, day in enumerate((1, 20))]
    assert [ratios(case) for case in cases] == [{"1"}, {"2"}]


def test_a_version_that_only_ended_was_not_wrong(bench, staff):
    claim(bench, bench.insured(), 11, 1, line(DRUG_A, "9000.00"))
    righted(staff, replace=RIGHT | starting(shipped(), "2026-05-01"))
    assert codes(proposed, bench) == ["same"]


def test_a_version_that_counts_is_not_recalled(bench, staff):
    claim(bench, bench.insured(), 11, 1, line(DRUG_A, "9000.00"))
    assert codes(proposed, bench) == ["still_counts"]
    righted(staff, replace=RIGHT | starting(shipped(), "2027-01-01"))
    assert codes(proposed, bench) == ["still_counts"]


def test_nobody_touched_nothing_recalled_and_a_source_is_written(bench, staff):
    righted(staff, replace=RIGHT)
    assert codes(proposed, bench) == ["nobody"]
    with pytest.raises(Blocked) as refused:
        recalling.open_policy_recall(shipped(), "", by=bench.reviewer, on=bench.today)
    assert refused.value.reasons[0].code == "no_source"


def test_the_right_one_was_wrong_as_well(bench, staff):
    """A second recall takes up what the first left: settlements that were worked out anew by the version in between."""
    wrong = three(bench, bench.insured(2), 11)
    between = righted(staff, replace=RIGHT)
    post(bench, decided(bench))
    (old, new), *_rest = RIGHT.items()
    righted(staff, version="3", of=between, replace={new: old.replace("0.60", "0.45")})
    by_hand = three(bench, bench.insured(4), 21)
    post(bench, decided(bench, between))
    assert [borne(case) for case in wrong] == [borne(case) for case in by_hand]
    assert all(ratios(case) == {"3"} for case in wrong) and not any(checked().values())
    # What was posted first still replays by the policy it was settled with.
    posted = ClaimSettlement.objects.filter(claim__in=[case.pk for case in wrong])
    assert {replay(row).outcome for row in posted} == {"same"}


def test_a_reversal_behind_it_works_by_the_version_it_was_worked_out_by(bench, staff):
    wrong = three(bench, bench.insured(2), 11)
    righted(staff, replace=RIGHT)
    by_hand = three(bench, bench.insured(4), 21)
    post(bench, decided(bench))
    for cases in (wrong, by_hand):
        reversal = bench.proposed(cases[0])
        assert not plan_of(CaseFile.objects.get(pk=reversal.pk).reversal).problems
        bench.confirmed(reversal)
    assert [borne(case) for case in wrong] == [borne(case) for case in by_hand] and not any(checked().values())


def test_a_replaced_version_settles_nothing_more_and_is_not_offered(bench, staff):
    right = righted(staff, replace=RIGHT)
    case = claim(bench, bench.insured(), 11, 1, line(DRUG_A, "9000.00"))
    assert ratios(case) == {"2"}
    page = at(bench.reviewer).get(reverse("calculate")).content.decode()
    assert right.label in page and f'"{shipped().label}"' not in page


def test_the_pages_in_their_order(bench, staff):
    """Publishing asks for a tick; the version says that it was replaced; the recall is opened from it, decided, posted, told."""
    person = bench.insured()
    paid = claim(bench, person, 11, 1, line(DRUG_A, "9000.00"))
    bench.paid(person)
    second = staff("supervisor", PROVINCE)
    draft = drafted(staff("finance_officer", PROVINCE), replace=RIGHT)
    publish = reverse("publish_policy", args=[draft.pk])
    client = at(second, proven=True)
    page = client.get(publish)
    assert 'name="replaces"' in page.content.decode()
    assert client.post(publish, {"seen": draft.digest}).status_code == 422
    assert client.post(publish, {"seen": draft.digest, "replaces": "on"}).status_code == 302
    reviewer, address = at(bench.reviewer), reverse("open_policy_recall", args=[shipped().pk])
    version = reviewer.get(reverse("see_policy", args=[shipped().pk])).content.decode()
    assert address in version and draft.label in version
    assert reviewer.post(address, filled(reviewer.get(address)) | {"source": ""}).status_code == 422
    opened = reviewer.post(address, filled(reviewer.get(address)) | {"source": SOURCE})
    case = CaseFile.objects.get(kind="value_recall")
    assert opened.url == reverse("see_case", args=[case.pk])
    shown = reviewer.get(opened.url).content.decode()
    assert shipped().label in shown and SOURCE in shown
    recalling.decide_value_recall(case.pk, **bench.step(case, bench.third))
    post(bench, case)
    assert Overpayment.objects.get().claim_id == paid.pk
    letter = issue_value_recall_letter(CaseFile.objects.get(pk=paid.pk), case.pk, by=bench.reviewer, on=bench.today)
    text = rendered(IssuedPaper.objects.get(pk=letter.pk))
    assert shipped().title_zh_hans in text and shipped().title_zh_hant in text and shipped().label not in text


@pytest.mark.parametrize("typed", ["", " ", "依据" * 151])
def test_a_source_that_is_none_is_told_beside_its_field_and_kept(bench, staff, typed):
    righted(staff, replace=RIGHT)
    address = reverse("open_policy_recall", args=[shipped().pk])
    client = at(bench.reviewer)
    answer = client.post(address, filled(client.get(address)) | {"source": typed})
    page = answer.content.decode()
    assert answer.status_code == 422 and linked_errors(page) == {"source"}
    assert len(typed) < 99 or typed in page


@pytest.mark.parametrize("role", ["clerk", "auditor"])
def test_whoever_may_not_recall_is_not_offered_it(bench, staff, role):
    righted(staff, replace=RIGHT)
    who = at(bench.clerk if role == "clerk" else staff("auditor"))
    address = reverse("open_policy_recall", args=[shipped().pk])
    assert who.get(address).status_code == 403
    assert address not in who.get(reverse("see_policy", args=[shipped().pk])).content.decode()
