"""Evidence: what is kept and how, what is refused and in which words, who may see it."""

import hashlib
import io
import zlib
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone
from PIL import Image

from casework.evidence.services import evidence as kept
from casework.evidence.services.evidence_files import MESSAGES, EvidenceRefused, clean_picture, clean_upload
from casework.models import CaseFile, Event, Evidence, Look
from casework.sealing.cipher import SealBroken
from enrolment.applications.services import applications, refusals
from tests.builders import JIMEI, NOT_PROVEN, op, submitted, to_bring
from tests.casework.evidence import evidence_samples as sample
from tests.casework.evidence.evidence_samples import files, pdf, picture, upload

pytestmark = pytest.mark.django_db
ITEM = "identity_document"


def code_of(name: str, content: bytes) -> str:
    with pytest.raises(EvidenceRefused) as refused:
        clean_upload(upload(name, content))
    return refused.value.code


# What is kept


def test_a_photograph_is_kept_upright_without_camera_data_place_or_trailing_bytes(draft, staff, folder):
    raw = sample.photograph_with_place()
    row = kept.store_evidence(draft.pk, upload("photo.jpg", raw), ITEM, by=staff("counter_clerk"))
    content = kept.open_evidence(row, staff("counter_clerk"))
    for secret in (b"CAMERA-MAKER", b"SECRET-COMMENT", b"TRAILING", b"Exif"):
        assert secret in raw and secret not in content
    seen = Image.open(io.BytesIO(content))
    assert seen.size == (40, 60) and not seen.getexif()
    assert bytes(row.sha256) == hashlib.sha256(content).digest() and row.size == len(content)


def test_the_file_lies_sealed_under_a_random_name_that_only_its_row_opens(draft, staff, folder):
    clerk = staff("counter_clerk")
    row = kept.store_evidence(draft.pk, upload("病历.pdf", pdf(2)), ITEM, by=clerk)
    assert (row.media_type, row.pages) == ("application/pdf", 2)
    path = kept.path_of(row)
    assert files(folder) == [path.name] and len(path.stem) == 40
    assert b"%PDF" not in path.read_bytes() and path.stat().st_mode & 0o077 == 0
    assert kept.place_of(row) == f"casework_evidence:file:{row.pk}"
    other = kept.store_evidence(draft.pk, upload("other.pdf", pdf(3)), ITEM, by=clerk)
    kept.path_of(other).write_bytes(path.read_bytes())
    with pytest.raises(SealBroken):
        kept.open_evidence(other, clerk)


def test_seeing_a_file_records_the_look_first(draft, staff):
    clerk = staff("counter_clerk")
    row = kept.store_evidence(draft.pk, upload("a.png", picture(kind="PNG")), ITEM, by=clerk)
    kept.path_of(row).unlink()
    with pytest.raises(FileNotFoundError):
        kept.open_evidence(row, clerk)
    look = Look.objects.get(page="see_evidence")
    assert (look.actor, look.shown, look.case_id) == (clerk.user, [row.pk], draft.pk)


@pytest.mark.parametrize(
    "made",
    [
        picture(mode="CMYK", colour=(0, 255, 255, 0)),
        picture(mode="L", colour=200),
        picture(mode="1", kind="PNG", colour=1),
        picture(mode="P", kind="PNG", colour=3),
        picture(mode="RGBA", kind="PNG", colour=(10, 20, 30, 0)),
        picture(mode="LA", kind="PNG", colour=(10, 0)),
        picture(mode="I;16", kind="PNG", colour=32768),
    ],
    ids=["cmyk", "grey", "bits", "palette", "transparent", "grey-transparent", "16-bit"],
)
def test_every_way_to_store_colours_becomes_plain(made):
    kind = "image/png" if made.startswith(b"\x89PNG") else "image/jpeg"
    seen = Image.open(io.BytesIO(clean_picture(made, kind)))
    assert seen.mode in ("L", "RGB")


def test_transparency_becomes_white_paper_and_sixteen_bits_keep_their_grey():
    clear = clean_picture(picture(mode="RGBA", kind="PNG", colour=(0, 0, 0, 0)), "image/png")
    assert Image.open(io.BytesIO(clear)).getpixel((5, 5)) == (255, 255, 255)
    grey = clean_picture(picture(mode="I;16", kind="PNG", colour=32768), "image/png")
    assert Image.open(io.BytesIO(grey)).getpixel((5, 5)) == 128


def test_cmyk_red_stays_red():
    seen = Image.open(io.BytesIO(clean_picture(picture(mode="CMYK", colour=(0, 255, 255, 0)), "image/jpeg")))
    red, green, blue = seen.getpixel((5, 5))
    assert red > 200 and green < 60 and blue < 60


def test_a_large_photograph_is_made_smaller_not_refused():
    seen = Image.open(io.BytesIO(clean_picture(picture(size=(5200, 3000)), "image/jpeg")))
    assert max(seen.size) <= 4000


def test_a_telephone_s_picture_with_a_preview_in_it_is_kept():
    raw = sample.animated("MPO")
    assert len(Image.open(io.BytesIO(clean_picture(raw, "image/jpeg"))).info.get("mp", b"")) == 0


def test_a_pdf_that_only_says_where_to_open_is_kept():
    assert clean_upload(upload("a.pdf", pdf(2, sample.with_opening_place))).pages == 2


# What is refused


@pytest.mark.parametrize(
    ("code", "name", "content"),
    [
        ("empty_file", "a.jpg", b""),
        ("content_differs", "a.jpg", b"<?php system('id'); ?>"),
        ("content_differs", "a.pdf", b"<html><script>alert(1)</script></html>"),
        ("content_differs", "a.png", picture()),
        ("content_differs", "a.png", sample.animated("GIF")),
        ("content_differs", "a.jpg", b"GIF89a" + picture()),
        ("unreadable", "a.jpg", b"\xff\xd8\xff\xe0" + b"\x00" * 100),
        ("unreadable", "a.jpg", picture(size=(300, 300), colour="red")[:-200]),
        ("unreadable", "a.png", picture(size=(300, 300), kind="PNG")[:60]),
        ("unreadable", "a.pdf", pdf()[:200]),
        ("unreadable", "a.pdf", b"%PDF-1.7\n%%EOF"),
        ("unreadable", "a.pdf", pdf(1, sample.endless_tree)),
        ("kind_not_allowed", "a.gif", sample.animated("GIF")),
        ("kind_not_allowed", "a.heic", sample.HEIC),
        ("kind_not_allowed", "a.svg", sample.SVG),
        ("kind_not_allowed", "a.pdf.exe", b"MZ"),
        ("kind_not_allowed", "no-extension", picture()),
        ("content_differs", "a.jpg", sample.HEIC),
        ("content_differs", "a.png", sample.SVG),
        ("too_many_pixels", "a.png", sample.PIXEL_BOMB),
        ("moving_picture", "a.png", sample.animated("PNG")),
        ("pdf_encrypted", "a.pdf", pdf(1, password="secret")),
        ("pdf_active", "a.pdf", pdf(1, sample.with_script)),
        ("pdf_active", "a.pdf", pdf(1, sample.with_opening_action)),
        ("pdf_active", "a.pdf", pdf(1, sample.with_launch)),
        ("pdf_active", "a.pdf", pdf(1, sample.with_attachment)),
        ("pdf_active", "a.pdf", pdf(1, sample.with_page_action)),
        ("pdf_too_long", "a.pdf", pdf(51)),
        ("pdf_too_long", "a.pdf", sample.lying_about_pages(pdf(60))),
        ("bad_name", "../../etc/passwd.jpg", picture()),
        ("bad_name", "..\\secret.jpg", picture()),
        ("bad_name", "a\x00.jpg", picture()),
        ("bad_name", "photo\u202egpj.pdf", pdf()),
        ("bad_name", "a" * 300 + ".jpg", picture()),
        ("bad_name", "..", picture()),
        ("bad_name", "", picture()),
    ],
    ids=lambda value: value if isinstance(value, str) and value.isprintable() and len(value) < 40 else "-",
)
def test_a_bad_file_is_refused_with_its_code(code, name, content):
    assert code_of(name, content) == code


def test_a_file_over_the_limit_is_refused_before_it_is_read(settings, english):
    settings.UPLOAD_BYTES = 2 * 1024 * 1024
    big = upload("a.jpg", b"\xff\xd8\xff" + b"\x00" * settings.UPLOAD_BYTES)
    with pytest.raises(EvidenceRefused) as refused:
        clean_upload(big)
    assert refused.value.code == "too_large" and big.tell() == 0
    assert "JPEG, PNG" in refused.value.text and "2 MB" in refused.value.text


def test_a_small_file_that_decodes_to_too_many_pixels_is_never_decoded(monkeypatch):
    monkeypatch.setattr("casework.evidence.services.evidence_files.MOST_PIXELS", 10_000)
    raw = picture(size=(101, 100), kind="PNG")
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda self: pytest.fail("decoded"))
    with pytest.raises(EvidenceRefused) as refused:
        clean_picture(raw, "image/png")
    assert refused.value.code == "too_many_pixels"


def test_a_half_picture_is_refused_also_after_a_paper_was_made(monkeypatch):
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", True)
    assert code_of("a.jpg", picture(size=(300, 300), colour="red")[:-200]) == "unreadable"


def test_a_stream_that_unpacks_without_end_is_refused():
    body = zlib.compress(b"\x00" * 90_000_000)
    head = b"%PDF-1.5\n1 0 obj\n<</Type/ObjStm/N 1/First 10/Filter/FlateDecode/Length "
    raw = head + str(len(body)).encode() + b">>\nstream\n" + body
    raw += b"\nendstream\nendobj\n2 0 obj\n<</Type/Catalog/Pages 1 0 R>>\nendobj\ntrailer<</Root 2 0 R>>\n%%EOF"
    assert code_of("a.pdf", raw) == "unreadable"


def test_every_refusal_says_what_is_allowed(english):
    for code in MESSAGES:
        text = EvidenceRefused(code).text
        assert "PDF" in text and "10 MB" in text and "%(" not in text


def test_the_paper_must_be_one_of_the_checklist(draft, staff, folder):
    with pytest.raises(EvidenceRefused) as refused:
        kept.store_evidence(draft.pk, upload("a.jpg", picture()), "blood_sample", by=staff("counter_clerk"))
    assert refused.value.code == "unknown_item" and files(folder) == []


def test_the_same_file_twice_offers_the_one_kept(draft, staff, folder):
    clerk = staff("counter_clerk")
    first = kept.store_evidence(draft.pk, upload("a.jpg", picture()), ITEM, by=clerk)
    with pytest.raises(EvidenceRefused) as refused:
        kept.store_evidence(draft.pk, upload("b.jpg", picture()), ITEM, by=clerk)
    assert (refused.value.code, refused.value.earlier) == ("same_file_again", first)
    assert Evidence.objects.count() == 1 and len(files(folder)) == 1
    kept.withdraw_evidence(first.pk, by=clerk)
    assert kept.store_evidence(draft.pk, upload("a.jpg", picture()), ITEM, by=clerk).pk != first.pk


def test_a_case_holds_only_so_many_files(draft, staff, monkeypatch):
    monkeypatch.setattr(kept, "MOST_FILES_PER_CASE", 1)
    kept.store_evidence(draft.pk, upload("a.pdf", pdf(1)), ITEM, by=staff("counter_clerk"))
    with pytest.raises(EvidenceRefused) as refused:
        kept.store_evidence(draft.pk, upload("b.pdf", pdf(2)), ITEM, by=staff("counter_clerk"))
    assert refused.value.code == "too_many_files"


# When the store fails


def test_a_row_that_is_not_committed_leaves_no_file(draft, staff, folder, monkeypatch):
    def refuse(*_args, **_kwargs):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1/0")

    monkeypatch.setattr(kept, "record", refuse)
    with pytest.raises(Exception, match="division by zero"):
        kept.store_evidence(draft.pk, upload("a.jpg", picture()), ITEM, by=staff("counter_clerk"))
    assert files(folder) == [] and Evidence.objects.count() == 0


@pytest.mark.parametrize("problem", [OSError(28, "No space left on device"), PermissionError(13, "denied")])
def test_a_full_or_unwritable_store_refuses_and_leaves_nothing(draft, staff, folder, monkeypatch, problem):
    def half_written(path, sealed):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(sealed[:10])
        raise problem

    monkeypatch.setattr(kept, "_write", half_written)
    with pytest.raises(EvidenceRefused) as refused:
        kept.store_evidence(draft.pk, upload("a.jpg", picture()), ITEM, by=staff("counter_clerk"))
    assert refused.value.code == "no_room"
    assert files(folder) == [] and Evidence.objects.count() == 0
    assert not Event.objects.filter(verb="add_evidence").exists()


def test_a_folder_that_cannot_be_made_is_no_room(draft, staff, settings, tmp_path):
    (tmp_path / "file").write_text("in the way")
    settings.EVIDENCE_ROOT = tmp_path / "file" / "evidence"
    with pytest.raises(EvidenceRefused) as refused:
        kept.store_evidence(draft.pk, upload("a.jpg", picture()), ITEM, by=staff("counter_clerk"))
    assert refused.value.code == "no_room" and Evidence.objects.count() == 0


def test_files_without_a_row_are_removed_after_an_hour(draft, staff, folder):
    row = kept.store_evidence(draft.pk, upload("a.jpg", picture()), ITEM, by=staff("counter_clerk"))
    (folder / "left-over.sealed").write_bytes(b"x")
    assert kept.remove_orphans(timezone.now()) == 0
    assert kept.remove_orphans(timezone.now() + timedelta(hours=2)) == 1
    assert files(folder) == [row.file_name]


# Who and when


def test_only_a_draft_or_returned_case_gives_a_file_back(staff, today, folder):
    clerk = staff("counter_clerk")
    case = submitted(clerk)
    row = kept.store_evidence(case.pk, upload("a.jpg", picture()), ITEM, by=clerk)
    with pytest.raises(EvidenceRefused) as refused:
        kept.withdraw_evidence(row.pk, by=clerk)
    assert refused.value.code == "withdraw_not_now"
    applications.return_for_papers(case.pk, to_bring(ITEM), by=staff("reviewer"), on=today, seen=case.version, op=op())
    assert kept.withdraw_evidence(row.pk, by=clerk).withdrawn_at
    assert kept.path_of(row).exists()
    events = Event.objects.filter(case=case, verb__endswith="evidence").order_by("id")
    assert [event.verb for event in events] == ["add_evidence", "withdraw_evidence"]


def test_nothing_is_added_to_a_closed_case(staff, today, folder):
    case = submitted(staff("counter_clerk"))
    refusals.refuse(case.pk, NOT_PROVEN, by=staff("reviewer"), on=today, seen=case.version, op=op())
    with pytest.raises(EvidenceRefused) as refused:
        kept.store_evidence(case.pk, upload("a.jpg", picture()), ITEM, by=staff("counter_clerk"))
    assert refused.value.code == "case_closed"


def test_another_office_and_another_role_get_nothing(staff, folder):
    case = submitted(staff("counter_clerk"))
    row = kept.store_evidence(case.pk, upload("a.jpg", picture()), ITEM, by=staff("counter_clerk"))
    stranger = staff("counter_clerk", JIMEI)
    with pytest.raises(CaseFile.DoesNotExist):
        kept.open_evidence(row, stranger)
    with pytest.raises(CaseFile.DoesNotExist):
        kept.store_evidence(case.pk, upload("b.pdf", pdf()), ITEM, by=stranger)
    with pytest.raises(CaseFile.DoesNotExist):
        kept.withdraw_evidence(row.pk, by=stranger)
    with pytest.raises(PermissionDenied):
        kept.open_evidence(row, staff("auditor"))
    assert not Look.objects.exists()
