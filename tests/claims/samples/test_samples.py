"""A sample of decided claims and its second readings: drawn once, read blind by somebody without a part, differences concluded."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse

from casework.casefile.services.events import record_look
from casework.engine.refusals import AlreadyMoved, Blocked
from casework.models import CaseFile, Duty, Event, LedgerTransfer, Payable, User
from casework.papers.services.paper_prints import print_paper
from claims.models import ClaimSample, SecondReading
from claims.reimbursements.services.papers import KINDS, issue_claim_paper
from claims.reimbursements.services.reviewing import ReviewData
from claims.samples.queries.readings import comes_out_again, has_seen
from claims.samples.rules.drawing import rates_on
from claims.samples.services import sampling
from claims.samples.services.sampling import ConclusionData, SampleData
from claims.samples.states import READING_STEPS
from claims.year_statements.services.papers import issue_claims_year
from tests.accounts import at
from tests.builders import JIMEI, Staff
from tests.claims.reimbursements.builders import Desk, receipt
from tests.filled_forms import filled
from tests.institutions.builders import with_remedies
from tests.test_query_counts import queries_of

pytestmark = pytest.mark.django_db
TODAY, LATER = date(2026, 6, 10), date(2026, 7, 1)
SAMPLE = SampleData(
    starts_on=date(2026, 6, 1), ends_on=date(2026, 6, 30), seed="081523", published="2026年7月1日 公开摇号（虚构）"
)
PAYS, REFUSES = ReviewData(advice="approve"), ReviewData(advice="refuse", ground="not_payable", words="不予支付")


class World(Desk):
    """Three claims approved in June, and officers of July."""

    def __init__(self):
        self.staff = Staff(TODAY)
        super().__init__(self.staff)
        with_remedies()
        person = self.insured()
        self.claims = [
            self.approve(
                self.reviewed(
                    person, receipt(f"002689656{n}"), starts_on=self.stay(2 * n + 1), ends_on=self.stay(2 * n + 2)
                )
            )
            for n in range(3)
        ]
        self.supervisor = replace(self.third, on=LATER)
        self.reader = replace(self.staff("reviewer", number=5), on=LATER)
        self.other = replace(self.staff("reviewer", number=6), on=LATER)

    def drawn(self, **changes) -> ClaimSample:
        return sampling.draw_sample(replace(SAMPLE, **changes), by=self.supervisor, on=LATER)

    def reading(self) -> SecondReading:
        return self.drawn().readings.select_related("case", "claim__case").get()

    def taken(self) -> SecondReading:
        row = self.reading()
        sampling.take_reading(row.pk, **self.step(row.case, self.reader))
        return SecondReading.objects.select_related("case", "claim__case").get(pk=row.pk)

    def given(self, data=PAYS) -> SecondReading:
        row = self.taken()
        sampling.give_reading(row.pk, data, **self.step(row.case, self.reader))
        return SecondReading.objects.select_related("case", "claim__case").get(pk=row.pk)


@pytest.fixture(scope="module")
def world(made_once):
    return World()


def refused(act) -> list[str]:
    with pytest.raises(Blocked) as blocked:
        act()
    return [reason.code for reason in blocked.value.reasons]


def test_drawn_by_a_seed_it_comes_out_again_and_stays_as_it_was_drawn(world):
    sample = world.drawn()
    assert {key for key, _stratum in sample.population} == {str(case.pk) for case in world.claims}
    assert sample.readings.count() == 1 and comes_out_again(sample)
    event = Event.objects.get(verb="draw_sample")
    assert (event.facts["population"], event.facts["drawn"], event.facts["seed"]) == (3, 1, SAMPLE.seed)
    reading = sample.readings.get()
    assert (reading.state, reading.case.office, reading.case.assigned_to) == ("drawn", world.clerk.office, None)
    for change in ({"seed": "x"}, {"population": []}):
        with pytest.raises(DatabaseError), transaction.atomic():
            ClaimSample.objects.filter(pk=sample.pk).update(**change)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"ends_on": LATER}, "not_over"),
        ({"starts_on": date(2026, 5, 1), "ends_on": date(2026, 5, 31)}, "nobody"),
    ],
)
def test_what_is_not_drawn(world, changes, said):
    assert refused(lambda: world.drawn(**changes)) == [said]


def test_a_seed_that_does_not_please_is_not_drawn_again(world):
    world.drawn()
    assert refused(lambda: world.drawn(seed="another")) == ["drawn"]
    assert ClaimSample.objects.count() == 1 and SecondReading.objects.count() == 1


def test_what_was_refused_or_reversed_is_not_in_it(world):
    CaseFile.objects.filter(pk=world.claims[0].pk).update(state="reversed")
    assert str(world.claims[0].pk) not in [key for key, _stratum in world.drawn().population]


@pytest.mark.parametrize("name", ["reviewer", "second", "third"])
def test_nobody_with_a_part_in_it_reads_it(world, name):
    row, officer = world.reading(), replace(getattr(world, name), on=LATER)
    act = {"by": officer, "on": LATER, "seen": row.case.version, "op": world.step(row.case, officer)["op"]}
    if name == "third":
        # The supervisor draws, and does not read.
        with pytest.raises(PermissionDenied):
            sampling.take_reading(row.pk, **act)
        return
    assert refused(lambda: sampling.take_reading(row.pk, **act)) == ["had_a_part"]


def test_who_has_seen_the_decision_or_is_the_person_does_not_read_it(world):
    row = world.reading()
    record_look("see_case", by=world.other, shown=[row.claim.person_id], case=row.claim.case)
    assert refused(lambda: sampling.take_reading(row.pk, **world.step(row.case, world.other))) == ["has_seen"]
    User.objects.filter(pk=world.reader.user.pk).update(own_subject=row.claim.person_id)
    world.reader.user.own_subject = row.claim.person_id
    try:
        assert refused(lambda: sampling.take_reading(row.pk, **world.step(row.case, world.reader))) == [
            "her_own_matter"
        ]
    finally:
        world.reader.user.own_subject = None


def test_what_was_decided_is_not_shown_until_the_reading_is_given(world):
    row, client = world.taken(), at(world.reader)
    amount = f"{row.claim.approved_amount:,.2f}"
    first = world.reviewer.user.full_name
    pages = [reverse("see_case", args=[row.claim_id]), reverse("see_case", args=[row.pk])]
    for address in (*pages, reverse("give_reading", args=[row.pk])):
        page = client.get(address).content.decode()
        assert amount not in page and 'id="first-review"' not in page and 'id="settlement"' not in page, address
    with pytest.raises(PermissionDenied):
        issue_claim_paper(row.claim.case, KINDS["claim_decision"], by=world.reader, on=LATER)
    # A colleague sees what there is to see.
    assert amount in at(world.reviewer).get(pages[0]).content.decode()
    sampling.give_reading(row.pk, PAYS, **world.step(row.case, world.reader))
    page = client.get(pages[1]).content.decode()
    assert 'id="first-review"' in page and first in page
    assert amount in client.get(pages[0]).content.decode()


def test_nor_do_its_papers_by_their_addresses(world):
    row, client = world.taken(), at(world.reader)
    paper = issue_claim_paper(row.claim.case, KINDS["claim_decision"], by=world.reviewer, on=LATER)
    assert client.get(reverse("see_paper", args=[paper.pk])).status_code == 404
    assert client.post(reverse("print_paper", args=[paper.pk])).status_code == 404
    with pytest.raises(CaseFile.DoesNotExist):
        print_paper(paper, world.reader)
    assert at(world.reviewer).get(reverse("see_paper", args=[paper.pk])).status_code == 200
    sampling.give_reading(row.pk, PAYS, **world.step(row.case, world.reader))
    assert client.get(reverse("see_paper", args=[paper.pk])).status_code == 200


def test_who_has_printed_the_decision_or_seen_another_reading_of_it_does_not_read_it(world):
    row = world.reading()
    record_look("print_paper", by=world.other, shown=[row.claim_id], case=row.claim.case)
    assert refused(lambda: sampling.take_reading(row.pk, **world.step(row.case, world.other))) == ["has_seen"]
    record_look("see_case", by=world.reader, shown=[row.claim.person_id], case=row.case)
    # What is not given yet tells nothing of the decision.
    sampling.take_reading(row.pk, **world.step(row.case, world.reader))
    sampling.give_reading(row.pk, REFUSES, **world.step(row.case, world.reader))
    third = replace(world.staff("reviewer", number=7), on=LATER)
    assert not has_seen(row.claim.case, third.user, row.claim.decided_on)
    record_look("see_case", by=third, shown=[row.claim.person_id], case=row.case)
    assert has_seen(row.claim.case, third.user, row.claim.decided_on)


def test_nor_who_has_seen_the_year_it_is_told_in(world):
    row = world.reading()
    year = reverse("see_claims_year", args=[row.claim.person_id])
    at(world.other).get(year, {"year": "2025"})
    assert not has_seen(row.claim.case, world.other.user, row.claim.decided_on)
    assert at(world.other).get(year, {"year": "2026"}).status_code == 200
    assert refused(lambda: sampling.take_reading(row.pk, **world.step(row.case, world.other))) == ["has_seen"]
    # Its statement lies on another case of hers.
    newest = world.received(row.claim.person, receipt("0026896599"), starts_on=world.stay(20), ends_on=world.stay(21))
    paper = issue_claims_year(row.claim.person, 2026, by=world.other, on=LATER)
    assert paper.case_id == newest.pk
    printed = world.staff("reviewer", number=8)
    assert not has_seen(row.claim.case, printed.user, row.claim.decided_on)
    record_look("print_paper", by=printed, shown=[paper.pk], case=newest)
    assert has_seen(row.claim.case, printed.user, row.claim.decided_on)
    address = reverse("see_paper", args=[paper.pk])
    assert at(world.reader).get(address).status_code == 200
    sampling.take_reading(row.pk, **world.step(row.case, world.reader))
    assert at(world.reader).get(address).status_code == 404


def test_a_claim_reversed_meanwhile_is_read_as_blindly(world):
    row = world.taken()
    CaseFile.objects.filter(pk=row.claim_id).update(state="reversed")
    page = at(world.reader).get(reverse("see_case", args=[row.claim_id])).content.decode()
    assert 'id="first-review"' not in page and 'id="settlement"' not in page
    assert 'id="settlement"' in at(world.reviewer).get(reverse("see_case", args=[row.claim_id])).content.decode()
    assert sampling.give_reading(row.pk, PAYS, **world.step(row.case, world.reader)).state == "agrees"


def test_two_claims_of_one_person_may_both_be_read(world, monkeypatch):
    whole = {code: ["1", one.least, None] for code, one in rates_on(LATER).items()}
    monkeypatch.setattr(sampling, "shares_kept", lambda *_on: whole)
    sample = world.drawn()
    assert sample.readings.count() == 3 and comes_out_again(sample)


def test_readings_that_agree_are_the_end_of_it(world):
    row = world.given()
    assert (row.state, row.accepted, row.first_accepted) == ("agrees", Decimal("3000.00"), Decimal("3000.00"))
    assert row.reply_until is None and not CaseFile.objects.get(pk=row.pk).is_open


def test_a_difference_is_recorded_replied_to_and_concluded_by_a_third_and_moves_no_money(world):
    before = (LedgerTransfer.objects.count(), Payable.objects.count())
    row = world.given(REFUSES)
    assert (row.state, row.accepted, row.first_accepted) == ("differs", Decimal("0.00"), Decimal("3000.00"))
    assert row.reply_until == LATER + timedelta(days=15)
    told = ConclusionData(conclusion="reverse", why="应予追回")
    step = world.step(row.case, world.supervisor)
    assert refused(lambda: sampling.conclude_reading(row.pk, told, **step)) == ["may_reply"]
    sampling.conclude_reading(row.pk, replace(told, reply="无异议"), **step)
    row.refresh_from_db()
    assert (row.state, row.conclusion, row.reply.open_for_work()) == ("concluded", "reverse", "无异议")
    # Nothing of others' money, nor of this, follows by itself.
    assert (LedgerTransfer.objects.count(), Payable.objects.count()) == before
    page = at(world.other).get(reverse("see_case", args=[row.pk])).content.decode()
    assert reverse("open_reversal", args=[row.claim_id]) in page


def test_nobody_concludes_what_follows_of_her_own_decision(world):
    row = world.given(REFUSES)
    Duty.objects.create(case=row.claim.case, officer=world.third.user, duty=Duty.Kind.THIRD_CHECKER)
    told = ConclusionData(conclusion="stands", why="初审正确", reply="无异议")
    step = world.step(row.case, world.supervisor)
    assert refused(lambda: sampling.conclude_reading(row.pk, told, **step)) == ["had_a_part"]


def test_after_the_days_of_reply_it_is_concluded_without_one(world):
    row = world.given(REFUSES)
    late = replace(world.supervisor, on=row.reply_until + timedelta(days=1))
    told = ConclusionData(conclusion="stands", why="初审正确")
    assert sampling.conclude_reading(row.pk, told, **world.step(row.case, late)).state == "concluded"
    page = at(world.other).get(reverse("see_case", args=[row.pk])).content.decode()
    assert reverse("open_reversal", args=[row.claim_id]) not in page


def test_what_was_given_stands(world):
    row = world.given(REFUSES)
    for change in ({"accepted": Decimal(1)}, {"reader": world.other.user}, {"advice": "approve"}, {"state": "drawn"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            SecondReading.objects.filter(pk=row.pk).update(**change)


@pytest.mark.parametrize("state", ["drawn", "taken", "agrees"])
@pytest.mark.parametrize("verb", ["take_reading", "free_reading", "give_reading", "conclude_reading"])
def test_only_the_moves_of_the_table(world, state, verb):
    allowed = {(source, step) for step, sources, _target in READING_STEPS for source in sources}
    row = {"drawn": world.reading, "taken": world.taken, "agrees": world.given}[state]()
    if (state, verb) in allowed:
        return
    officer = world.supervisor if verb == "conclude_reading" else world.reader
    data = {"give_reading": (PAYS,), "conclude_reading": (ConclusionData(conclusion="stands", why="x"),)}.get(verb, ())
    with pytest.raises(AlreadyMoved):
        getattr(sampling, verb)(row.pk, *data, **world.step(row.case, officer))


def test_another_colleague_does_not_give_a_reading_that_was_taken(world):
    row = world.taken()
    assert "not_hers" in refused(lambda: sampling.give_reading(row.pk, PAYS, **world.step(row.case, world.other)))


@pytest.mark.parametrize("by", ["reader", "supervisor"])
def test_a_reading_that_was_taken_and_not_given_waits_for_anybody_again(world, by):
    """Whoever took it may not come back; who has seen it in between does not read it again."""
    row = world.taken()
    assert refused(lambda: sampling.free_reading(row.pk, **world.step(row.case, world.other))) == ["not_hers"]
    sampling.free_reading(row.pk, **world.step(row.case, getattr(world, by)))
    row = SecondReading.objects.select_related("case").get(pk=row.pk)
    assert row.state == row.case.state == "drawn"
    sampling.take_reading(row.pk, **world.step(row.case, world.other))
    assert "not_hers" in refused(lambda: sampling.give_reading(row.pk, PAYS, **world.step(row.case, world.reader)))
    sampling.give_reading(row.pk, PAYS, **world.step(row.case, world.other))
    assert SecondReading.objects.get(pk=row.pk).reader == world.other.user


def test_it_is_given_back_on_its_page(world):
    row = world.taken()
    for officer in (world.third, world.staff("reviewer", number=5)):
        page = at(officer).get(reverse("see_case", args=[row.pk])).content.decode()
        assert reverse("free_reading", args=[row.pk]) in page
    client, step = at(world.third), reverse("free_reading", args=[row.pk])
    assert client.post(step, filled(client.get(step))).status_code == 302
    assert SecondReading.objects.get(pk=row.pk).state == "drawn"


def test_from_the_form_to_the_difference_by_the_pages(world, settings):
    supervisor = at(world.third)
    draw = reverse("draw_sample")
    typed = filled(supervisor.get(draw)) | {
        "starts_on": "2026-06-01",
        "ends_on": "2026-06-30",
        "seed": SAMPLE.seed,
        "published": SAMPLE.published,
    }
    wrong = supervisor.post(draw, typed | {"starts_on": "2026-06-31"})
    assert wrong.status_code == 422 and filled(wrong)["seed"] == SAMPLE.seed
    made = supervisor.post(draw, typed)
    sample = ClaimSample.objects.get()
    assert made["Location"] == reverse("see_sample", args=[sample.pk])
    row = sample.readings.get()
    page = supervisor.get(made["Location"]).content.decode()
    assert SAMPLE.seed in page and reverse("see_case", args=[row.pk]) in page
    client = at(world.reader)
    give = reverse("give_reading", args=[row.pk])
    sampling.take_reading(row.pk, **world.step(row.case, world.reader))
    form = filled(client.get(give))
    short = client.post(give, form | {"advice": "refuse", "words": "不予支付"})
    assert short.status_code == 422 and 'id="id_ground_error"' in short.content.decode()
    assert client.post(give, form | {"advice": "refuse", "ground": "not_payable", "words": "x"}).status_code == 302
    row.refresh_from_db()
    assert row.state == "differs"
    conclude = reverse("conclude_reading", args=[row.pk])
    told = {"conclusion": "stands", "why": "初审正确", "reply": "无异议"}
    assert supervisor.post(conclude, filled(supervisor.get(conclude)) | told).status_code == 302
    assert queries_of(supervisor, reverse("see_samples")) <= 20


def test_who_may_not(world):
    sample = world.drawn()
    assert at(world.clerk).get(reverse("see_samples")).status_code == 403
    assert at(world.reader).get(reverse("draw_sample")).status_code == 403
    assert at(world.staff("supervisor", JIMEI)).get(reverse("see_sample", args=[sample.pk])).status_code == 404
