"""Reading the XML of both formats record by record: no entity, no DTD, no network, constant memory."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from clauses.contracts.opendata.reading.fields import fold
from clauses.contracts.opendata.reading.source import FOREIGN, BrokenOff, ForeignFile, Source

RECORDS = {"marche": "Marché", "contrat-concession": "Contrat de concession"}
ROOTS = RECORDS.keys() | {"marches"}
# Elements seen before the first record: beyond, the file is something else.
PATIENCE = 2_000
NEVER = (0xFFFE, 0xFFFF)
ILLEGAL = bytes(set(range(32)) - {9, 10, 13})
REFERENCE = re.compile(
    rb"&#(?:x0*([0-9a-fA-F]{1,6})|0*(\d{1,7}));|\xef\xbf[\xbe\xbf]|&(?!#|(?:amp|lt|gt|quot|apos);)"
)


class XmlBytes:
    """The source as lxml reads it: characters that XML forbids are taken out first."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.rest = b""

    def read(self, size: int = -1) -> bytes:
        """A block whose character references are whole and legal; b'' at the end."""
        while True:
            block = self.source.read(size)
            data = self.rest + block
            hold = data.rfind(b"&", len(data) - 12) if block and len(data) > 12 else -1
            if hold >= 0 and b";" not in data[hold:]:
                data, self.rest = data[:hold], data[hold:]
            else:
                self.rest = b""
            data = REFERENCE.sub(_legal, data.translate(None, ILLEGAL))
            if data or not block:
                return data


def _legal(match: re.Match[bytes]) -> bytes:
    """Only XML's own five entities are references: any other `&` (declared bomb, HTML, bare) is text."""
    if match.group() == b"&":
        return b"&amp;"
    if not match.group().startswith(b"&"):
        return b""
    code = int(match[1], 16) if match[1] else int(match[2])
    forbidden = (
        (code < 32 and code not in (9, 10, 13)) or 0xD800 <= code < 0xE000 or code in NEVER or code > 0x10FFFF
    )
    return b"" if forbidden else match.group()


class XmlRecords:
    """Iterating gives runs of one record, a dictionary: repeated elements are lists, empty ones None."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.recognised = False

    def __iter__(self) -> Iterator[list[dict[str, Any]]]:
        events = etree.iterparse(
            XmlBytes(self.source),
            events=("start", "end"),
            encoding="utf-8",
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
            huge_tree=True,
        )
        try:
            yield from self._walk(events)
        except etree.XMLSyntaxError as error:
            if not self.recognised:
                raise ForeignFile(f"{FOREIGN} : ce XML n’en est pas.") from error
            raise BrokenOff(f"Le XML s’arrête ou n’est plus lisible à la ligne {error.lineno}.") from error
        if not self.recognised:
            raise ForeignFile(f"{FOREIGN} : ce XML n’en est pas.")

    def _walk(self, events: Any) -> Iterator[list[dict[str, Any]]]:
        depth, seen = 0, 0
        for event, element in events:
            name = fold(local(element.tag))
            if event == "start":
                depth = depth + 1 if depth or name in RECORDS else 0
                seen += 1
                self.recognised |= name in ROOTS
                if not self.recognised and seen > PATIENCE:
                    raise ForeignFile(f"{FOREIGN} : ce XML n’en est pas.")
            elif depth:
                depth -= 1
                if not depth:
                    yield [self._record(element, name)]
            elif not self.recognised:
                element.clear()

    def _record(self, element: Any, name: str) -> dict[str, Any]:
        value = content(element)
        fields = value if isinstance(value, dict) else {"contenu": value}
        fields.setdefault("_type", RECORDS[name])
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]
        return fields


def local(tag: Any) -> str:
    """The name of an element without its namespace."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def content(element: Any, depth: int = 0) -> Any:
    """An element as JSON would have written it."""
    children = [child for child in element if isinstance(child.tag, str)]
    if not children or depth > 30:
        text = "".join(element.itertext(with_tail=False)) if children else element.text
        return text.strip() or None if text else None
    fields: dict[str, Any] = {}
    for child in children:
        name, value = local(child.tag), content(child, depth + 1)
        if name not in fields:
            fields[name] = value
        elif isinstance(fields[name], list):
            fields[name].append(value)
        else:
            fields[name] = [fields[name], value]
    return fields
