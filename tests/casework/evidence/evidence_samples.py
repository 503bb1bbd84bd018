"""Files as clients and attackers bring them, made in memory."""

import io
import struct
import zlib
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    """An upload whose name is as given, also where Django's own parser would have tidied it."""
    made = SimpleUploadedFile("plain", content)
    made._name = name
    return made


def picture(size=(60, 40), mode="RGB", kind="JPEG", colour=None, **options) -> bytes:
    target = io.BytesIO()
    Image.new(mode, size, colour if colour is not None else 0).save(target, kind, **options)
    return target.getvalue()


def photograph_with_place() -> bytes:
    """A JPEG lying on its side, with camera data, a place, and bytes after its end."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "CAMERA-MAKER"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (24.0, 26.0, 46.0)
    target = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(target, "JPEG", exif=exif, comment=b"SECRET-COMMENT")
    return target.getvalue() + b"<?php TRAILING ?>"


def animated(kind: str) -> bytes:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")]
    target = io.BytesIO()
    frames[0].save(target, kind, save_all=True, append_images=frames[1:], duration=100)
    return target.getvalue()


def pdf(pages: int = 1, change=None, password: str = "") -> bytes:
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(200, 200)
    if change:
        change(writer)
    if password:
        writer.encrypt(password)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def dictionary(**entries) -> DictionaryObject:
    """A PDF dictionary of names and texts."""
    made = DictionaryObject()
    for key, value in entries.items():
        made[NameObject(f"/{key}")] = NameObject(value) if value.startswith("/") else TextStringObject(value)
    return made


def with_script(writer):
    script = writer._add_object(dictionary(S="/JavaScript", JS="app.alert('hello')"))
    tree = DictionaryObject({NameObject("/Names"): ArrayObject([TextStringObject("a"), script])})
    writer._root_object[NameObject("/Names")] = DictionaryObject({NameObject("/JavaScript"): tree})


def with_opening_action(writer):
    writer._root_object[NameObject("/OpenAction")] = dictionary(S="/URI", URI="https://example.org/")


def with_launch(writer):
    link = dictionary(Type="/Annot", Subtype="/Link")
    link[NameObject("/A")] = dictionary(S="/Launch", F="calc.exe")
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(link)])


def with_attachment(writer):
    writer.add_attachment("payload.txt", b"payload")


def with_page_action(writer):
    writer.pages[0][NameObject("/AA")] = dictionary(O="/None")


def with_opening_place(writer):
    """A harmless place to open the paper at, as word processors write it."""
    page = writer.pages[0].indirect_reference
    writer._root_object[NameObject("/OpenAction")] = ArrayObject([page, NameObject("/Fit")])


def lying_about_pages(raw: bytes) -> bytes:
    """A PDF whose tree holds 60 pages but counts one."""
    return raw.replace(b"/Count 60", b"/Count 1 ")


def endless_tree(writer):
    """A page tree that leads back into itself."""
    root = writer._root_object["/Pages"].indirect_reference
    root.get_object()[NameObject("/Kids")] = ArrayObject([root, root])
    root.get_object()[NameObject("/Count")] = NumberObject(2)


HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 64
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
# The header of a PNG that claims 50,000 by 50,000 pixels.
_HEAD = b"IHDR\x00\x00\xc3\x50\x00\x00\xc3\x50\x08\x02\x00\x00\x00"
PIXEL_BOMB = b"\x89PNG\r\n\x1a\n\x00\x00\x00\r" + _HEAD + struct.pack(">I", zlib.crc32(_HEAD)) + b"\x00\x00\x00\x00IDAT"


def files(folder: Path) -> list[str]:
    """The names of the files kept below a folder."""
    return sorted(file.name for file in folder.iterdir()) if folder.is_dir() else []
