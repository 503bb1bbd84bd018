"""Lines of tables typed as nobody should: a sentence beside the field, and the pages that read them go on."""

import pytest
from django.urls import reverse

from casework.models import TableEntry
from tests.accounts import at
from tests.builders import SIMING
from tests.portal.test_tables_by_place import ADD, FIELDS, entered, nothing_held, people

pytestmark = pytest.mark.django_db
USED = [nothing_held, people]
RATES = {"table": "sample_rates", "code": "rest"}
ODD = [
    {"details": "x" * 2001},
    {"details": 'provision = "\x00"'},
    {"details": "[" * 1500},
    {"details": "a." * 900 + "b = 1"},
    {"details": "provision = 2026-13-45"},
    {"details": "\ufeffprovision = “弯引号”"},
    RATES | {"details": 'rate = "1e9999999"'},
    RATES | {"details": "rate = inf"},
    {"details": "provision = " + "[" * 1900},
    RATES | {"details": 'rate = "0.2"\nleast = -1'},
    RATES | {"details": 'rate = "0.2"\nleast = true'},
    {"table": "bank_layouts", "code": "own_2", "details": 'encoding = "no-such"\ncolumns = ["amount"]'},
    {"table": "bank_layouts", "code": "own_2", "details": "columns = 3"},
    {"table": "finding_rights", "code": "receipt_twin", "details": "rulings = [1, {a = 2}]"},
    {"starts_on": "2019-02-30"},
]


@pytest.mark.parametrize("changes", ODD, ids=range(len(ODD)))
def test_what_nobody_should_type_is_answered(people, changes):
    answer = at(people[0]).post(reverse(ADD), FIELDS | changes)
    assert answer.status_code == 200 and answer.context["adminform"].form.errors
    assert not TableEntry.objects.exists()


def test_a_second_line_of_one_day_and_a_deletion_are_refused(people):
    row = entered(people, "claim_grounds", "siming_own", 'provision = "某条"')
    same = FIELDS | {"starts_on": str(row.starts_on), "place": SIMING}
    answer = at(people[0]).post(reverse(ADD), same)
    assert answer.status_code == 200 and answer.context["adminform"].form.errors
    gone = at(people[0]).post(reverse("admin:casework_tableentry_delete", args=[row.pk]), {"post": "yes"})
    assert gone.status_code in (302, 403, 404) and TableEntry.objects.filter(pk=row.pk).exists()
    changed = at(people[1]).post(reverse("admin:casework_tableentry_change", args=[row.pk]), same | {"code": "other"})
    assert changed.status_code in (200, 302, 403) and TableEntry.objects.get().code == "siming_own"
