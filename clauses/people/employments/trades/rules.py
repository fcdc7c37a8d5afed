"""A trade as it is kept: free words, or the label of a ROME code with its code.

`rome.csv`: the 532 codes of the ROME 3 (France Travail, Licence Ouverte), which administrations still use.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from facilitator.formats import search_key

CODE = re.compile(r"^\s*([A-N])\s?(\d{4})\b[\s:–—-]*", re.IGNORECASE)
LONGEST = 120


@cache
def trades() -> Mapping[str, str]:
    """The label of each code of the ROME."""
    text = (Path(__file__).parent / "rome.csv").read_text(encoding="utf-8")
    return dict(line.split(";", 1) for line in text.splitlines())


@cache
def _by_words() -> Mapping[str, str]:
    return {search_key(label): code for code, label in trades().items()}


def written(code: str) -> str:
    """`Maçonnerie (F1703)`."""
    return f"{trades()[code]} ({code})"


def parse_trade(text: str) -> str:
    """What was typed as it is kept: `f1703` and `maçonnerie` give `Maçonnerie (F1703)`; other words stay."""
    said = " ".join(text.split())
    if found := CODE.match(said):
        code = f"{found[1].upper()}{found[2]}"
        if code in trades():
            return written(code)[:LONGEST]
    code_said = _by_words().get(search_key(said))
    return written(code_said)[:LONGEST] if code_said else said[:LONGEST]


def offered() -> list[str]:
    """Every trade of the ROME as it is kept, for the form to suggest."""
    return [written(code) for code in trades()]
