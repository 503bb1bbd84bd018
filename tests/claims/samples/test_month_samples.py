"""A sample of the settlements of a posted month: strata by the average of the diagnosis, read blind by lines, what was not due led
into a notice that names it; nothing is extrapolated."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from casework.casefile.services.events import record_look
from casework.engine.refusals import Blocked
from casework.models import CaseFile, LedgerTransfer, Mailing
from claims.clawbacks.queries.prefilled import notice_of_reading
from claims.clawbacks.services.noticing import NoticeData, open_clawback
from claims.models import CareResult, ClaimSample, Clawback, SecondReading
from claims.months.queries.month import month_of
from claims.samples.queries.readings import comes_out_again, conclusions_of
from claims.samples.queries.settlements import averages_of, population_of, posted_run
from claims.samples.rules import drawing
from claims.samples.services import asking, month_samples, sampling
from claims.samples.services.month_samples import Seed
from claims.samples.services.sampling import ConclusionData, SettlementRead
from claims.samples.states import QUESTIONS_OF_MONTHS
from tests.accounts import at
from tests.claims.months.builders import Ward, settlement
from tests.claims.reimbursements.builders import DRUG_A, DRUG_B
from tests.filled_forms import filled
from tests.test_query_counts import queries_of

pytestmark = pytest.mark.django_db
SEED = Seed(seed="081523", published="2026年7月1日 公开摇号（虚构）")
LATER = date(2026, 7, 1)


class Sampled(Ward):
    """A month of two people, one of them dear, and officers who have not seen it."""

    def __init__(self, staff):
        super().__init__(staff)
        self.reader = staff("reviewer", number=7)
        self.documents_of = self.documents(self.insured(2), self.insured(4))

    def posted(self, *, dear="9000.00") -> CaseFile:
        first, second = self.documents_of
        rows = [settlement(f"S{n}", first, (DRUG_A, "3000.00"), (DRUG_B, "200.00"), day=8 + n) for n in (1, 9)]
        rows += [settlement("D1", second, (DRUG_A, dear), (DRUG_B, "500.00"), day=12)]
        case = self.posted_month(self.declared(*rows))
        self.later()
        return case

    def later(self) -> None:
        self.today = LATER
        for name in ("clerk", "reviewer", "second", "third", "finance", "reader"):
            setattr(self, name, replace(getattr(self, name), on=LATER))

    def drawn(self, case: CaseFile) -> ClaimSample:
        return month_samples.draw_month_sample(case.pk, SEED, by=self.third, on=self.today)

    def taken(self, case: CaseFile) -> SecondReading:
        row = self.drawn(case).readings.get(stratum="m_above")
        sampling.take_reading(row.pk, **self.step(row.case, self.reader))
        return SecondReading.objects.get(pk=row.pk)

    def given(self, case: CaseFile, data: SettlementRead) -> SecondReading:
        row = self.taken(case)
        sampling.give_settlement_reading(row.pk, data, **self.step(row.case, self.reader))
        return SecondReading.objects.get(pk=row.pk)

    def concluded(self, case: CaseFile, conclusion="recover") -> SecondReading:
        row = self.given(case, SettlementRead(pays=True, lines=("2",), words="同日重复"))
        data = ConclusionData(conclusion=conclusion, why="核实", reply="知悉")
        sampling.conclude_reading(row.pk, data, **self.step(row.case, self.third))
        return SecondReading.objects.get(pk=row.pk)


@pytest.fixture
def ward(staff, monkeypatch):
    monkeypatch.setattr("claims.samples.queries.settlements._least", lambda _on, _place: 2)
    return Sampled(staff)


def codes(refused) -> set[str]:
    return {reason.code for reason in refused.value.reasons}


def strata(ward: Sampled, case: CaseFile) -> dict[str, str]:
    run = posted_run(ward.third, case.pk)
    numbers = {str(row.pk): row.care.number for row in CareResult.objects.filter(run=run).select_related("care")}
    return {numbers[key]: stratum for key, stratum in population_of(run, ward.today)}


def test_dearer_than_the_average_of_its_diagnosis_is_a_stratum(ward):
    found = strata(ward, case := ward.posted())
    assert found["D1"] == "m_above" and {found["S1"], found["S9"]} <= {"m_told", "m_rest"}
    (average,) = averages_of(posted_run(ward.third, case.pk), ward.today).values()
    assert average == (3200 + 3200 + 9500) / 3


def test_fewer_than_the_number_make_no_average(ward, monkeypatch):
    monkeypatch.setattr("claims.samples.queries.settlements._least", lambda _on, _place: 4)
    assert "m_above" not in strata(ward, ward.posted()).values()


def test_a_month_is_drawn_once_by_its_seed_and_comes_out_again(ward):
    case = ward.posted()
    sample = ward.drawn(case)
    assert comes_out_again(sample) and len(sample.population) == 3
    assert {row.stratum for row in sample.readings.all()} <= set(drawing.OF_MONTHS)
    assert sample.readings.filter(stratum="m_above").count() == 1
    with pytest.raises(Blocked) as refused:
        ward.drawn(case)
    assert codes(refused) == {"drawn"} and SecondReading.objects.filter(claim=None).count() == sample.readings.count()
    with pytest.raises(IntegrityError), transaction.atomic():
        SecondReading.objects.filter(sample=sample).first().result.second_readings.update(result=None)


def test_what_is_not_posted_or_not_over_is_not_drawn(ward):
    case = ward.declared(settlement("S1", ward.documents_of[0]))
    with pytest.raises(Blocked) as refused:
        ward.drawn(case)
    assert codes(refused) == {"not_posted"}


def test_population_asks_the_same_however_many_there_are(ward, django_assert_num_queries):
    run = posted_run(ward.third, ward.posted().pk)
    population_of(run, ward.today)
    with django_assert_num_queries(2):
        population_of(run, ward.today)


def test_no_stratum_is_read_beyond_its_bound():
    population = [(f"{number:06}", "m_above") for number in range(100_000)]
    shares = drawing.shares_read(drawing.shares_kept(LATER, "350203", drawing.OF_MONTHS))
    assert len(drawing.draw(population, shares, "x")) == shares["m_above"][2]


def test_who_settled_the_month_or_looked_at_it_does_not_read(ward):
    case = ward.posted()
    row = ward.drawn(case).readings.get(stratum="m_above")
    with pytest.raises(Blocked) as refused:
        sampling.take_reading(row.pk, **ward.step(row.case, ward.reviewer))
    assert "had_a_part" in codes(refused)
    record_look("see_difference", by=ward.reader, shown=[row.result.care.person_id], case=case)
    with pytest.raises(Blocked) as refused:
        sampling.take_reading(row.pk, **ward.step(row.case, ward.reader))
    assert codes(refused) == {"has_seen"}


def test_who_saw_it_in_the_year_of_the_insured_does_not_read(ward):
    case = ward.posted()
    row = ward.drawn(case).readings.get(stratum="m_above")
    assert at(ward.reader).get(reverse("see_claims_year", args=[row.result.care.person_id])).status_code == 200
    with pytest.raises(Blocked) as refused:
        sampling.take_reading(row.pk, **ward.step(row.case, ward.reader))
    assert codes(refused) == {"has_seen"}


def test_another_line_of_the_same_amount_is_a_difference(ward, monkeypatch):
    case = ward.posted(dear="500.00")
    row = SecondReading.objects.filter(sample=ward.drawn(case), result__care__number="D1").first()
    sampling.take_reading(row.pk, **ward.step(row.case, ward.reader))
    monkeypatch.setattr("claims.samples.services.sampling.left_out_of", lambda _row: {"1"})
    data = SettlementRead(pays=True, lines=("2",), words="同日重复")
    sampling.give_settlement_reading(row.pk, data, **ward.step(row.case, ward.reader))
    row = SecondReading.objects.get(pk=row.pk)
    assert row.accepted == row.first_accepted == 500 and row.state == "differs"


def test_where_the_reading_accepts_more_nothing_is_recovered(ward, monkeypatch):
    row = ward.taken(ward.posted())
    monkeypatch.setattr("claims.samples.services.sampling.left_out_of", lambda _row: {"1"})
    monkeypatch.setattr("claims.samples.queries.readings.lines_left_out", lambda _found: {"1"})
    sampling.give_settlement_reading(row.pk, SettlementRead(pays=True), **ward.step(row.case, ward.reader))
    row = SecondReading.objects.get(pk=row.pk)
    assert row.state == "differs" and conclusions_of(row) == ("stands",)
    data = ConclusionData(conclusion="recover", why="核实", reply="知悉")
    with pytest.raises(Blocked) as refused:
        sampling.conclude_reading(row.pk, data, **ward.step(row.case, ward.third))
    assert codes(refused) == {"not_of_this"}


def test_while_she_reads_the_year_of_the_insured_is_closed_to_her(ward):
    row = ward.taken(ward.posted())
    year = reverse("see_claims_year", args=[row.result.care.person_id])
    assert at(ward.reader).get(year).status_code == 403 and at(ward.third).get(year).status_code == 200


def test_while_she_reads_no_page_of_the_month_tells_her(ward):
    case = ward.posted()
    row = ward.taken(case)
    reader = at(ward.reader)
    for name, args in (
        ("see_differences", [case.pk]),
        ("see_difference", [case.pk, row.result_id]),
        ("see_suspicions", [case.pk]),
        ("open_clawback", [case.pk]),
    ):
        assert reader.get(reverse(name, args=args)).status_code == 302, name
        assert at(ward.third).get(reverse(name, args=args)).status_code == 200, name
    page = reader.get(reverse("give_reading", args=[row.pk])).content.decode()
    assert "9,000.00" in page and f"{row.result.paid:,.2f}" not in page


def test_readings_that_agree_end_and_move_no_money(ward):
    case = ward.posted()
    before = LedgerTransfer.objects.count()
    row = ward.given(case, SettlementRead(pays=True))
    assert (row.state, row.accepted, row.first_accepted) == ("agrees", 9500, 9500)
    assert LedgerTransfer.objects.count() == before and row.case.is_open is False


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (SettlementRead(pays=True, lines=("2",)), "no_words"),
        (SettlementRead(pays=False), "no_words"),
        (SettlementRead(pays=True, lines=("77",), words="x"), "no_line"),
    ],
)
def test_what_is_not_taken_as_a_reading(ward, data, said):
    row = ward.taken(ward.posted())
    with pytest.raises(Blocked) as refused:
        sampling.give_settlement_reading(row.pk, data, **ward.step(row.case, ward.reader))
    assert said in codes(refused)


def test_a_difference_leads_to_a_notice_that_names_the_line_and_no_other(ward):
    case = ward.posted()
    row = ward.concluded(case)
    assert (row.state, row.accepted, row.first_accepted) == ("concluded", 9000, 9500)
    filled_in = notice_of_reading(month_of(case), str(row.pk))
    number = row.result.care.number
    assert filled_in["items"] == f"{number} 2 500.00" and filled_in["origin"] == row.case.reference
    page = at(ward.third).get(reverse("see_case", args=[row.pk])).content.decode()
    assert "?reading=" in page
    notice = open_clawback(case.pk, NoticeData(**filled_in), by=ward.third, on=ward.today)
    made = Clawback.objects.get(pk=notice.pk)
    assert made.origin_id == row.pk and [(one.line, one.asked) for one in made.items.all()] == [("2", 500)]
    # Asked back once: nothing of the line is left to be filled in again.
    assert notice_of_reading(month_of(case), str(row.pk))["items"] == ""


def test_what_stands_recovers_nothing_and_a_settlement_is_not_reversed(ward):
    case = ward.posted()
    row = ward.given(case, SettlementRead(pays=False, words="无此项服务"))
    assert (row.accepted, row.advice) == (0, "refuse")
    data = ConclusionData(conclusion="reverse", why="核实", reply="知悉")
    with pytest.raises(Blocked) as refused:
        sampling.conclude_reading(row.pk, data, **ward.step(row.case, ward.third))
    assert codes(refused) == {"not_of_this"}
    stands = replace(data, conclusion="stands")
    sampling.conclude_reading(row.pk, stands, **ward.step(row.case, ward.third))
    assert notice_of_reading(month_of(case), str(row.pk)) == {}


def test_the_insured_is_asked_in_words_of_her_settlement(ward):
    row = ward.given(ward.posted(), SettlementRead(pays=True))
    asking.ask_afterwards(row.pk, "message", by=ward.third, on=ward.today)
    letter = Mailing.objects.get()
    assert letter is not None
    client = at(ward.third)
    address = reverse("record_afterwards", args=[row.pk])
    page = client.get(address)
    assert str(QUESTIONS_OF_MONTHS["received"]) in page.content.decode()
    answers = dict.fromkeys(QUESTIONS_OF_MONTHS, "yes")
    fields = filled(page) | answers | {"answered_on": f"{ward.today}", "words": ""}
    assert client.post(address, fields).status_code == 302
    assert row.asked.get().care_given == "yes"


def test_from_the_page_of_the_month_to_the_sample_by_pages(ward):
    case = ward.posted()
    head, reader = at(ward.third), at(ward.reader)
    assert (
        reverse("draw_month_sample", args=[case.pk]) in head.get(reverse("see_case", args=[case.pk])).content.decode()
    )
    address = reverse("draw_month_sample", args=[case.pk])
    assert head.post(address, filled(head.get(address)) | {"seed": "", "published": ""}).status_code == 422
    fields = filled(head.get(address)) | {"seed": SEED.seed, "published": SEED.published}
    seen = head.post(address, fields)
    assert seen.status_code == 302
    page = head.get(seen.url).content.decode()
    assert ward.hospital.code in page
    # What was drawn is shown, and not asked for again.
    assert head.get(address).url == seen.url
    few = queries_of(head, seen.url)
    assert few == queries_of(head, seen.url)
    row = SecondReading.objects.get(stratum="m_above")
    take = reverse("take_reading", args=[row.pk])
    assert reader.post(take, filled(reader.get(take))).status_code == 302
    give = reverse("give_reading", args=[row.pk])
    told = filled(reader.get(give)) | {"due": "yes", "lines": ["2"], "words": ""}
    assert reader.post(give, told).status_code == 422
    assert (
        reader.post(give, filled(reader.get(give)) | {"due": "yes", "lines": ["2"], "words": "重复"}).status_code == 302
    )
    conclude = reverse("conclude_reading", args=[row.pk])
    page = head.get(conclude).content.decode()
    assert 'value="recover"' in page and 'value="reverse"' not in page
    assert at(ward.clerk).get(address).status_code == 403


def test_a_sample_of_a_month_stays_as_it_was_drawn(ward):
    sample = ward.drawn(ward.posted())
    with pytest.raises(DatabaseError), transaction.atomic():
        ClaimSample.objects.filter(pk=sample.pk).update(run=None)
