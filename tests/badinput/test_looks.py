"""Every address of the portal is opened by every role: what shows a person, masked or in full, leaves a look, and no page asks
the database the same question twice."""

import re
from collections import Counter

import pytest
from django.test import Client
from django.urls import reverse

from casework.engine.table import kinds_with
from casework.models import CaseFile, Event, IssuedPaper, Look
from casework.staff.permissions import verbs_of
from enrolment.applications.services import applications
from enrolment.models import Hire, Person
from enrolment.receipts.services import receipts
from institutions.changes.rules.acts import acts
from tests.asked_twice import asked_again, questions
from tests.badinput.institution_sheets import CONTACT
from tests.badinput.staff_sheets import POST
from tests.badinput.world import TODAY
from tests.builders import op, to_correct
from tests.test_permissions import declared_views

pytestmark = pytest.mark.django_db
# What stands for a person on a page: a name as it is printed, or masked to its first character.
SHOWN = re.compile(r"○|陳小明|CHEN HSIAO-MING|明陳|林小姐|何小姐")
# The catalogue of components shows an invented person.
SAMPLES = "/components/"
# On how many pages a role sees somebody at the least; an institution has no people but its contacts and its staff.
PEOPLE_SEEN = {"clerk": 15, "reviewer": 15, "supervisor": 10, "auditor": 6, "manager": 2}
STRANGE = 3
KEY = re.compile(r"<(?P<kind>uuid|int|str|slug):(?P<name>\w+)>")


def keys_of(world) -> dict[str, list[str]]:
    """What each part of an address can be: one of everything there is."""
    cases = [str(key) for key in CaseFile.objects.values_list("pk", flat=True)]
    papers = [str(key) for key in IssuedPaper.objects.values_list("pk", flat=True)]
    return {
        "case_id": cases,
        "person_id": [str(key) for key in Person.objects.values_list("pk", flat=True)[:3]],
        "employer_id": [str(world.cases["employer"].pk)],
        "mailing_id": [str(world.cases["mailing"].pk)],
        "paper_id": papers,
        "evidence_id": [],
        "institution_id": [str(world.cases[name].pk) for name in ("designated", "undesignated", "private", "stopped")],
    }


# What an address names behind an institution; its contact is one of the first institution's.
BEHIND = {"act": list(acts()), "contact_id": [CONTACT], "post_id": [POST]}


def addresses(world, role: str) -> list[tuple[str, tuple[str, str]]]:
    """Every address of ours that these keys make and this role's verbs open, each with its route and the kind of case it is of;
    the others are 403 by another test."""
    open_to = verbs_of(world.officers[role].role) | {""}
    known, made = keys_of(world), []
    kind_of, like = {}, {}
    for key, kind, state in CaseFile.objects.order_by("opened_at").values_list("pk", "kind", "state"):
        kind_of[str(key)] = kind
        like.setdefault((kind, state), str(key))
    # Pages that any case has are opened for one of each kind and state: they would be asked cases times pages otherwise.
    one_of_each = set(like.values())
    # What she may not see is 404 by another test.
    hers = CaseFile.objects.visible_to(world.officers[role]).values_list("pk", flat=True)
    hidden = kind_of.keys() - {str(key) for key in hers}
    for route, view in declared_views():
        if getattr(view, "verb", None) not in open_to:
            continue
        parts = list(KEY.finditer(route))
        # A step is a page of its own kind of case only; of others it is 404 by another test.
        kinds = kinds_with(view.verb) if view.verb else frozenset()
        if not parts:
            made.append((f"/{route}", (route, "")))
            continue
        for key in [one for one in known.get(parts[0]["name"], []) if one not in hidden]:
            at = key in one_of_each or key not in kind_of if not kinds else kind_of.get(key) in kinds
            if len(parts) == 1 and at:
                made.append(
                    (f"/{route[: parts[0].start()]}{key}{route[parts[0].end() :]}", (route, kind_of.get(key, "")))
                )
        if [one["name"] for one in parts[:1]] == ["institution_id"] and len(parts) == 2:
            first = KEY.sub(str(world.cases["designated"].pk), route, count=1)
            made += [(f"/{KEY.sub(end, first)}", (route, "")) for end in BEHIND[parts[1]["name"]]]
    return made


@pytest.fixture
def rich(world):
    """Beside the cases of the world: a paper, and a case returned to the client."""
    reviewer = world.officers["reviewer"]
    case = CaseFile.objects.get(pk=world.cases["submitted"].pk)
    applications.return_for_papers(case.pk, to_correct("name"), by=reviewer, on=TODAY, seen=case.version, op=op())
    receipts.issue_visit_receipt(world.cases["enrolled"], by=reviewer, on=TODAY)
    return world


@pytest.mark.parametrize("role", ["clerk", "reviewer", "supervisor", "auditor", "manager"])
def test_every_page_leaves_its_look_and_asks_nothing_twice(rich, role):
    client: Client = rich.clients[role]
    silent, seen, again, strange = [], 0, {}, Counter()
    for address, of_kind in addresses(rich, role):
        # A page that no case of a kind has had in so many states is a page of other kinds: 404 by another test.
        if address == SAMPLES or strange[of_kind] == STRANGE:
            continue
        before = Look.objects.count()
        with questions() as asked:
            answer = client.get(address)
        strange[of_kind] += 1 if answer.status_code == 404 else -len(rich.cases)
        twice = asked_again(asked)
        again |= {address: twice} if twice else {}
        if answer.status_code != 200 or answer.streaming or "html" not in answer["Content-Type"]:
            continue
        # What the header, the messages and the forms themselves say is no person's.
        if SHOWN.search(_content(answer)):
            seen += 1
            if Look.objects.count() == before:
                silent.append(address)
    assert silent == []
    assert again == {}
    assert seen >= PEOPLE_SEEN[role], "the walk sees no people any more"


def _content(answer) -> str:
    return re.sub(r"<(script|style|datalist).*?</\1>", "", answer.content.decode(), flags=re.DOTALL)


def test_a_form_refused_shows_the_person_again_and_leaves_a_look(rich):
    hire = Hire.objects.first()
    client = rich.clients["clerk"]
    before = Look.objects.filter(page="correct_start").count()
    answer = client.post(reverse("correct_start", args=[hire.case_id]), {"work_began_on": "x", "seen": "1"})
    assert answer.status_code == 422
    assert Look.objects.filter(page="correct_start").count() == before + 1
    assert not Event.objects.filter(verb="correct_start", case=hire.case_id).exists()
