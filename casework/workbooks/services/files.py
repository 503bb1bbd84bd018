"""What an uploaded workbook must be before any of it is unpacked: an XLSX file of our size, without macros, links to other
files, encryption, or parts that could unpack to more than we read (OWASP ASVS 5.2.1, 5.2.3)."""

import posixpath
import struct
import unicodedata
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import BinaryIO

from casework.workbooks.rules.limits import WorkbookLimits

# Sheets of many like rows pack well, some 30 to 1; what packs better than this was made to.
MOST_RATIO, RATIO_COUNTS_FROM = 250, 1024 * 1024
MOST_ENTRIES = 500
LONGEST_NAME = 255
CHUNK = 1024 * 1024
ZIP_START, OLE_START = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
# An encrypted workbook is an OLE container with this stream; its name stands in it as UTF-16.
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
XLSX, CSV = "xlsx", "csv"
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


class Parts(zipfile.ZipFile):
    """An archive whose parts are found whatever case their names are written in, and with backslashes between folders: parts of
    one name in another case are the same part (ISO/IEC 29500-2, 6.2.2), and programs exist that write them so."""

    def __init__(self, file: BinaryIO):
        super().__init__(file)
        self._by_name = {part_name(entry.filename): entry for entry in self.infolist()}

    def getinfo(self, name: str) -> zipfile.ZipInfo:
        """The part of that name. Raises KeyError."""
        return self._by_name[part_name(name)]

    def holds(self, name: str) -> bool:
        """Whether there is such a part."""
        return part_name(name) in self._by_name


def part_name(name: str) -> str:
    """The name of a part as it is compared."""
    return name.replace("\\", "/").casefold()


class WorkbookRefused(Exception):
    """A file that is not read any further. `code` is stable, `params` fill the message."""

    def __init__(self, code: str, **params):
        super().__init__(code)
        self.code, self.params = code, params


def form_of(name: str, taken: frozenset[str]) -> str:
    """ "xlsx" or "csv" by the name of a file, one of the forms that are taken. Raises WorkbookRefused."""
    hidden = any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in name)
    if hidden or not name or len(name) > LONGEST_NAME or "/" in name or "\\" in name:
        raise WorkbookRefused("bad_name")
    ending = PurePosixPath(name).suffix.lower().removeprefix(".")
    form = CSV if OTHER_ENDINGS.get(ending) == "csv_file" else ending
    if form not in taken:
        raise WorkbookRefused(OTHER_ENDINGS.get(ending, "other_kind"))
    return form


def open_archive(file: BinaryIO, limits: WorkbookLimits) -> Parts:
    """The parts of a file, none of them unpacked yet; the file stays open as long as they are read. Raises
    WorkbookRefused."""
    file.seek(0)
    start = file.read(len(OLE_START))
    if start == OLE_START:
        raise WorkbookRefused("encrypted" if _holds(file, ENCRYPTED_STREAM) else "xls_file")
    if not start.startswith(ZIP_START):
        raise WorkbookRefused("content_differs")
    try:
        archive = Parts(file)
    except BROKEN as problem:
        raise WorkbookRefused("damaged") from problem
    _check_parts(archive.infolist(), limits)
    return archive


def _holds(file: BinaryIO, wanted: bytes) -> bool:
    """Whether these bytes stand anywhere behind the place the file is at."""
    kept = b""
    while chunk := file.read(CHUNK):
        if wanted in kept + chunk:
            return True
        kept = chunk[-len(wanted) :]
    return False


def _check_parts(entries: list[zipfile.ZipInfo], limits: WorkbookLimits) -> None:
    if len(entries) > MOST_ENTRIES:
        raise WorkbookRefused("unpacks_too_large")
    names = [part_name(entry.filename) for entry in entries]
    if len(set(names)) != len(names) or any(_is_unsafe(entry) for entry in entries):
        raise WorkbookRefused("unsafe_parts")
    if any(entry.flag_bits & 1 for entry in entries):
        raise WorkbookRefused("encrypted")
    if sum(entry.file_size for entry in entries) > limits.unpacked or any(_is_bomb(entry) for entry in entries):
        raise WorkbookRefused("unpacks_too_large")
    if any(mark in name for name in names for mark in MACROS):
        raise WorkbookRefused("macros")
    if any(mark in name for name in names for mark in LINKS):
        raise WorkbookRefused("external_links")
    if "[content_types].xml" not in names:
        raise WorkbookRefused("content_differs")


def _is_unsafe(entry: zipfile.ZipInfo) -> bool:
    """A part that names a place outside the file, or is packed in a way no spreadsheet packs."""
    name = entry.orig_filename.replace("\\", "/")
    outside = name.startswith("/") or ":" in name or "\x00" in name or ".." in name.split("/")
    odd = entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    return outside or odd or posixpath.splitext(name.lower())[1] in (".zip", ".xlsx", ".exe")


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > RATIO_COUNTS_FROM and entry.file_size > MOST_RATIO * max(entry.compress_size, 1)
