"""Files that nobody should have to fear: a few dozens of kinds, as many variants as asked."""

import io
import random
import struct
import zipfile
from collections.abc import Callable, Iterator

from xlsxwriter import Workbook

from facilitator.exchange.sheets.look import OLE

Files = dict[str, str | bytes]


def good() -> bytes:
    """A small honest workbook."""
    target = io.BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        book.add_worksheet("A").write_row(0, 0, ["Nom", "Heures"])
    return target.getvalue()


def changed(extra: Files, without: str = "") -> bytes:
    """The honest workbook with some parts replaced or added."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(good())) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in source.infolist():
            if part.filename not in extra and part.filename != without:
                new.writestr(part.filename, source.read(part))
        for name, content in extra.items():
            new.writestr(name, content)
    return target.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet(cells: str) -> str:
    """The XML of a sheet."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'


def sparse() -> bytes:
    """Two cells at the two ends of a sheet: 17 thousand million cells for who reads naively."""
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return changed({SHEET: sheet(rows)})


def bomb() -> bytes:
    """A sheet that unpacks three hundred times larger."""
    return changed({SHEET: sheet("<row/>" * 3_000_000)})


def laughs() -> bytes:
    """Entities of entities."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    head = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l0 "ha">{levels}]>'
    return changed({SHEET: head + sheet('<row r="1"><c t="inlineStr"><is><t>&l8;</t></is></c></row>')})


def outside() -> bytes:
    """An entity that reads a file of the server."""
    head = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return changed({SHEET: head + sheet('<row r="1"><c t="inlineStr"><is><t>&x;</t></is></c></row>')})


def many_entries() -> bytes:
    """Fifty thousand parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as new:
        for number in range(20_000):
            new.writestr(f"xl/{number}", b"")
    return target.getvalue()


def lying_directory() -> bytes:
    """A directory that announces small parts."""
    content = bytearray(bomb())
    place = content.find(SHEET.encode(), content.rfind(b"PK\x01\x02") - 5_000)
    while (place := content.find(b"PK\x01\x02", 0 if place < 0 else place)) >= 0 and place < len(
        content
    ) - 46:
        content[place + 24 : place + 28] = struct.pack("<I", 100)
        place += 4
    return bytes(content)


def compound(*names: str) -> bytes:
    """What begins as an old Excel file, with streams of these names."""
    return OLE + b"\x00" * 600 + b"".join(name.encode("utf-16-le") + b"\x00" * 64 for name in names)


def many_sheets() -> bytes:
    """Seventy sheets."""
    target = io.BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        for number in range(70):
            book.add_worksheet(f"F{number}").write(0, 0, "x")
    return target.getvalue()


def wide() -> bytes:
    """Three hundred columns."""
    target = io.BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        book.add_worksheet("A").write_row(0, 0, ["x"] * 300)
    return target.getvalue()


KINDS: dict[str, tuple[Callable[[], bytes], str]] = {
    "macro": (lambda: changed({"xl/vbaProject.bin": b"x"}), "macro"),
    "macro.xls": (lambda: compound("Workbook", "_VBA_PROJECT_CUR"), "macro"),
    "encrypted": (lambda: compound("EncryptedPackage", "EncryptionInfo"), "encrypted"),
    "word.doc": (lambda: compound("WordDocument"), "document"),
    "ole": (lambda: compound("Rien"), "foreign"),
    "broken.xls": (lambda: compound("Workbook"), "broken"),
    "html.xls": (lambda: b"<html><table><tr><td>1</td></tr></table></html>", "html"),
    "html-bom.xls": (lambda: "\ufeff<!DOCTYPE html><table>".encode(), "html"),
    "xml.xls": (lambda: b'<?xml version="1.0"?><Workbook/>', "xml"),
    "pdf": (lambda: b"%PDF-1.7 x", "pdf"),
    "png": (lambda: b"\x89PNG\r\n\x1a\n", "image"),
    "jpg": (lambda: b"\xff\xd8\xff\xe0", "image"),
    "gz": (lambda: b"\x1f\x8b\x08\x00", "archive"),
    "docx": (lambda: changed({"word/document.xml": "<x/>"}, "xl/workbook.xml"), "document"),
    "zip": (lambda: changed({"a.txt": "x"}, "xl/workbook.xml"), "archive"),
    "empty": (lambda: b"", "empty"),
    "empty zip": (lambda: b"PK\x05\x06" + b"\x00" * 18, "empty"),
    "binary.csv": (lambda: bytes(range(1, 32)) * 40, "foreign"),
    "sparse": (sparse, "memory"),
    "bomb": (bomb, "bomb"),
    "lying": (lying_directory, ""),
    "laughs": (laughs, "entities"),
    "outside": (outside, "entities"),
    "entries": (many_entries, "bomb"),
    "links": (lambda: changed({"xl/externalLinks/externalLink1.xml": "<x/>"}), "links"),
    "sheets": (many_sheets, "sheets"),
    "wide": (wide, "columns"),
    "long cell": (
        lambda: changed(
            {SHEET: sheet(f'<row r="1"><c t="inlineStr"><is><t>{"x" * 3000}</t></is></c></row>')}
        ),
        "cell",
    ),
    "truncated": (lambda: good()[:-200], "broken"),
    "cut": (lambda: good()[:2000], "broken"),
    "not xml": (lambda: changed({SHEET: "<worksheet"}), ""),
    "no sheet": (lambda: changed({}, SHEET), ""),
    "rows.csv": (lambda: b"a;b\n" * 20_001, "rows"),
    "cell.csv": (lambda: b"a;" + b"x" * 3000, "cell"),
}
"""By name: what makes the file, the refusal that it must meet ('' for any of them)."""


def mutated(count: int, seed: int) -> Iterator[bytes]:
    """Honest and hostile files with bytes changed, cut or repeated at random."""
    chance = random.Random(seed)
    sources = [good(), compound("Workbook"), sparse(), laughs(), b"Nom;Heures\nDurand;7\n"]
    for _ in range(count):
        content = bytearray(chance.choice(sources))
        for _ in range(chance.randint(1, 20)):
            place = chance.randrange(len(content))
            content[place] = chance.randrange(256)
        yield bytes(content[: chance.choice([len(content), chance.randrange(1, len(content))])])
