"""The slip as a PDF of one A5 page, where the machine has letters for its language; never boxes.

The letters of French, English and Ukrainian come with the generator. Those of the others are fonts of the
machine: what is missing is said, and the page prints from the browser, which has the reader's own.
"""

from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import typst

from facilitator.words import RuleBroken
from geiq.pathways.slip.rules import Line, Part, Piece, Tongue, language

TEMPLATE = Path(__file__).with_name("document.typ")
EMBEDDED = "Libertinus Serif"
ARABIC = ("Noto Naskh Arabic", "Noto Sans Arabic", "Vazirmatn", "Amiri", "Scheherazade New")
ETHIOPIC = ("Noto Sans Ethiopic", "Noto Serif Ethiopic", "Abyssinica SIL", "Kefa", "Nyala", "Ebrima")
FONTS = {
    Tongue.AR: (*ARABIC, "DejaVu Sans"),
    Tongue.DARI: (*ARABIC, "DejaVu Sans"),
    Tongue.PASHTO: ARABIC,
    Tongue.TIGRINYA: ETHIOPIC,
}
"""By language, the fonts that have all its letters, the best first (DejaVu Sans lacks some of Pashto)."""


@cache
def families() -> frozenset[str]:
    """The fonts of this machine, and those that come with the generator."""
    return frozenset(typst.Fonts().families())


def fonts_for(tongue: Tongue) -> tuple[str, ...]:
    """What the slip is set in; raises `RuleBroken` where the letters are missing."""
    wanted = FONTS.get(tongue, (EMBEDDED,))
    found = next((name for name in wanted if name in families()), None)
    if found is None:
        raise RuleBroken(
            f"Le serveur n’a pas de police pour cette langue ({wanted[0]}, par exemple) : imprimez la page "
            "depuis votre navigateur, qui a les siennes."
        )
    return (found, EMBEDDED) if found != EMBEDDED else (EMBEDDED,)


def is_printable(tongue: Tongue) -> bool:
    """Whether a PDF in this language would hold letters and no boxes."""
    return any(name in families() for name in FONTS.get(tongue, (EMBEDDED,)))


def pdf_of(parts: tuple[Part, ...], tongue: Tongue, author: str) -> bytes:
    """The bytes of the PDF. Raises `RuleBroken` where the letters are missing."""
    fonts = fonts_for(tongue)
    told = {
        "title": "".join(piece.text for piece in parts[0].title.own),
        "author": author,
        "lang": tongue.partition("-")[0],
        "direction": language(tongue).direction,
        "fonts": fonts,
        "plain": EMBEDDED,
        "parts": [{"title": _line(one.title), "lines": [_line(line) for line in one.lines]} for one in parts],
    }
    return typst.compile(
        TEMPLATE.read_bytes(), format="pdf", sys_inputs={"slip": msgspec.json.encode(told).decode()}
    )


def _line(line: Line) -> dict[str, Any]:
    return {"own": [_piece(one) for one in line.own], "french": [_piece(one) for one in line.french]}


def _piece(piece: Piece) -> dict[str, Any]:
    return {"text": piece.text, "value": piece.value, "latin": piece.direction == "ltr" or piece.is_french}
