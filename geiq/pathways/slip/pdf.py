"""The slip as a PDF of one A5 page. Its letters come with the house, so that each language always prints.

Those of French, English and Ukrainian come with the generator; those of the others stand in
`static/vendor/noto` as published (SIL Open Font License). No font of the machine is read: one slip, one PDF.
"""

from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import segno
import typst

from facilitator.languages.rules import Line, Piece, Tongue
from geiq.pathways.slip.rules import Door, Part

TEMPLATE = Path(__file__).with_name("document.typ")
LETTERS = Path(__file__).parents[3] / "facilitator" / "static" / "vendor" / "noto"
EMBEDDED = "Libertinus Serif"
ARABIC = "Noto Naskh Arabic"
ETHIOPIC = "Noto Serif Ethiopic"
FIRST = {Tongue.AR: ARABIC, Tongue.DARI: ARABIC, Tongue.PASHTO: ARABIC, Tongue.TIGRINYA: ETHIOPIC}
"""What a language is set in; Latin and Cyrillic letters for the others."""


def fonts_for(tongue: Tongue) -> list[str]:
    """The fonts of a slip, its own first; a name or a place may be written in any of them."""
    first = FIRST.get(tongue, EMBEDDED)
    return [first, *(name for name in (EMBEDDED, ARABIC, ETHIOPIC) if name != first)]


@cache
def letters() -> typst.Fonts:
    """The fonts of the house and of the generator, read once."""
    return typst.Fonts(include_system_fonts=False, font_paths=[LETTERS])


def pdf_of(parts: tuple[Part, ...], tongue: Tongue, author: str, door: Door | None = None) -> bytes:
    """The bytes of the PDF; with a door, its QR code, its address, and the code below a line to be cut."""
    told: dict[str, Any] = {
        "title": "".join(piece.text for piece in parts[0].title.own),
        "author": author,
        "lang": tongue.partition("-")[0],
        "direction": tongue.direction,
        "fonts": fonts_for(tongue),
        "plain": fonts_for(Tongue.FR),
        "parts": [{"title": _line(one.title), "lines": [_line(line) for line in one.lines]} for one in parts],
        "scan": _line(door.scan(tongue)) if door else None,
        "apart": _line(door.apart(tongue)) if door else None,
    }
    drawing = segno.make(door.url, error="m").svg_inline(border=0) if door else ""
    return typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        font_paths=letters(),
        sys_inputs={"slip": msgspec.json.encode(told).decode(), "drawing": drawing},
    )


def _line(line: Line) -> dict[str, Any]:
    return {"own": [_piece(one) for one in line.own], "french": [_piece(one) for one in line.french]}


def _piece(piece: Piece) -> dict[str, Any]:
    return {"text": piece.text, "value": piece.value, "latin": piece.direction == "ltr" or piece.is_french}
