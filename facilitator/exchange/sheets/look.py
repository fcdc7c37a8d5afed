"""A look at a file before anything of it is unpacked: what it is, and what its directory announces."""

import mmap
import struct
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from facilitator.exchange.sheets.rules import Limits, Refusal, Unreadable

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STARTS = {
    b"%PDF": Refusal.PDF,
    b"\x89PNG": Refusal.IMAGE,
    b"\xff\xd8\xff": Refusal.IMAGE,
    b"GIF8": Refusal.IMAGE,
    b"II*\x00": Refusal.IMAGE,
    b"MM\x00*": Refusal.IMAGE,
    b"RIFF": Refusal.IMAGE,
    b"BM": Refusal.IMAGE,
    b"{\\rtf": Refusal.DOCUMENT,
    b"\x1f\x8b": Refusal.ARCHIVE,
    b"7z\xbc\xaf": Refusal.ARCHIVE,
    b"Rar!": Refusal.ARCHIVE,
    b"PK\x05\x06": Refusal.EMPTY,
}
MARKUP = (b"<html", b"<!doctype", b"<table", b"<head", b"<body", b"<meta", b"<style")
END_OF_DIRECTORY = b"PK\x05\x06"
# A directory entry: 46 bytes and its names; nothing honest needs more.
ENTRY_BYTES = 600
SMALL_PART = 1024 * 1024
"""Below, a part may shrink as much as it likes: blank rows do."""
SHEET_MARKS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")
OLE_MARKS = (
    ("EncryptedPackage", Refusal.ENCRYPTED),
    ("_VBA_PROJECT", Refusal.MACRO),
    ("WordDocument", Refusal.DOCUMENT),
    ("PowerPoint Document", Refusal.DOCUMENT),
)


def look(path: Path, limits: Limits) -> str:
    """What the file is: `book` (xlsx, xls, ods) or `text` (csv). Nothing is unpacked.

    Raises `Unreadable` when it should not be read at all.
    """
    size = path.stat().st_size
    if size == 0:
        raise Unreadable(Refusal.EMPTY)
    if size > limits.bytes_in:
        raise Unreadable(Refusal.HEAVY, limits)
    with path.open("rb") as file:
        head = file.read(1024)
    for start, refusal in STARTS.items():
        if head.startswith(start):
            raise Unreadable(refusal)
    if head.startswith(ZIP):
        _look_into_archive(path, limits)
        return "book"
    if head.startswith(OLE):
        _look_into_compound(path)
        return "book"
    return _look_at_text(head)


def _look_at_text(head: bytes) -> str:
    bare = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\x00", b"").lower()
    if any(mark in bare for mark in MARKUP) and bare.startswith(b"<"):
        raise Unreadable(Refusal.HTML)
    if bare.startswith(b"<?xml"):
        raise Unreadable(Refusal.XML)
    return "text"


def _look_into_compound(path: Path) -> None:
    """An old Excel file, or what only looks like one: the names of its streams say which."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        for name, refusal in OLE_MARKS:
            if content.find(name.encode("utf-16-le")) >= 0:
                raise Unreadable(refusal)
        if all(content.find(name.encode("utf-16-le")) < 0 for name in ("Workbook", "Book")):
            raise Unreadable(Refusal.FOREIGN)


def _look_into_archive(path: Path, limits: Limits) -> None:
    _check_directory(path, limits)
    try:
        with ZipFile(path) as archive:
            parts = archive.infolist()
    except (BadZipFile, OSError, ValueError, struct.error, NotImplementedError) as error:
        raise Unreadable(Refusal.BROKEN) from error
    names = {part.filename for part in parts}
    _check_names(names)
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(Refusal.ENCRYPTED)
    _check_sizes(parts, limits)
    if sum("/worksheets/" in name for name in names) > limits.sheets:
        raise Unreadable(Refusal.SHEETS, limits)


def _check_directory(path: Path, limits: Limits) -> None:
    """The directory's own size, before it is read: a hundred thousand entries would fill the memory."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 65_557))
        tail = file.read()
    place = tail.rfind(END_OF_DIRECTORY)
    if place < 0 or len(tail) - place < 22:
        raise Unreadable(Refusal.BROKEN)
    count, size = struct.unpack("<10xHI", tail[place : place + 16])
    if count > limits.parts or size > limits.parts * ENTRY_BYTES:
        raise Unreadable(Refusal.BOMB)


def _check_names(names: set[str]) -> None:
    lower = {name.lower() for name in names}
    if any(name.endswith("vbaproject.bin") or name.startswith("basic/script") for name in lower):
        raise Unreadable(Refusal.MACRO)
    if any(name.startswith("xl/externallinks/") for name in lower):
        raise Unreadable(Refusal.LINKS)
    if any(name.startswith(("word/", "ppt/")) for name in lower):
        raise Unreadable(Refusal.DOCUMENT)
    if not any(mark in lower for mark in SHEET_MARKS):
        raise Unreadable(Refusal.ARCHIVE)


def _check_sizes(parts: list[ZipInfo], limits: Limits) -> None:
    whole = sum(part.file_size for part in parts)
    if whole > limits.bytes_out:
        raise Unreadable(Refusal.BOMB)
    for part in parts:
        if part.file_size > max(SMALL_PART, limits.ratio * part.compress_size):
            raise Unreadable(Refusal.BOMB)
