"""Versions of policies: what the database refuses by itself, two people, scope, succession, events."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction

from casework.engine.refusals import Blocked
from casework.models import Event
from claims import reference
from claims.models import PolicyVersion
from claims.policies.queries.policies import compiled, shipped_policies
from claims.policies.queries.policy_problems import findings_of
from claims.policies.services import policies
from claims.sandbox.rules.cases import made_cases, spread_of
from claims.sandbox.rules.trial import timeless
from claims.settlement.rules import Policy, SettlementError, settle
from tests.builders import PROVINCE, SIMING, XIAMEN
from tests.claims.policies.policy_drafts import drafted, shipped, starting

pytestmark = pytest.mark.django_db


def in_force(code: str, on: date) -> PolicyVersion:
    return PolicyVersion.objects.in_force(on).get(code=code)


def refused(sql: str, *values, error=IntegrityError):
    with pytest.raises(error) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
    return str(caught.value)


def settled_alike(one: Policy, other: Policy):
    """From the table or from the file, a policy settles the same, step by step."""
    for case in made_cases(spread_of(one, one), seed=3, count=40):
        answers = []
        for policy in (timeless(one), timeless(other)):
            try:
                answers.append(settle(policy, case))
            except SettlementError as error:
                answers.append((error.code, error.path))
        assert answers[0] == answers[1]


@pytest.fixture
def author(staff):
    return staff("finance_officer", PROVINCE)


@pytest.fixture
def publisher(staff):
    return staff("supervisor", PROVINCE)


@pytest.fixture
def draft(author):
    return drafted(author, replace=starting(shipped(), "2027-01-01"))


def test_the_shipped_policies_are_published_rows_with_the_digest_of_their_files():
    packs = {policy.label: policy for versions in shipped_policies().values() for policy in versions}
    rows = {row.label: row for row in PolicyVersion.objects.all()}
    assert set(rows) == set(packs)
    for label, row in rows.items():
        assert row.published and row.valid and row.drafted_by is None
        assert row.digest == packs[label].digest == compiled(row).digest
        settled_alike(compiled(row), packs[label])
    assert rows["xiamen@2015"].lacks == ["ratio", "caps", "layers"]
    assert rows["fujian-demonstration@1"].demonstration and rows["fujian-demonstration@1"].complete


def test_loading_again_adds_nothing_and_never_replaces(author, publisher, draft):
    policies.publish_policy(draft, by=publisher, seen=draft.digest)
    before = list(PolicyVersion.objects.order_by("pk").values())
    reference.synchronise()
    assert list(PolicyVersion.objects.order_by("pk").values()) == before


def test_a_shipped_version_that_would_stand_beside_an_officers_is_left_out(tmp_path, caplog):
    text = shipped().text.replace('version = "1"', 'version = "9"')
    (tmp_path / "nine.toml").write_text(text, encoding="utf-8")
    reference.synchronise(folder=tmp_path)
    assert not PolicyVersion.objects.filter(version="9").exists()
    assert "fujian-demonstration@9" in caplog.text


def test_a_published_version_is_never_changed_or_deleted():
    key = shipped().pk
    for column in ("text", "digest", "place", "title_en"):
        sql = f"UPDATE claims_policyversion SET {column} = 'other' WHERE id = %s"
        assert "Cannot update" in refused(sql, key, error=DatabaseError)
    assert "Cannot delete" in refused("DELETE FROM claims_policyversion WHERE id = %s", key, error=DatabaseError)
    refused("UPDATE claims_policyversion SET published_at = NULL WHERE id = %s", key, error=DatabaseError)


def test_only_its_period_may_be_shortened():
    key = shipped().pk
    set_end = "UPDATE claims_policyversion SET ends_on = %s WHERE id = %s"
    with connection.cursor() as cursor:
        cursor.execute(set_end, [date(2026, 12, 31), key])
        cursor.execute(set_end, [date(2026, 6, 30), key])
    refused(set_end, date(2027, 1, 1), key, error=DatabaseError)
    refused(set_end, None, key, error=DatabaseError)


def test_drafts_are_never_deleted_either(draft):
    refused("DELETE FROM claims_policyversion WHERE id = %s", draft.pk, error=DatabaseError)


def test_the_drafter_cannot_publish_even_by_sql(draft):
    sql = "UPDATE claims_policyversion SET published_at = now(), published_by_id = drafted_by_id WHERE id = %s"
    assert "second_person" in refused(sql, draft.pk)
    assert "policy_signed" in refused("UPDATE claims_policyversion SET published_at = now() WHERE id = %s", draft.pk)


def test_what_is_invalid_cannot_be_published_by_sql(author, publisher):
    row = drafted(author, replace={'class_b_first_pay = "0.10"': 'class_b_first_pay = "2"'})
    sql = (
        "UPDATE claims_policyversion SET published_at = now(), published_by_id = %s, starts_on = '2030-01-01'"
        " WHERE id = %s"
    )
    assert "policy_published_is_valid" in refused(sql, publisher.user.pk, row.pk)


def test_two_published_versions_never_overlap(draft, publisher):
    sql = "UPDATE claims_policyversion SET published_at = now(), published_by_id = %s WHERE id = %s"
    assert "policy_one_version_in_force" in refused(sql, publisher.user.pk, draft.pk)


def test_a_version_exists_once(author, draft):
    with pytest.raises(Blocked) as blocked:
        policies.draft_policy(shipped(), "2", by=author)
    assert blocked.value.reasons[0].code == "version_taken"
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyVersion.objects.filter(pk=draft.pk).update(version="1")


@pytest.mark.parametrize("version", ["", " ", "a b", "ä b", "x" * 81, "2\n3", "<b>"])
def test_a_version_has_a_plain_name(author, version):
    with pytest.raises(Blocked) as blocked:
        policies.draft_policy(shipped(), version, by=author)
    assert blocked.value.reasons[0].field == "version"


def test_publishing_ends_the_version_before_on_the_day_before(author, publisher, draft):
    done = policies.publish_policy(draft, by=publisher, seen=draft.digest)
    assert done.succession.ends == shipped() and shipped().ends_on == date(2026, 12, 31)
    assert in_force("fujian-demonstration", date(2026, 12, 31)) == shipped()
    assert in_force("fujian-demonstration", date(2027, 1, 1)) == draft
    event = Event.objects.get(verb="publish_policy")
    assert event.subject == draft.pk and event.facts["ended"] == "fujian-demonstration@1"
    with pytest.raises(Blocked):
        policies.publish_policy(draft, by=publisher, seen=draft.digest)


def test_the_drafter_does_not_publish(staff, publisher):
    own = drafted(publisher, replace=starting(shipped(), "2027-01-01"))
    with pytest.raises(PermissionDenied):
        policies.publish_policy(own, by=publisher, seen=own.digest)
    policies.publish_policy(own, by=staff("supervisor", PROVINCE, 2), seen=own.digest)


def test_finance_officers_draft_and_do_not_publish(staff, draft):
    with pytest.raises(PermissionDenied):
        policies.publish_policy(draft, by=staff("finance_officer", PROVINCE, 2), seen=draft.digest)


def test_what_is_published_is_what_was_read(author, publisher, draft):
    seen = draft.digest
    policies.save_policy(draft, draft.text.replace('"2400.00"', '"2500.00"'), by=author)
    with pytest.raises(Blocked) as blocked:
        policies.publish_policy(draft, by=publisher, seen=seen)
    assert blocked.value.reasons[0].code == "changed"


def test_mistakes_keep_a_draft_from_being_published(author, publisher):
    row = drafted(author, replace={"average_wage": "average wage"})
    assert not row.valid and row.document is None and "average wage" in row.text
    with pytest.raises(Blocked) as blocked:
        policies.publish_policy(row, by=publisher, seen=row.digest)
    assert blocked.value.reasons[0].code == "has_mistakes"


def test_a_draft_that_begins_with_another_version_is_refused(author, publisher):
    """The same first day: nothing is ended silently, the other version is named."""
    row = drafted(author)
    with pytest.raises(Blocked) as blocked:
        policies.publish_policy(row, by=publisher, seen=row.digest)
    assert blocked.value.reasons[0].code == "overlap"
    assert shipped().ends_on is None


def test_only_the_drafter_saves_and_not_after_publication(staff, author, publisher, draft):
    with pytest.raises(PermissionDenied):
        policies.save_policy(draft, "", by=staff("finance_officer", PROVINCE, 2))
    policies.publish_policy(draft, by=publisher, seen=draft.digest)
    with pytest.raises(Blocked):
        policies.save_policy(draft, "", by=author)


def test_a_save_over_a_later_one_is_refused(author, draft):
    seen = draft.saved_at
    policies.save_policy(draft, draft.text + "\n# once", by=author, seen=seen)
    with pytest.raises(Blocked) as blocked:
        policies.save_policy(draft, draft.text + "\n# twice", by=author, seen=seen)
    assert blocked.value.reasons[0].code == "saved_elsewhere"


@pytest.mark.parametrize(
    ("role", "office", "code", "may"),
    [
        ("supervisor", XIAMEN, "xiamen", True),
        ("supervisor", SIMING, "xiamen", False),
        ("supervisor", XIAMEN, "quanzhou-residents", False),
        ("supervisor", XIAMEN, "fujian-demonstration", False),
        ("supervisor", PROVINCE, "quanzhou-residents", True),
        ("supervisor", "350000P", "fujian-provincial-employees", True),
        ("supervisor", "350000P", "xiamen", False),
        ("counter_clerk", XIAMEN, "xiamen", False),
        ("auditor", PROVINCE, "xiamen", False),
    ],
)
def test_policies_of_the_own_place_are_drafted(staff, role, office, code, may):
    row, by = PolicyVersion.objects.filter(code=code).first(), staff(role, office)
    if may:
        assert policies.draft_policy(row, "next", by=by).based_on == row
    else:
        with pytest.raises(PermissionDenied):
            policies.draft_policy(row, "next", by=by)


def test_a_draft_cannot_be_moved_to_another_place(staff):
    by = staff("supervisor", XIAMEN)
    row = drafted(by, of=shipped("xiamen", "2015"), replace={'place = "3502"': 'place = "3505"'})
    assert row.place == "3502" and not row.valid
    assert "place_outside" in {found.code for found in findings_of(row).problems}
    row = policies.save_policy(row, row.text.replace("3505", "350203"), by=by)
    assert row.place == "350203" and row.valid


def test_a_copy_of_a_draft_is_based_on_what_that_one_is_based_on(author, staff, draft):
    copy = policies.draft_policy(draft, "3", by=staff("finance_officer", PROVINCE, 2))
    assert copy.based_on == shipped() and copy.text == draft.text.replace('version = "2"', 'version = "3"')


def test_every_act_leaves_an_event(author, draft):
    assert list(Event.objects.filter(subject=draft.pk).order_by("pk").values_list("verb", "actor")) == [
        ("draft_policy", author.user.pk),
        ("save_policy", author.user.pk),
    ]


def test_policies_are_in_force_by_day():
    assert in_force("quanzhou-residents", date(2022, 12, 31)).version == "2022"
    assert in_force("quanzhou-residents", date(2023, 1, 1)).version == "2023"


def test_a_compiled_policy_is_kept_by_digest(author, draft):
    assert compiled(draft) is compiled(PolicyVersion.objects.get(pk=draft.pk))
