"""Discarding a draft: by whom, what stays, what becomes free, what the database refuses by itself."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from casework.engine.refusals import Blocked
from casework.models import Event
from claims import reference
from claims.models import PolicyVersion
from claims.policies.services import policies
from tests.builders import PROVINCE, XIAMEN
from tests.claims.policies.policy_drafts import drafted, shipped, starting

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(staff):
    return staff("finance_officer", PROVINCE)


@pytest.fixture
def draft(author):
    return drafted(author, replace=starting(shipped(), "2027-01-01"))


def client_for(officer) -> Client:
    officer.user.language = "en"
    officer.user.save(update_fields=["language"])
    client = Client()
    client.force_login(officer.user)
    return client


def refused(sql: str, *values) -> str:
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
    return str(caught.value)


def test_a_discarded_draft_stays_with_who_when_and_why(author, draft):
    text = draft.text
    policies.discard_policy(draft, " Drafted twice ", by=author)
    draft.refresh_from_db()
    assert draft.discarded and draft.discarded_by == author.user and draft.discard_reason == "Drafted twice"
    assert draft.text == text and not draft.open
    event = Event.objects.get(verb="discard_policy")
    assert event.subject == draft.pk and event.facts["policy"] == draft.label and "Drafted" not in str(event.facts)


def test_its_name_is_free_again_and_only_once(author, draft):
    policies.discard_policy(draft, "wrong", by=author)
    again = policies.draft_policy(shipped(), draft.version, by=author)
    assert again.version == draft.version and again.pk != draft.pk
    with pytest.raises(Blocked):
        policies.draft_policy(shipped(), draft.version, by=author)
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyVersion.objects.filter(pk=again.pk).update(version="1")


def test_a_name_taken_in_the_same_moment_is_told(author, draft, monkeypatch):
    monkeypatch.setattr(policies, "free_version", lambda code, version: version)
    with pytest.raises(Blocked) as blocked:
        policies.draft_policy(shipped(), draft.version, by=author)
    assert blocked.value.reasons[0].code == "version_taken"


def test_it_is_never_saved_published_or_discarded_again(author, staff, draft):
    policies.discard_policy(draft, "wrong", by=author)
    for act in (
        lambda: policies.save_policy(draft, draft.text, by=author),
        lambda: policies.publish_policy(draft, by=staff("supervisor", PROVINCE), seen=draft.digest),
        lambda: policies.discard_policy(draft, "again", by=author),
    ):
        with pytest.raises(Blocked) as blocked:
            act()
        assert blocked.value.reasons[0].code == "discarded"


def test_the_database_keeps_it_discarded(author, staff, draft):
    somebody = staff("supervisor", PROVINCE).user.pk
    publish = "UPDATE claims_policyversion SET published_at = now(), published_by_id = %s"
    both = f"{publish}, discarded_at = now(), discarded_by_id = %s, discard_reason = 'x', starts_on = '2050-01-01'"
    assert "published_or_discarded" in refused(f"{both} WHERE id = %s", somebody, somebody, draft.pk)
    for half in ("discarded_at = now()", "discard_reason = 'x'", f"discarded_by_id = {somebody}"):
        assert "somebody_why" in refused(f"UPDATE claims_policyversion SET {half} WHERE id = %s", draft.pk)
    policies.discard_policy(draft, "wrong", by=author)
    for change in ("discarded_at = NULL, discarded_by_id = NULL, discard_reason = ''", "text = 'x'"):
        assert "Cannot update" in refused(f"UPDATE claims_policyversion SET {change} WHERE id = %s", draft.pk)
    assert "Cannot update" in refused(f"{publish} WHERE id = %s", somebody, draft.pk)
    assert "Cannot delete" in refused("DELETE FROM claims_policyversion WHERE id = %s", draft.pk)


def test_what_is_published_is_not_discarded(author, staff, draft):
    publisher = staff("supervisor", PROVINCE)
    policies.publish_policy(draft, by=publisher, seen=draft.digest)
    for by in (author, publisher):
        with pytest.raises(Blocked):
            policies.discard_policy(draft, "wrong", by=by)


@pytest.mark.parametrize(
    ("role", "office", "number", "may"),
    [
        ("finance_officer", PROVINCE, 1, True),
        ("finance_officer", PROVINCE, 2, False),
        ("supervisor", PROVINCE, 1, True),
        ("supervisor", XIAMEN, 1, False),
        ("auditor", PROVINCE, 1, False),
    ],
)
def test_the_drafter_and_who_publishes_for_the_place_discard(staff, draft, role, office, number, may):
    by = staff(role, office, number)
    answer = client_for(by).get(reverse("discard_policy", args=[draft.pk]))
    assert answer.status_code == (200 if may else 403)
    if may:
        policies.discard_policy(draft, "wrong", by=by)
        return
    with pytest.raises(PermissionDenied):
        policies.discard_policy(draft, "wrong", by=by)


def test_the_page_says_what_happens_and_asks_why(author, draft):
    client, address = client_for(author), reverse("discard_policy", args=[draft.pk])
    page = client.get(address).content.decode()
    assert "It can never be changed or published again." in page
    seen = re.search(r'name="seen" value="([^"]+)"', page)[1]
    assert client.post(address, {"seen": seen, "reason": " \u200b"}).status_code == 422
    assert client.post(address, {"seen": seen, "reason": "x" * 301}).status_code == 422
    assert client.post(address, {"reason": "wrong"}).status_code == 422
    draft.refresh_from_db()
    assert draft.open
    assert client.post(address, {"seen": seen, "reason": "写错了"}).status_code == 302
    assert client.get(address).status_code == 403
    draft.refresh_from_db()
    assert draft.discard_reason == "写错了"


def test_a_draft_saved_since_is_looked_at_again(author, draft):
    client, address = client_for(author), reverse("discard_policy", args=[draft.pk])
    seen = draft.saved_at.isoformat()
    policies.save_policy(draft, draft.text + "\n# more", by=author)
    answer = client.post(address, {"seen": seen, "reason": "kept as typed"})
    assert answer.status_code == 422 and "kept as typed" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.open


def test_the_lists_show_it_apart(author, staff, draft):
    client = client_for(author)
    address, listed, bin_ = (reverse("see_policy", args=[draft.pk]), reverse("see_policies"), "?state=discarded")
    assert address in client.get(listed).content.decode()
    assert "No draft was discarded." in client.get(listed + bin_).content.decode()
    policies.discard_policy(draft, "Drafted twice", by=author)
    assert address not in client.get(listed).content.decode()
    page = client.get(listed + bin_).content.decode()
    assert address in page and "Drafted twice" in page and reverse("see_policy", args=[shipped().pk]) not in page
    read = client.get(address).content.decode()
    assert "Drafted twice" in read and "Draft discarded" in read
    for name in ("change_policy_values", "save_policy", "publish_policy", "discard_policy"):
        assert reverse(name, args=[draft.pk]) not in read
        assert client.get(reverse(name, args=[draft.pk])).status_code == 403
    reader = client_for(staff("reviewer", PROVINCE))
    assert address not in reader.get(listed + bin_).content.decode()
    assert reader.get(address).status_code == 404


def test_a_shipped_file_may_take_the_name_of_a_discarded_draft(author, tmp_path):
    row = drafted(author, of=shipped("xiamen", "2015"), version="2014")
    text = shipped("xiamen", "2015").text.replace('version = "2015"', 'version = "2014"')
    (tmp_path / "earlier.toml").write_text(re.sub(r"from = .*", "from = 2014-01-01\nuntil = 2014-12-31", text), "utf-8")
    reference.synchronise(folder=tmp_path)
    assert PolicyVersion.objects.filter(code="xiamen", version="2014").count() == 1
    policies.discard_policy(row, "shipped now", by=author)
    reference.synchronise(folder=tmp_path)
    assert PolicyVersion.objects.published().filter(code="xiamen", version="2014").count() == 1
