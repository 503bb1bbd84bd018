"""Rotation of the key ring end to end: every field and file anew, while colleagues go on writing."""

import threading
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from casework.evidence.services.evidence import open_evidence, path_of, store_evidence
from casework.models import Evidence, IssuedPaper
from casework.papers.services.paper_checks import verify_paper
from casework.papers.services.paper_prints import content_of
from casework.sealing import rotation
from casework.sealing.cipher import key_id_of
from casework.sealing.ring import create, current_ring
from enrolment.models import IdentityDocument, Person
from enrolment.receipts.services import receipts
from tests.builders import data, identity, op, submitted
from tests.casework.evidence.evidence_samples import picture, upload


@pytest.fixture
def ring(settings, tmp_path):
    """A ring and a store of this test alone, so that other tests keep theirs."""
    settings.KEY_RING_FILE = str(tmp_path / "ring.json")
    settings.EVIDENCE_ROOT = tmp_path / "evidence"
    create(tmp_path / "ring.json")


def columns() -> dict[str, bytes]:
    """Every sealed column's bytes by place, as they lie in the tables."""
    found = {}
    for model, field in rotation.sealed_columns():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT "{model._meta.pk.column}", "{field.column}" FROM "{model._meta.db_table}"')
            for key, stored in cursor.fetchall():
                if stored:
                    found[f"{model._meta.db_table}:{field.attname}:{key}"] = bytes(stored)
    return found


def rotate(**options) -> str:
    said = StringIO()
    call_command("rotate_field_keys", stdout=said, **options)
    return said.getvalue()


@pytest.mark.django_db
def test_everything_is_sealed_anew_and_reads_the_same(ring, staff, today):
    clerk = staff("counter_clerk")
    case = submitted(clerk, data(identity(2)))
    row = store_evidence(case.pk, upload("a.jpg", picture()), "identity_document", by=clerk)
    paper = receipts.issue_visit_receipt(case, by=clerk, on=today, op=op())
    number = IdentityDocument.objects.get().number.open_for_work()
    seen, printed, before = open_evidence(row, clerk), content_of(paper), columns()
    assert {key_id_of(stored) for stored in before.values()} == {"d1"}

    said = rotate()

    after = columns()
    assert "New data key d2" in said and "1 files" in said
    assert set(after) == set(before) and {key_id_of(stored) for stored in after.values()} == {"d2"}
    assert key_id_of(path_of(row).read_bytes()) == "d2"
    assert IdentityDocument.objects.get().number.open_for_work() == number
    assert open_evidence(Evidence.objects.get(), clerk) == seen
    assert content_of(IssuedPaper.objects.get()) == printed
    assert verify_paper(paper.check_code, by=clerk).genuine


@pytest.mark.django_db
def test_an_interrupted_rotation_is_resumed_and_a_finished_one_finds_nothing(ring, staff, monkeypatch):
    submitted(staff("counter_clerk"))
    monkeypatch.setattr(rotation, "seal", lambda *_a: (_ for _ in ()).throw(RuntimeError("power cut")))
    with pytest.raises(RuntimeError):
        rotate()
    monkeypatch.undo()
    assert current_ring().current == "d2"
    assert {key_id_of(stored) for stored in columns().values()} == {"d1"}
    assert "New data key" not in rotate(resume=True)
    assert {key_id_of(stored) for stored in columns().values()} == {"d2"}
    assert "Sealed anew: 0 fields, 0 files" in rotate(resume=True)


@pytest.mark.django_db
def test_another_cipher_may_take_over(ring, staff):
    submitted(staff("counter_clerk"))
    number = IdentityDocument.objects.get().number.open_for_work()
    rotate(cipher="SM4-GCM")
    assert current_ring().data_key().cipher == "SM4-GCM"
    assert IdentityDocument.objects.get().number.open_for_work() == number


@pytest.mark.django_db(transaction=True)
def test_an_edit_by_another_connection_in_between_wins(ring, staff, monkeypatch):
    clerk = staff("counter_clerk")
    for sequence in (2, 4, 6):
        submitted(clerk, data(identity(sequence)))
    edited = Person.objects.order_by("id").first()
    edited.telephone = "0592 1111111"
    edited.save()

    # The colleague saves after the rotation has read the row and before it writes it back.
    real, done = rotation.seal, []

    def seal_while_a_colleague_types(plain, place):
        if place == f"enrolment_person:telephone:{edited.pk}" and not done:
            done.append(place)
            colleague = threading.Thread(target=save_in_another_connection, args=(edited.pk,))
            colleague.start()
            colleague.join(timeout=20)
            assert not colleague.is_alive()
        return real(plain, place)

    monkeypatch.setattr(rotation, "seal", seal_while_a_colleague_types)
    rotate()

    assert done, "the edit did not fall into the gap"
    fresh = Person.objects.get(pk=edited.pk)
    assert fresh.telephone.open_for_work() == "0592 2222222"
    assert {key_id_of(stored) for stored in columns().values()} == {"d2"}


def save_in_another_connection(key) -> None:
    try:
        person = Person.objects.get(pk=key)
        person.telephone = "0592 2222222"
        person.save(update_fields=["telephone"])
    finally:
        connection.close()
