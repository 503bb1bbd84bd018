"""What an uploaded file must be before it is kept: a JPEG or PNG that decodes, or a PDF that parses and cannot act.

Sniffing is no validation: a picture is decoded and encoded anew, so that nothing but its pixels survives; a PDF is
walked object by object.
"""

import io
import unicodedata
import warnings
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from casework.evidence.services.evidence_pdf import count_pages

# Bytes a file of the kind begins with, by the extensions that may name it.
JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
EXTENSIONS = {"jpg": JPEG, "jpeg": JPEG, "png": PNG, "pdf": PDF}
SIGNATURES = {JPEG: b"\xff\xd8\xff", PNG: b"\x89PNG\r\n\x1a\n", PDF: b"%PDF-"}
# Telephones of today make 50 million pixels; more is refused before anything is decoded.
MOST_PIXELS = 60_000_000
# Kept pictures are at most so wide or high: an A4 sheet at 340 dots per inch.
LONGEST_SIDE = 4000
MOST_PAGES = 50
LONGEST_NAME = 255
JPEG_QUALITY = 88

ALLOWED = _("Allowed are JPEG, PNG and PDF files of up to %(megabytes)s MB.")
MESSAGES = {
    "no_file": _("Choose a file first."),
    "empty_file": _("The file is empty (0 bytes)."),
    "too_large": _("The file is too large."),
    "bad_name": _("The name of the file has characters that hide what it is, or is too long. Rename the file."),
    "kind_not_allowed": _("Files of this kind are not taken."),
    "content_differs": _("The content of the file is not what its name says."),
    "unreadable": _("The file is damaged or incomplete and cannot be read. Scan the paper again."),
    "too_many_pixels": _("The picture has too many pixels (at most 60 million). Scan at a lower resolution."),
    "moving_picture": _("A moving picture is not taken. Use a still photograph."),
    "pdf_encrypted": _("The PDF is protected by a password. Save it without one."),
    "pdf_active": _("The PDF holds scripts, actions or attached files. Print the paper to a plain PDF, or scan it."),
    "pdf_too_long": _("The PDF has more than %(pages)s pages. Send only the pages that are asked for."),
}


class EvidenceRefused(Exception):
    """A file that is not kept. `code` is stable; `text` says why and what is allowed; `earlier` is the same file."""

    def __init__(self, code: str, text=None, earlier=None):
        super().__init__(code)
        self.code, self.earlier = code, earlier
        self.text = text or refusal_text(code)


def refusal_text(code: str) -> str:
    """The reason in the reader's language, with what is allowed."""
    reason = str(MESSAGES[code]) % {"pages": MOST_PAGES}
    allowed = str(ALLOWED) % {"megabytes": settings.UPLOAD_BYTES // (1024 * 1024)}
    return f"{reason} {allowed}"


@dataclass(frozen=True)
class CleanFile:
    """What will be kept."""

    content: bytes
    media_type: str
    pages: int


def clean_upload(upload) -> CleanFile:
    """Check an uploaded file and give back what may be kept. Raises EvidenceRefused."""
    if upload is None:
        raise EvidenceRefused("no_file")
    expected = _kind_by_name(upload.name or "")
    if upload.size > settings.UPLOAD_BYTES:
        raise EvidenceRefused("too_large")
    raw = upload.read()
    if not raw:
        raise EvidenceRefused("empty_file")
    if not raw.startswith(SIGNATURES[expected]):
        raise EvidenceRefused("content_differs")
    if expected == PDF:
        return CleanFile(raw, PDF, count_pages(raw, MOST_PAGES, EvidenceRefused))
    return CleanFile(clean_picture(raw, expected), expected, 1)


def _kind_by_name(name: str) -> str:
    """The kind the name claims. A name that hides its end, or hides anything, is refused."""
    hidden = any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp") for letter in name)
    if hidden or len(name) > LONGEST_NAME or "/" in name or "\\" in name or name in ("", ".", ".."):
        raise EvidenceRefused("bad_name")
    extension = PurePosixPath(name).suffix.lower().removeprefix(".")
    if extension not in EXTENSIONS:
        raise EvidenceRefused("kind_not_allowed")
    return EXTENSIONS[extension]


def clean_picture(raw: bytes, media_type: str) -> bytes:
    """The same picture encoded anew: upright, in plain colours, without camera data, place or trailing bytes."""
    picture = _opened(raw, media_type)
    if picture.width * picture.height > MOST_PIXELS:
        raise EvidenceRefused("too_many_pixels")
    # Phones add a preview as a second frame to a JPEG; only an animated PNG moves.
    if media_type == PNG and getattr(picture, "n_frames", 1) > 1:
        raise EvidenceRefused("moving_picture")
    # WeasyPrint turns this on for the whole process when it is imported; a half picture is no evidence.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        picture.load()
        upright = _plain_colours(ImageOps.exif_transpose(picture))
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    except (OSError, SyntaxError, ValueError, MemoryError, EOFError) as problem:
        raise EvidenceRefused("unreadable") from problem
    return _encoded(upright, media_type)


def _opened(raw: bytes, media_type: str) -> Image.Image:
    """Reads the header only."""
    formats = ["JPEG"] if media_type == JPEG else ["PNG"]
    try:
        with warnings.catch_warnings():
            # The limit is ours, checked by the caller before decoding.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return Image.open(io.BytesIO(raw), formats=formats)
    except Image.DecompressionBombError as problem:
        raise EvidenceRefused("too_many_pixels") from problem
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as problem:
        raise EvidenceRefused("unreadable") from problem


def _plain_colours(picture: Image.Image) -> Image.Image:
    """Grey or red-green-blue; what is transparent becomes white paper."""
    if picture.mode.startswith("I") or picture.mode == "F":
        # 16 bits a pixel to 8: convert() alone would clip to white.
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode in ("1", "L"):
        return picture.convert("L")
    if picture.mode in ("LA", "PA", "RGBA", "La", "RGBa") or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        paper = Image.new("RGBA", seen.size, "white")
        paper.alpha_composite(seen)
        return paper.convert("RGB")
    return picture.convert("RGB")


def _encoded(picture: Image.Image, media_type: str) -> bytes:
    # A fresh picture: nothing of the old one's info (profile, text, EXIF) goes along.
    fresh = Image.new(picture.mode, picture.size)
    fresh.paste(picture)
    target = io.BytesIO()
    if media_type == JPEG:
        fresh.save(target, "JPEG", quality=JPEG_QUALITY, optimize=True)
    else:
        fresh.save(target, "PNG", optimize=False)
    return target.getvalue()
