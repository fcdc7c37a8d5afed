"""The one number that is forbidden in the house: the French social-security number (NIR).

Décret 2019-341 lists who may use it; facilitators are not on the list, so it is refused wherever it
is typed. Thirteen characters (sex, year, month, department, commune, rank), then a key of two
digits or none. Source: INSEE, NIR; arrêté of the RNIPP (months 20, 30-42 and 50-99 for unknown births).
"""

import re
import unicodedata

from facilitator.words import RuleBroken

FORBIDDEN = "Ne saisissez jamais de numéro de sécurité sociale : il est interdit ici."
APART = r"[\s.\-\u2010-\u2015\u2212]{0,2}"
INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b")
WRITTEN_SO = frozenset({1, 3, 5, 7, 10, 13})
"""After how many characters the usual writing leaves a space: `1 85 05 78 006 084 36`."""
PLAIN_MONTHS = frozenset(f"{month:02d}" for month in range(1, 13))
DIGIT = r"\d"


def _part(name: str, *choices: tuple[str, ...]) -> str:
    return f"(?P<{name}>{'|'.join(APART.join(units) for units in choices)})"


SHAPE = re.compile(
    r"(?<!\d)(?=(?P<whole>"
    + APART.join(
        [
            _part("sex", ("[1-478]",)),
            _part("year", (DIGIT, DIGIT)),
            _part(
                "month",
                ("0", "[1-9]"),
                ("1", "[0-2]"),
                ("2", "0"),
                ("3", DIGIT),
                ("4", "[0-2]"),
                ("[5-9]", DIGIT),
            ),
            _part("department", ("2", "[AB]"), ("0", "[1-9]"), ("[1-9]", DIGIT)),
            _part("commune", (DIGIT, DIGIT, DIGIT)),
            _part("rank", (DIGIT, DIGIT, DIGIT)),
        ]
    )
    + rf"(?:{APART}{_part('key', (DIGIT, DIGIT))})?)(?!\d))"
)


def has_nir(text: str) -> bool:
    """Whether a text holds something shaped like a social-security number, key or not, spaced or not.

    Where the shape alone would also take a reference or figures in a row, the key decides. An IBAN, a
    SIRET (14 digits) or a telephone number is none.
    """
    bare = INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).upper()
    if sum(char.isdigit() for char in bare) < 12:
        return False
    bare = IBAN.sub(lambda found: " # " if _is_iban(found[0]) else found[0], bare)
    return any(_is_nir(found, bare) for found in SHAPE.finditer(bare))


def refuse_nir(text: str, field: str | None = None) -> None:
    """Raise `RuleBroken` on the field when the text holds a social-security number."""
    if has_nir(text):
        raise RuleBroken(FORBIDDEN, field)


def _is_nir(found: re.Match[str], text: str) -> bool:
    if found["key"] and _key(found) == int(re.sub(r"\D", "", found["key"])):
        return True
    gaps = _gaps(found["whole"])
    if len(gaps) >= 4 and gaps <= WRITTEN_SO:
        return True
    department, month = re.sub(r"\W", "", found["department"]), re.sub(r"\D", "", found["month"])
    ordinary = (found["sex"] in "12" and month in PLAIN_MONTHS) or not department.isdigit()
    around = text[: found.start()] + text[found.end("whole") :]
    written_so = gaps <= WRITTEN_SO and not _goes_on(found, text)
    return ordinary and (not gaps or written_so or not around.strip())


def _goes_on(found: re.Match[str], text: str) -> bool:
    """Whether other digits stand right before or after: it is then a piece of something longer."""
    before, after = text[: found.start()].rstrip(" .-"), text[found.end("whole") :].lstrip(" .-")
    return before[-1:].isdigit() or after[:1].isdigit()


def _gaps(whole: str) -> set[int]:
    """After how many characters something separates them."""
    gaps, count = set(), 0
    for char in whole:
        if char.isalnum():
            count += 1
        else:
            gaps.add(count)
    return gaps


def _key(found: re.Match[str]) -> int:
    """97 less the rest by 97; Corsica counts as 19 (2A) and 18 (2B)."""
    body = "".join(found[name] for name in ("sex", "year", "month", "department", "commune", "rank"))
    digits = re.sub(r"\W", "", body).replace("2A", "19").replace("2B", "18")
    return 97 - int(digits) % 97


def _is_iban(text: str) -> bool:
    compact = text.replace(" ", "")
    moved = compact[4:] + compact[:4]
    return int("".join(str(int(char, 36)) for char in moved)) % 97 == 1
