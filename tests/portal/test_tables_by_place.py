"""Lines of tables that an office enters: drafted with its source, published by another, used at its place from its day on."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from casework.models import TableEntry
from casework.money.rules.accounts import account_kind_on
from casework.money.rules.bank_file import COLUMNS, layout_for, layout_named
from casework.publication.services.publication import publish
from casework.rulebook.queries import catch_up
from casework.rulebook.rules.entered import Held, hold
from casework.rulebook.rules.house_tables import hold_rows, rows_on
from casework.rulebook.table import enterable_rules, house_tables
from claims.findings.rules.weights import weights_on
from claims.reimbursements.rules.coded import grounds, grounds_on, reasons_on
from claims.reimbursements.rules.enterable import BETWEEN
from claims.reversals.rules.coded import reversal_reasons_on
from claims.samples.rules.drawing import rates_on
from tests.accounts import at
from tests.builders import SIMING

pytestmark = pytest.mark.django_db
ADD, LIST = "admin:casework_tableentry_add", "admin:casework_tableentry_changelist"
ON, BEFORE = date(2027, 3, 1), date(2026, 12, 31)
ELSEWHERE = "350211"
FIELDS = {
    "table": "claim_grounds",
    "code": "siming_own",
    "place": SIMING,
    "name_zh_hans": "本区理由",
    "name_zh_hant": "本區理由",
    "name_en": "a ground of this district",
    "details": 'provision = "某办法第三条"',
    "starts_on": "2027-01-01",
    "source": "思明区通知〔2026〕3号",
    "status": "stated",
    "checked_on": "2026-06-10",
}


@pytest.fixture(autouse=True)
def nothing_held():
    yield
    hold(Held())
    hold_rows(())


@pytest.fixture
def people(staff):
    return staff("administrator", SIMING), staff("supervisor", SIMING)


def entered(people, table: str, code: str, details: str = "", place: str = SIMING, **more) -> TableEntry:
    """A line that stands."""
    names = {f"name_{language}": f"{code} {language}" for language in ("zh_hans", "zh_hant", "en")}
    what = {"starts_on": date(2027, 1, 1), "source": "某通知", "status": "stated"} | more
    row = TableEntry.objects.create(
        table=table, code=code, details=details, place_id=place, drafted_by=people[0].user, **names, **what
    )
    publish(row, by=people[1])
    catch_up()
    return row


def test_from_the_draft_to_the_place_it_is_for(people):
    drafter, second = people
    assert at(drafter).post(reverse(ADD), FIELDS).status_code == 302
    row = TableEntry.objects.get()
    catch_up()
    assert row.drafted_by == drafter.user and "siming_own" not in grounds_on(ON, SIMING)
    publish(row, by=second)
    # From the next page on.
    page = at(second).get(reverse(LIST)).content.decode()
    assert "siming_own" in page
    mine = grounds_on(ON, SIMING)["siming_own"]
    assert mine.words["en"] == "a ground of this district" and mine.provision == "某办法第三条"
    assert "siming_own" not in grounds_on(ON, ELSEWHERE) and "siming_own" not in grounds_on(BEFORE, SIMING)
    # The words of what was decided by it stand wherever it is read.
    assert "siming_own" in grounds() and "not_covered" in grounds_on(ON, SIMING)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"details": "provision = 3"}, "details"),
        ({"details": "something"}, "details"),
        ({"details": 'other = "x"'}, "details"),
        ({"withdrawn": "on"}, "details"),
        ({"table": "finding_rights", "code": "no_such_finding", "details": ""}, "code"),
        # What a law states is not loosened.
        ({"table": "finding_rights", "code": "not_covered", "details": 'rulings = ["pay"]'}, "details"),
        ({"table": "finding_rights", "code": "third_party_pays", "details": 'weight = "warns"'}, "details"),
        ({"table": "finding_rights", "code": "receipt_twin", "details": 'rulings = ["burn"]'}, "details"),
        ({"table": "sample_rates", "code": "rest", "details": 'rate = "1.01"'}, "details"),
        ({"table": "sample_rates", "code": "rest", "details": 'rate = "NaN"'}, "details"),
        ({"table": "account_books", "code": "fund", "details": 'books = "x"'}, "details"),
        ({"table": "bank_layouts", "code": "own_1", "details": 'columns = ["amount"]'}, "details"),
        ({"table": "bank_layouts", "code": "minbao_csv_1", "details": ""}, "details"),
        ({"code": "Ä"}, "code"),
        ({"name_zh_hant": ""}, "name_zh_hant"),
        ({"place": "110101"}, "place"),
        ({"table": "nothing"}, "table"),
    ],
)
def test_what_cannot_be_meant_stands_beside_its_field(people, changes, field):
    answer = at(people[0]).post(reverse(ADD), FIELDS | changes)
    assert answer.status_code == 200 and field in answer.context["adminform"].form.errors
    assert not TableEntry.objects.exists()


def test_each_table_is_read_where_it_counts(people):
    entered(people, "claim_grounds", "not_payable", withdrawn=True)
    assert "not_payable" not in grounds_on(ON, SIMING) and "not_payable" in grounds_on(ON, ELSEWHERE)
    entered(people, "claim_reasons", "own", "emergency = true")
    assert reasons_on(ON, SIMING)["own"].emergency and "own" not in reasons_on(ON, ELSEWHERE)
    entered(people, "reversal_reasons", "own")
    assert "own" in reversal_reasons_on(ON, SIMING) and "own" not in reversal_reasons_on(BEFORE, SIMING)
    entered(people, "finding_rights", "receipt_twin", 'rulings = ["leave_out"]')
    assert weights_on(ON, SIMING)["receipt_twin"].rulings == ("leave_out",) and not weights_on(ON, ELSEWHERE)
    entered(people, "sample_rates", "rest", 'rate = "0.25"\nleast = 2')
    assert (rates_on(ON, SIMING)["rest"].rate, rates_on(ON)["rest"].rate) == (Decimal("0.25"), Decimal("0.05"))
    entered(people, "account_books", "fund", 'books = "500101"')
    kinds = [account_kind_on("fund", ON, place) for place in (SIMING, ELSEWHERE)]
    assert [(one.books, one.en) for one in kinds] == [("500101", "fund en"), ("5001", "pooled fund")]
    columns = ", ".join(f'"{one}"' for one in reversed(COLUMNS))
    entered(people, "bank_layouts", "own_1", f'encoding = "utf-8"\ncolumns = [{columns}]')
    mine = layout_for(ON, SIMING)
    assert (mine.code, mine.columns) == ("own_1", tuple(reversed(COLUMNS)))
    assert layout_for(ON, ELSEWHERE).code == "minbao_csv_1" == layout_named("minbao_csv_1", ON, SIMING).code


def test_the_nearest_place_and_the_latest_day_win(people, staff):
    city = (staff("administrator", "350200"), staff("supervisor", "350200"))
    entered(city, "sample_rates", "rest", 'rate = "0.5"', place="350200")
    entered(people, "sample_rates", "rest", 'rate = "0.1"')
    entered(city, "sample_rates", "rest", 'rate = "0.6"', place="350200", starts_on=date(2027, 2, 1))
    found = {place: rows_on("sample_rates", ON, place)["rest"].details["rate"] for place in (SIMING, ELSEWHERE)}
    assert found == {SIMING: "0.1", ELSEWHERE: "0.6"}


def test_what_claims_go_by_is_open_to_offices():
    """Time limits, the level of the third review and what recoveries and filings go by; but for what a law fixes for everybody."""
    assert set(BETWEEN) <= set(enterable_rules()) and "claims.reconsideration" not in enterable_rules()
    assert {"claim_grounds", "claim_reasons", "finding_rights", "sample_rates", "account_books", "bank_layouts"} <= set(
        house_tables()
    )
