"""How alike two names are, across spellings: accents, particles, transliterations, compounds, typos."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from facilitator.formats import fold, search_key

WITHOUT_ACCENT = str.maketrans(
    {
        "ł": "l",
        "Ł": "L",
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "þ": "th",
        "ı": "i",
        "ʿ": "",
        "ʾ": "",
    }
)
"""Letters that Unicode does not take apart."""
COMING_AND_GOING = (
    "de du d des la le les l da do dos das di del della van von der den ben bin ibn el al ould abou bou "
    "ep epouse nee veuve vve mme mlle mr"
)
PARTICLES = frozenset(COMING_AND_GOING.split())
"""They come and go with whoever fills the form."""
SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ph", "f"),
        (r"x", "ks"),
        (r"tch|sch|sh|ch", "ç"),
        (r"dj|dg(?=[eiy])|g(?=[eiy])", "j"),
        (r"kh|ck|qu|q|c(?![eiy])", "k"),
        (r"c(?=[eiy])|z", "s"),
        (r"g[hu](?=[aeiouy])", "g"),
        (r"h", ""),
        (r"eau|au|ou|oo|w|o|u", "u"),
        (r"ei|ey|ai|ay|e|a", "a"),
        (r"y|ii", "i"),
        (r"(.)\1+", r"\1"),
        (r"(?<=..)a$", ""),
    )
)
"""What is heard, coarsely: `Mohamed`, `Muhammad` and `Mohammed` are one, `Khadija` and `Khadidja` too."""


@dataclass(frozen=True)
class Spelling:
    """A name in the forms that are compared."""

    joined: str
    bare: tuple[str, ...]
    """Its words without particles."""
    sounds: tuple[str, ...]
    """What is heard of each bare word."""
    run: str
    """The bare words, in one."""
    heard: str
    """The sounds, in one."""
    sorted_bare: tuple[str, ...]
    sorted_sounds: tuple[str, ...]


def words(text: str) -> tuple[str, ...]:
    """The words of a name, folded; another alphabet's words as they are."""
    text = unicodedata.normalize("NFKD", text).translate(WITHOUT_ACCENT)
    return tuple(search_key(text).split()) or tuple(fold(text).split())


def sound(word: str) -> str:
    """What is heard of a folded word."""
    for pattern, heard in SOUNDS:
        word = pattern.sub(heard, word)
    return word


@lru_cache(maxsize=50_000)
def spelling(text: str) -> Spelling:
    """The forms of a name."""
    every = words(text)
    bare = tuple(word for word in every if word not in PARTICLES) or every
    sounds = tuple(map(sound, bare))
    forms = ("".join(every), bare, sounds, "".join(bare), "".join(sounds))
    return Spelling(*forms, tuple(sorted(bare)), tuple(sorted(sounds)))


def likeness(one: str, other: str) -> int:
    """How alike two names are, in hundredths: 100 the same, 84 a part of the other, 0 nothing in common."""
    a, b = spelling(one), spelling(other)
    if not a.joined or not b.joined:
        return 0
    if a.joined == b.joined:
        return 100
    if a.sorted_bare == b.sorted_bare or a.run == b.run:
        return 98
    if a.sorted_sounds == b.sorted_sounds and max(map(len, a.sounds)) > 2:
        return 94
    return max(_typed(a, b), _part(a, b))


def _typed(a: Spelling, b: Spelling) -> int:
    """One letter, or two in a long name."""
    length = min(len(a.joined), len(b.joined))
    typos = OSA.distance(a.joined, b.joined, score_cutoff=2)
    if typos == 1 and length >= 3:
        return 92 if length > 3 else 84
    if typos == 2 and length >= 7:
        return 86
    heard, other = a.heard, b.heard
    near = min(len(heard), len(other)) >= 4 and OSA.distance(heard, other, score_cutoff=1) <= 1
    return 86 if near else 0


def _part(a: Spelling, b: Spelling) -> int:
    """All the words of the shorter stand in the longer: a married or a second given name."""
    few, many = (a.sounds, b.sounds) if len(a.sounds) <= len(b.sounds) else (b.sounds, a.sounds)
    if len(few) == len(many) or max(map(len, few)) < 3:
        return 0
    found = all(any(_same_word(word, other) for other in many) for word in few)
    return 84 if found else 0


def _same_word(one: str, other: str) -> bool:
    return one == other or (len(one) >= 5 and OSA.distance(one, other, score_cutoff=1) <= 1)
