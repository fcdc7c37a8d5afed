"""A PDF read back as assistive technology reads it: the structure tree, each part with its text.

Nothing of the generator is used: content streams by pikepdf, characters by each font's own table.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf

PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.S)
Texts = dict[tuple[int, int], str]


@dataclass(frozen=True)
class Part:
    """An element of the structure: its kind (`H1`, `TR`, `TD`…), its own text, what it holds."""

    kind: str
    text: str
    parts: tuple["Part", ...]

    def every(self, kind: str) -> Iterator["Part"]:
        """Every element of a kind, in reading order."""
        for part in self.parts:
            if part.kind == kind:
                yield part
            yield from part.every(kind)

    @property
    def whole(self) -> str:
        """Its text and that of all it holds."""
        return self.text + "".join(part.whole for part in self.parts)


def read_paper(content: bytes) -> Part:
    """The structure of a tagged PDF."""
    with pikepdf.open(BytesIO(content)) as file:
        texts: Texts = {}
        for page in file.pages:
            texts |= {(page.obj.objgen[0], mark): said for mark, said in _marked(page).items()}
        return _part(file.Root.StructTreeRoot, 0, texts)


def rows_of(part: Part) -> list[list[str]]:
    """The rows of every table, cell by cell."""
    return [[cell.whole for cell in row.parts if cell.kind in {"TH", "TD"}] for row in part.every("TR")]


def boxes_in(content: bytes) -> int:
    """How many characters of a PDF are drawn as the empty box of their font (glyph 0, `.notdef`)."""
    with pikepdf.open(BytesIO(content)) as file:
        return sum(
            code == 0
            for page in file.pages
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) in {"Tj", "TJ"}
            for string in (operands[0] if str(operator) == "TJ" else [operands[0]])
            if isinstance(string, pikepdf.String)
            for code in _codes(bytes(string))
        )


def _codes(held: bytes) -> Iterator[int]:
    return (int.from_bytes(held[at : at + 2], "big") for at in range(0, len(held), 2))


def _part(node: Any, page: int, texts: Texts) -> Part:
    held = node.get("/K", pikepdf.Array())
    page = node.Pg.objgen[0] if "/Pg" in node else page
    text, parts = "", []
    for one in held if isinstance(held, pikepdf.Array) else [held]:
        if isinstance(one, int):
            text += texts.get((page, one), "")
        elif one.get("/Type") == "/MCR":
            text += texts.get((one.Pg.objgen[0] if "/Pg" in one else page, int(one.MCID)), "")
        elif "/S" in one:
            parts.append(_part(one, page, texts))
    return Part(str(node.get("/S", "/")).lstrip("/"), text, tuple(parts))


def _marked(page: Any) -> dict[int, str]:
    """The text of each marked content of a page."""
    found: dict[int, str] = defaultdict(str)
    tables = {name: _characters(font) for name, font in page.Resources.get("/Font", {}).items()}
    marks: list[int | None] = []
    characters: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        word = str(operator)
        if word in {"BDC", "BMC"}:
            said = operands[1] if len(operands) > 1 else {}
            marks.append(int(said.MCID) if "/MCID" in said else (marks[-1] if marks else None))
        elif word == "EMC":
            marks.pop()
        elif word == "Tf":
            characters = tables[str(operands[0])]
        elif word in {"Tj", "TJ"} and marks and marks[-1] is not None:
            strings = operands[0] if word == "TJ" else [operands[0]]
            found[marks[-1]] += "".join(_decoded(one, characters) for one in strings)
    return found


def _decoded(string: Any, characters: dict[int, str]) -> str:
    if not isinstance(string, pikepdf.String):
        return ""
    return "".join(characters.get(code, "\ufffd") for code in _codes(bytes(string)))


def _characters(font: Any) -> dict[int, str]:
    found = {}
    for kind, block in BLOCK.findall(font.ToUnicode.read_bytes()):
        if kind == b"bfchar":
            found |= {int(code, 16): _text(said) for code, said in PAIR.findall(block)}
        for first, last, said in RANGE.findall(block) if kind == b"bfrange" else ():
            for step, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                found[code] = chr(ord(_text(said)) + step)
    return found


def _text(said: bytes) -> str:
    return bytes.fromhex(said.decode()).decode("utf-16-be")
