"""Opening a file whatever it is: plain, gzip or zip; UTF-8, UTF-16, cp1252 or latin-1; JSON or XML.

`Source.read` gives bytes that are UTF-8 for UTF-16 and declared encodings. An undeclared cp1252 file is
given as it is: each record is then decoded by itself (a file may mix both, when it was pasted together).
"""

import codecs
import gzip
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

BLOCK = 256 * 1024
HEAD = 4096
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARED = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
FOREIGN = "Ce fichier ne contient pas de données de la commande publique (DECP)"


class ForeignFile(Exception):
    """The file is not procurement data at all; the message is a French sentence."""


class BrokenOff(Exception):
    """The file stops, or cannot be read any further; the message is a French sentence."""


class Source:
    """A file being read: `read(n)`, how many of its own bytes are done, `is_xml`."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            raise ForeignFile(f"Le fichier « {path} » n’existe pas.")
        if not path.is_file():
            raise ForeignFile(f"« {path} » n’est pas un fichier.")
        if not path.stat().st_size:
            raise ForeignFile("Le fichier est vide.")
        self.raw: IO[bytes] = path.open("rb")
        try:
            self._start()
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
            self.raw.close()
            raise ForeignFile(f"{FOREIGN} : l’archive ne se décompresse pas.") from error
        except ForeignFile:
            self.raw.close()
            raise

    def _start(self) -> None:
        self.stream = self._unpacked()
        self.waiting = self._fetch(HEAD)
        self.decode = self._decoder()
        self._first_text()

    def _unpacked(self) -> Any:
        magic = self.raw.read(4)
        self.raw.seek(0)
        if magic[:2] == b"\x1f\x8b":
            return gzip.GzipFile(fileobj=self.raw)
        if magic != b"PK\x03\x04":
            return self.raw
        archive = zipfile.ZipFile(self.raw)
        inside = [name for name in archive.namelist() if name.lower().endswith((".json", ".xml"))]
        if len(inside) != 1 or "xl/workbook.xml" in archive.namelist():
            raise ForeignFile(f"{FOREIGN} : l’archive doit contenir un seul fichier JSON ou XML.")
        return archive.open(inside[0])

    def _fetch(self, size: int) -> bytes:
        block: bytes = self.stream.read(size)
        return block

    def _decoder(self) -> Callable[[bytes], bytes]:
        """How blocks become UTF-8: nothing to do, unless a BOM, zero bytes or XML says otherwise."""
        for bom, codec in BOMS:
            if self.waiting.startswith(bom):
                self.waiting = self.waiting[len(bom) :]
                return transcoder(codec) if codec != "utf-8" else bytes
        if self.waiting[1:2] == b"\0" or self.waiting[:1] == b"\0":
            return transcoder("utf-16-le" if self.waiting[1:2] == b"\0" else "utf-16-be")
        declared = DECLARED.match(self.waiting.lstrip())
        if not self.waiting.lstrip().startswith(b"<"):
            return bytes
        name = declared[1].decode() if declared else "utf-8"
        return Guess() if name.lower() in ("utf-8", "utf8", "ascii", "us-ascii") else transcoder(name)

    def _first_text(self) -> None:
        """What the file begins with, once the blanks before are passed: a first line may be long."""
        block, start = self.waiting, b""
        while not start:
            start = self.decode(block).lstrip(b"\xef\xbb\xbf \t\r\n\0")
            if not block:
                break
            block = b"" if start else self._fetch(BLOCK)
        self.is_xml = start.startswith(b"<")
        if not start.startswith((b"<", b"{", b"[")):
            raise ForeignFile(f"{FOREIGN} : ce n’est ni du JSON ni du XML.")
        self.waiting = start

    @property
    def done(self) -> int:
        """Bytes of the file itself (packed or not) that have been read."""
        try:
            return self.raw.tell()
        except ValueError:
            return 0

    def read(self, size: int = BLOCK) -> bytes:
        """Some bytes, b'' at the end. Raises `BrokenOff` when an archive is cut."""
        if self.waiting:
            first, self.waiting = self.waiting, b""
            return first
        while True:
            try:
                block = self._fetch(max(size, BLOCK))
            except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
                raise BrokenOff("L’archive est coupée ou abîmée : la suite ne se lit pas.") from error
            given = self.decode(block)
            if given or not block:
                return given

    def close(self) -> None:
        """Let the file go."""
        self.raw.close()


def transcoder(name: str) -> Callable[[bytes], bytes]:
    """From a codec to UTF-8, block by block; an unknown name is read as cp1252."""
    try:
        decoder = codecs.getincrementaldecoder(name)("replace")
    except LookupError:
        decoder = codecs.getincrementaldecoder("cp1252")("replace")
    return lambda block: decoder.decode(block, not block).encode("utf-8", "replace")


class Guess:
    """UTF-8 as long as it is; a line that is not is read as cp1252 (XML that lies about itself)."""

    def __init__(self) -> None:
        self.rest = b""

    def __call__(self, block: bytes) -> bytes:
        """Whole lines, each in the encoding it is in."""
        data = self.rest + block
        cut = len(data) if not block else max(data.rfind(b">"), data.rfind(b"\n")) + 1
        if not cut and len(data) > 4 * BLOCK:
            cut = len(data)
        data, self.rest = data[:cut], data[cut:]
        try:
            data.decode()
            return data
        except UnicodeDecodeError:
            return b"\n".join(decoded(line).encode() for line in data.split(b"\n"))


def decoded(raw: bytes) -> str:
    """Text of bytes that should be UTF-8, and are cp1252 or latin-1 when they are not."""
    for codec in ("utf-8", "cp1252"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")
