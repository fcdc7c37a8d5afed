"""Cutting a JSON stream into its records, in constant memory, whatever surrounds them.

Fast way: a block is cut at its last record boundary and cut into raw records by msgspec in one go. A wrong
cut (inside a record) leaves brackets open, cannot decode, and the boundary before is tried. What
msgspec refuses (NaN, control characters) goes record by record through the standard scanner, which
also steps over what nobody can read: it is given as it is, and refused later with its place.
"""

import json
import re
from collections.abc import Iterator

import msgspec

from clauses.contracts.opendata.reading.fields import fold
from clauses.contracts.opendata.reading.source import BLOCK, FOREIGN, BrokenOff, ForeignFile, Source

RECORD_LIMIT = 16 * 1024 * 1024
LOOK_AHEAD = 8 * 1024
TRIES = 40
DEPTH_LIMIT = 8
SPACE = re.compile(rb"[\s,\0\x1a]*")
KEY = re.compile(rb'[\s,]*"((?:[^"\\]|\\.){0,200})"\s*:\s*')
SCALAR = re.compile(rb'(?:"(?:[^"\\]|\\.)*"|[-+.\w]+)')
SEAM = re.compile(rb'\s*,?\s*\{\s*(?:"[^"\\]{0,40}"\s*:)?')
NESTED = re.compile(rb"\[[\s\[]*\{")
TOKENS = re.compile(rb'\\.|["{}\[\]]', re.DOTALL)
HOLDS_RECORDS = re.compile(rb'"\s*marches?\s*"\s*:\s*[\[{]', re.IGNORECASE)
# Names of lists of records, and of a record's fields, whatever their capitals.
LISTS = frozenset({"marches", "marche", "contrat-concession", "contrats-concession", "concessions"})
# Keys of a record: an object that begins with one of these is a record, not what surrounds records.
_FIELDS = """
id uid uuid acheteur acheteur.id autoriteConcedante objet codeCPV nature procedure lieuExecution
montant valeurGlobale titulaires concessionnaires modifications dateNotification dureeMois
formePrix _type considerationsSociales techniques ccag datePublicationDonnees modalitesExecution
"""
FIELDS = frozenset(map(fold, _FIELDS.split()))
scanner = json.JSONDecoder(strict=False)
split_records = msgspec.json.Decoder(list[msgspec.Raw]).decode


class JsonRecords:
    """Walks the file: iterating gives runs of records, each as its bytes (or those of what stands for it)."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.buffer = b""
        self.position = 0
        self.ended = False
        self.recognised = False
        self.seam = b""
        """What stands between two records, taken from the first two: `},\\n  {"id":`."""

    def __iter__(self) -> Iterator[list[bytes]]:
        while first := self._peek():
            yield from self._value(0, inside=first == b"[")

    def _more(self) -> bool:
        """Read on, keeping what is not done; False at the end of the file."""
        if self.ended:
            return False
        kept = len(self.buffer) - self.position
        if kept > RECORD_LIMIT:
            raise BrokenOff("Un enregistrement dépasse 16 Mo ou n’a pas de fin : la lecture s’arrête là.")
        block = self.source.read(max(BLOCK, kept))
        self.ended = not block
        self.buffer = self.buffer[self.position :] + block
        self.position = 0
        return not self.ended

    def _ahead(self, size: int) -> None:
        """Have this many bytes in front of us, unless the file ends before."""
        while len(self.buffer) - self.position < size and self._more():
            pass

    def _peek(self) -> bytes:
        """The next byte that is neither space nor comma, without taking it (b'' at the end)."""
        while True:
            match = SPACE.match(self.buffer, self.position)
            self.position = match.end() if match else self.position
            if self.position < len(self.buffer):
                return self.buffer[self.position : self.position + 1]
            if not self._more():
                return b""

    def _stop(self, sentence: str) -> Exception:
        """Why the walk cannot go on: this is something else, or it is cut."""
        if not self.recognised:
            return ForeignFile(f"{FOREIGN}.")
        return BrokenOff(f"{sentence} : le fichier est coupé ou abîmé.")

    def _value(self, depth: int, inside: bool) -> Iterator[list[bytes]]:
        """What the value here holds; `inside` a list of records all counts, what surrounds it does not."""
        first = self._peek()
        if depth > DEPTH_LIMIT or first not in (b"{", b"["):
            raise self._stop("La suite ne se lit pas")
        if first == b"[":
            yield from self._list(depth, inside)
        elif not self._is_record():
            yield from self._wrapping(depth, inside)
        elif depth:
            yield [self._whole("L’enregistrement est incomplet")]
        else:  # alone, or the first of a file of one record a line
            yield [self._step()]
            self._learn_seam()

    def _is_record(self) -> bool:
        """Whether the object that begins here is a record, by the keys before its first inner value."""
        self._ahead(LOOK_AHEAD)
        if HOLDS_RECORDS.search(self.buffer, self.position, self.position + LOOK_AHEAD):
            return False
        place = self.position + 1
        while match := KEY.match(self.buffer, place):
            if fold(match[1].decode("utf-8", "replace")) in FIELDS:
                return True
            value = SCALAR.match(self.buffer, match.end())
            if value is None:
                return False
            place = value.end()
        return False

    def _wrapping(self, depth: int, inside: bool) -> Iterator[list[bytes]]:
        """What surrounds the records: each inner list or object is walked, scalars are passed."""
        self.position += 1
        while self._peek() not in (b"}", b""):
            self._ahead(LOOK_AHEAD)
            match = KEY.match(self.buffer, self.position)
            if match is None:
                raise self._stop("Un nom de champ ne se lit pas")
            self.position = match.end()
            first = self._peek()
            if first in (b"{", b"["):
                listed = fold(match[1].decode("utf-8", "replace")) in LISTS
                self.recognised |= first == b"[" and listed
                yield from self._value(depth + 1, inside or listed)
            else:
                self._whole("Une valeur ne se lit pas")
        if not self._peek():
            raise self._stop("La fin du fichier manque")
        self.position += 1

    def _list(self, depth: int, inside: bool) -> Iterator[list[bytes]]:
        """The elements of a list, until its `]`; a list of lists of records is walked."""
        self.position += 1
        while (first := self._peek()) != b"]":
            if not first:
                raise self._stop("La fin du fichier manque")
            if first == b"{":
                yield from self._records()
            elif depth < DEPTH_LIMIT and self._is_nested():
                yield from self._list(depth + 1, inside)
            else:
                element = self._whole("Un élément de la liste ne se lit pas")
                if inside:
                    yield [element]
        self.position += 1

    def _is_nested(self) -> bool:
        self._ahead(LOOK_AHEAD)
        return NESTED.match(self.buffer, self.position) is not None

    def _records(self) -> Iterator[list[bytes]]:
        """One record at least, as many as the buffer holds at most."""
        if not self.seam:
            yield [self._step()]
            self._learn_seam()
            return
        if len(self.buffer) - self.position < BLOCK:
            self._more()
        cut = self._cut()
        if cut:
            yield cut
            return
        yield [self._step()]
        while self.buffer.find(self.seam, self.position) >= 0 and self._peek() == b"{":
            yield [self._step()]

    def _learn_seam(self) -> None:
        """See what stands between this record and the next one."""
        self._ahead(LOOK_AHEAD)
        match = SEAM.match(self.buffer, self.position)
        if match:
            self.seam = b"}" + match.group()

    def _cut(self) -> list[bytes]:
        """The whole records of the buffer, found in one go; [] when that cannot be done."""
        stop = len(self.buffer)
        for _ in range(TRIES):
            stop = self.buffer.rfind(self.seam, self.position, stop)
            if stop < self.position:
                return []
            try:
                records = split_records(b"[" + self.buffer[self.position : stop + 1] + b"]")
            except RecursionError:
                return []
            except msgspec.MsgspecError as error:
                if _at_end(str(error), stop - self.position):
                    continue
                return []
            self.position = stop + 1
            return records  # type: ignore[return-value]
        return []

    def _step(self) -> bytes:
        """The next record by itself, or what stands for it up to the next boundary."""
        seam = self.buffer.find(self.seam, self.position + 1) if self.seam else -1
        if seam >= 0:
            part = self.buffer[self.position : seam + 1]
            if _is_whole(part):
                self.position = seam + 1
                return part
        found = self._scan()
        if found is not None:
            return found
        boundary = self.buffer.find(self.seam, self.position + 1) if self.seam else -1
        if boundary < 0:
            return self._passed_over()
        part = self.buffer[self.position : boundary + 1]
        self.position = boundary + 1
        return part

    def _whole(self, sentence: str) -> bytes:
        found = self._scan()
        if found is None:
            raise self._stop(sentence)
        return found

    def _scan(self) -> bytes | None:
        """The JSON value that begins here, whatever its size; None when it has no end or is malformed."""
        while True:
            text = self.buffer[self.position :].decode("utf-8", "surrogateescape")
            try:
                _, end = scanner.raw_decode(text)
            except (ValueError, RecursionError):
                if self._hopeless() or len(text) > RECORD_LIMIT or not self._more():
                    return None
                continue
            if end == len(text) and self._more():
                continue
            found = text[:end].encode("utf-8", "surrogateescape")
            self.position += len(found)
            return found

    def _passed_over(self) -> bytes:
        """What has an end by its brackets but is too large or too deep: its first bytes at least."""
        head, start, depth, quoted = self.buffer[self.position :][:LOOK_AHEAD], self.position, 0, False
        while True:
            end = self.position
            for token in TOKENS.finditer(self.buffer, self.position):
                mark, end = token.group(), token.end()
                quoted ^= mark == b'"'
                depth += 0 if quoted else (mark in b"{[") - (mark in b"}]")
                if not depth and not quoted:
                    self.position = end
                    return self.buffer[start:end] if start >= 0 else head
            rest = self.buffer[end:]
            self.position = len(self.buffer) - rest.endswith(b"\\")
            start = -1
            if not self._more():
                raise self._stop("Le dernier enregistrement est incomplet")

    def _hopeless(self) -> bool:
        """Whether reading on cannot help: the next records are already there, so this one is malformed."""
        return bool(self.seam) and self.buffer.find(self.seam, self.position + 1) >= 0


def _is_whole(part: bytes) -> bool:
    """Whether these bytes are exactly one JSON value for the standard scanner."""
    text = part.decode("utf-8", "surrogateescape")
    try:
        return scanner.raw_decode(text)[1] == len(text)
    except (ValueError, RecursionError):
        return False


def _at_end(message: str, length: int) -> bool:
    """Whether msgspec met the fault at the very end of the block: the cut was inside a record."""
    match = re.search(r"byte (\d+)", message)
    return "truncated" in message or (match is not None and int(match[1]) >= length)
