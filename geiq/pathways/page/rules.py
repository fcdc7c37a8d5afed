"""The address and the code of somebody's page: what they are made of, when they open, what it leaves out.

The address points and opens nothing by itself: it may be forwarded, or followed by an antivirus program. The
code, handed on paper, does. It goes to nobody's mail or telephone: many have neither, or share one. Pure.
"""

import secrets
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta

from facilitator.accounts.tasklinks.rules import digest
from facilitator.formats import fold
from facilitator.words import Word
from geiq.pathways.care.rules import health_words

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without look-alike letters and digits: an address is typed from paper too."""
POINTER_SIGNS = 28
"""Of 31: 138 bits, in seven groups of four."""
GROUP = 4
CODE_DIGITS = 6
TRIES = 5
"""Wrong codes in a row after which an address opens nothing more: one chance in 200,000."""
OPEN_LASTS = timedelta(minutes=30)
"""How long a browser may read the page once its code is typed: it may be a library's."""
KEPT = timedelta(days=365)
"""How long what no longer opens anything is kept, to tell who was handed what."""


class PageState(Word):
    """Where the address of somebody's page stands."""

    LIVE = "page_live", "Ouverte"
    LOCKED = "page_locked", "Bloquée après cinq codes faux"
    REVOKED = "page_revoked", "Annulée"
    ENDED = "page_ended", "Fermée avec le parcours"


def new_pointer() -> str:
    """A fresh address, as it is written: `k7mn-…` in groups."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(POINTER_SIGNS))
    return "-".join(signs[at : at + GROUP] for at in range(0, POINTER_SIGNS, GROUP))


def bare(pointer: str) -> str:
    """An address as it is compared: however it was typed, without its hyphens."""
    return "".join(sign for sign in pointer.lower() if sign in ALPHABET)


def new_code() -> str:
    """Six digits."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"


def digits(typed: str) -> str:
    """A code as it is compared: spaces dropped, the figures of any keyboard (`٤٨٢` as `482`)."""
    return "".join(str(unicodedata.decimal(sign)) for sign in typed if sign.isdecimal())


def pointer_hash(pointer: str) -> str:
    """What the database keeps of an address."""
    return digest(bare(pointer))


def seal(code: str, pointer: str) -> str:
    """What the database keeps of a code: without the address, no code can be tried on it."""
    return digest(code, bare(pointer))


def state(revoked: bool, tries: int, running: bool, planned_end_on: date, today: date) -> PageState:
    """Where an address stands: it ends with its pathway, and goes on when that is prolonged."""
    if revoked:
        return PageState.REVOKED
    if not running or planned_end_on < today:
        return PageState.ENDED
    return PageState.LOCKED if tries >= TRIES else PageState.LIVE


def withheld(text: str, names: Iterable[str]) -> bool:
    """Whether a text stays off a page that somebody else might see: it seems to speak of health, or holds one
    of these names (her surname, the scheme's).
    """
    plain = f" {' '.join(fold(text).replace('-', ' ').split())} "
    held = (" ".join(fold(name).replace("-", " ").split()) for name in names)
    return bool(health_words(text)) or any(f" {name} " in plain for name in held if name)
