"""How often somebody is written to; what a digest says; the seal of its link. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from facilitator.formats import NBSP, plural
from facilitator.words import RuleBroken, Word

SENTENCE_AT_MOST = 400


class Frequency(Word):
    """How often a person is told of what can wait."""

    DAILY = "daily", "Un message par jour au plus, à 7 h 30"
    IMMEDIATE = "immediate", "Chaque nouvelle tout de suite"
    NONE = "none", "Jamais"


@dataclass(frozen=True)
class Line:
    """One thing told: its kind (French), a sentence, the page that shows it."""

    kind: str
    sentence: str
    url: str


def settled(frequency: Frequency, duty: bool) -> Frequency:
    """What is done with a notice: a duty of a contract is never dropped, it only waits for the digest."""
    return Frequency.DAILY if duty and frequency is Frequency.NONE else frequency


def check_sentence(sentence: str) -> str:
    """A sentence of one line, not too long; raises `RuleBroken` otherwise."""
    plain = " ".join(sentence.split())
    if not plain or len(plain) > SENTENCE_AT_MOST:
        raise RuleBroken(f"Une nouvelle tient en une phrase de {SENTENCE_AT_MOST} caractères.", "sentence")
    return plain


def by_kind(lines: Sequence[Line]) -> dict[str, list[Line]]:
    """The lines under their kind, in the order in which they came."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.kind, []).append(line)
    return found


def subject(lines: Sequence[Line]) -> str:
    """`Votre point du jour : 3 nouvelles`."""
    return f"Votre point du jour{NBSP}: {plural(len(lines), 'nouvelle')}"


def text(lines: Sequence[Line], settings_url: str) -> str:
    """The digest as a letter."""
    parts = ["Bonjour,\n"]
    for kind, told in by_kind(lines).items():
        parts.append(kind)
        parts += [f"- {line.sentence}" + (f"\n  {line.url}" if line.url else "") for line in told]
        parts.append("")
    parts.append(f"Changer la fréquence de ces messages, ou les arrêter{NBSP}:\n{settings_url}\n")
    return "\n".join(parts)


def html(lines: Sequence[Line], settings_url: str) -> str:
    """The same with links."""
    parts = ["<p>Bonjour,</p>"]
    for kind, told in by_kind(lines).items():
        items = "".join(f"<li>{_linked(line)}</li>" for line in told)
        parts.append(f"<h2>{escape(kind)}</h2><ul>{items}</ul>")
    link = f'<a href="{escape(settings_url)}">Changer la fréquence de ces messages, ou les arrêter</a>'
    return "\n".join((*parts, f"<p>{link}</p>"))


def _linked(line: Line) -> str:
    said = escape(line.sentence)
    return f'<a href="{escape(line.url)}">{said}</a>' if line.url else said
