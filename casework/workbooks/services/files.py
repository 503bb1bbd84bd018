"""What an uploaded workbook must be before any of it is unpacked: an XLSX file of our size, without macros, links to other
files, encryption, or parts that could unpack to more than we read (OWASP ASVS 5.2.1, 5.2.3)."""

import io
import posixpath
import struct
import unicodedata
import zipfile
import zlib
from pathlib import PurePosixPath

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 50 * 1024 * 1024
# Sheets of many like rows pack well, some 30 to 1; what packs better than this was made to.
MOST_RATIO, RATIO_COUNTS_FROM = 250, 1024 * 1024
MOST_ENTRIES = 500
LONGEST_NAME = 255
ZIP_START, OLE_START = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
# An encrypted workbook is an OLE container with this stream; its name stands in it as UTF-16.
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
OTHER_ENDINGS = {
    "csv": "csv_file",
    "tsv": "csv_file",
    "txt": "csv_file",
    "xls": "xls_file",
    "xlt": "xls_file",
    "xlsm": "macros",
    "xltm": "macros",
    "xlam": "macros",
}
MACROS = ("vbaproject.bin", "vbadata.xml", "xl/macrosheets/", "xl/dialogsheets/", "xl/activex/", "customui/")
LINKS = ("xl/externallinks/", "xl/connections.xml", "xl/querytables/", "xl/embeddings/", "xl/model/")


# What reading a broken archive ends in, depending on the byte that is wrong.
BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, LookupError, RuntimeError)


class WorkbookRefused(Exception):
    """A file that is not read any further. `code` is stable, `params` fill the message."""

    def __init__(self, code: str, **params):
        super().__init__(code)
        self.code, self.params = code, params


def checked_upload(upload) -> bytes:
    """The content of an uploaded XLSX file that may be opened. Raises WorkbookRefused."""
    if upload is None:
        raise WorkbookRefused("no_file")
    _check_name(upload.name or "")
    if upload.size > MOST_BYTES:
        raise WorkbookRefused("too_large")
    content = upload.read()
    if not content:
        raise WorkbookRefused("empty_file")
    open_archive(content).close()
    return content


def _check_name(name: str) -> None:
    hidden = any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in name)
    if hidden or not name or len(name) > LONGEST_NAME or "/" in name or "\\" in name:
        raise WorkbookRefused("bad_name")
    ending = PurePosixPath(name).suffix.lower().removeprefix(".")
    if ending != "xlsx":
        raise WorkbookRefused(OTHER_ENDINGS.get(ending, "other_kind"))


def open_archive(content: bytes) -> zipfile.ZipFile:
    """The file's parts, none of them unpacked yet. Raises WorkbookRefused."""
    if content.startswith(OLE_START):
        raise WorkbookRefused("encrypted" if ENCRYPTED_STREAM in content else "xls_file")
    if not content.startswith(ZIP_START):
        raise WorkbookRefused("content_differs")
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except BROKEN as problem:
        raise WorkbookRefused("damaged") from problem
    _check_parts(archive.infolist())
    return archive


def _check_parts(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise WorkbookRefused("unpacks_too_large")
    names = [entry.filename.lower() for entry in entries]
    if len(set(names)) != len(names) or any(_is_unsafe(entry) for entry in entries):
        raise WorkbookRefused("unsafe_parts")
    if any(entry.flag_bits & 1 for entry in entries):
        raise WorkbookRefused("encrypted")
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED or any(_is_bomb(entry) for entry in entries):
        raise WorkbookRefused("unpacks_too_large")
    if any(mark in name for name in names for mark in MACROS):
        raise WorkbookRefused("macros")
    if any(mark in name for name in names for mark in LINKS):
        raise WorkbookRefused("external_links")
    if "[content_types].xml" not in names:
        raise WorkbookRefused("content_differs")


def _is_unsafe(entry: zipfile.ZipInfo) -> bool:
    """A part that names a place outside the file, or is packed in a way no spreadsheet packs."""
    name = entry.orig_filename
    outside = name.startswith("/") or "\\" in name or ":" in name or "\x00" in name or ".." in name.split("/")
    odd = entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    return outside or odd or posixpath.splitext(name.lower())[1] in (".zip", ".xlsx", ".exe")


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > RATIO_COUNTS_FROM and entry.file_size > MOST_RATIO * max(entry.compress_size, 1)
