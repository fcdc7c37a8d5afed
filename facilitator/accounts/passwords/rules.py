"""Passwords: long, unpredictable, kept as argon2id; ten tries, then a quarter of an hour."""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from ipaddress import ip_address, ip_network
from pathlib import Path

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from facilitator.formats import fold
from facilitator.words import RuleBroken

# CNIL 2022-100 asks 50 bits with restricted access, ASVS 5.0 §6.2 forbids composition rules: length does it.
SHORTEST = 16
LONGEST = 128
# What must remain unpredictable, in characters (a known word counts for two, a context word for one).
ENOUGH_WEIGHT = 10
# CNIL, Notify (10 tries); the owner of the account is never kept out longer than that.
TRIES = 10
LOCKED_FOR = timedelta(minutes=15)
# One address may belong to a whole town hall: many more tries, over the same quarter of an hour.
ADDRESS_TRIES = 50

# Setting of the OWASP password storage cheat sheet: 19 MiB, two passes, one lane.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)

KEYBOARD = [
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "aqwzsxedcrfvtgbyhnujikolpm",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "abcdefghijklmnopqrstuvwxyz",
    "012345678901234567890",
    "1q2w3e4r5t6y7u8i9o0p",
    "1a2z3e4r5t6y7u8i9o0p",
]
CONTEXT = [
    "facilitateur",
    "facilitatrice",
    "facilitator",
    "facilitation",
    "clauses",
    "clause",
    "sociales",
    "sociale",
]
LEET = str.maketrans("013457@$", "oieastas")


@cache
def common_words() -> tuple[str, ...]:
    """The words that guessers try first, folded, the longest first."""
    text = (Path(__file__).parent / "blocklist.txt").read_text(encoding="utf-8")
    words = {fold(word) for line in text.splitlines() if not line.startswith("#") for word in line.split()}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@cache
def common_pattern() -> re.Pattern[str]:
    """One alternation over every common word."""
    return re.compile("|".join(map(re.escape, common_words())))


@cache
def walks() -> frozenset[str]:
    """Every run of three keys or more, in both directions, that fingers or counting make."""
    lines = [*KEYBOARD, *(line[::-1] for line in KEYBOARD)]
    return frozenset(
        line[start:end]
        for line in lines
        for start in range(len(line))
        for end in range(start + 3, len(line) + 1)
    )


def normal(password: str) -> str:
    """The same password whatever keyboard composed its accents (NFC). Nothing is cut nor stripped."""
    return unicodedata.normalize("NFC", password)


def check_new_password(password: str, context: Iterable[str] = ()) -> None:
    """Refuse a password that is short, too long, or easily guessed; no rule of composition.

    `context` is what an attacker knows: name, e-mail, organisation. ASVS 5.0 §6.2; CNIL 2022-100.
    """
    text = normal(password)
    if len(text) < SHORTEST:
        raise RuleBroken(
            f"Choisissez un mot de passe de {SHORTEST} caractères ou plus\u00a0: "
            "une phrase de quatre ou cinq mots convient.",
            "new_password",
        )
    if len(text) > LONGEST:
        raise RuleBroken(f"Un mot de passe a {LONGEST} caractères au plus.", "new_password")
    if weight(text, context) < ENOUGH_WEIGHT:
        raise RuleBroken(
            "Ce mot de passe se devine trop facilement\u00a0: évitez les suites de touches, les répétitions, "
            "les années, votre nom et les mots de passe courants.",
            "new_password",
        )


def weight(password: str, context: Iterable[str] = ()) -> int:
    """How much of the password must be guessed, in characters, the predictable parts being discounted."""
    text = fold(password)
    bare = re.sub(r"[^a-z0-9@$]", "", text)
    unit = (bare + bare).find(bare, 1)  # `abcabc` is `abc` said twice
    bare = bare[:unit]
    signs = len(set(re.sub(r"[a-z0-9@$\s]", "", text)))
    return signs + min(_weight(bare, context), _weight(bare.translate(LEET), context))


def _weight(bare: str, context: Iterable[str]) -> int:
    total = 0
    known = {part for text in (*CONTEXT, *context) for part in re.findall(r"[a-z0-9]{3,}", fold(text))}
    for word in sorted(known, key=len, reverse=True):
        bare, found = re.subn(re.escape(word), " ", bare)
        total += min(found, 1)
    bare, found = common_pattern().subn(" ", bare)
    total += 2 * found
    bare, found = re.subn(r"(19|20)\d\d", " ", bare)
    total += 2 * found
    bare, found = _without_walks(bare)
    total += 2 * found
    return total + len(re.sub(r"(.)\1+", r"\1", bare).replace(" ", ""))


def _without_walks(text: str) -> tuple[str, int]:
    """The text without its runs of neighbouring keys, and how many there were."""
    kept, found, place = "", 0, 0
    while place < len(text):
        end = next((end for end in range(len(text), place + 2, -1) if text[place:end] in walks()), place)
        found += end > place
        kept += " " if end > place else text[place]
        place = max(end, place + 1)
    return kept, found


def hash_password(password: str) -> str:
    """What the database keeps: argon2id with its parameters and its salt."""
    return HASHER.hash(normal(password))


@cache
def hash_of_nobody() -> str:
    """A hash that no password opens: verified when the account does not exist, for the same work."""
    return HASHER.hash("personne n’a ce mot de passe")


def is_right(stored: str | None, password: str) -> bool:
    """Whether the password is the right one; the same work is done when there is none stored."""
    try:
        HASHER.verify(stored or hash_of_nobody(), normal(password)[: LONGEST * 4])
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def needs_rehash(stored: str) -> bool:
    """Whether the hash was made with older parameters."""
    return HASHER.check_needs_rehash(stored)


def is_locked(locked_until: datetime | None, at: datetime) -> bool:
    """Whether the account waits out its quarter of an hour."""
    return locked_until is not None and at < locked_until


def after_failure(failed_tries: int, at: datetime) -> tuple[int, datetime | None]:
    """(tries counted, locked until) after one more failure."""
    tries = failed_tries + 1
    return (0, at + LOCKED_FOR) if tries >= TRIES else (tries, None)


def address_key(secret: str, address: str | None) -> str:
    """A pseudonym of a network address (an IPv6 one by its /64), for the throttle alone."""
    try:
        known = ip_address(address or "")
    except ValueError:
        text = address or ""
    else:
        text = str(ip_network(f"{known}/{64 if known.version == 6 else 32}", strict=False))
    return hmac.new(secret.encode(), b"address:" + text.encode(), hashlib.sha256).hexdigest()


def normal_email(text: str) -> str:
    """How an address is kept and looked up: no spaces around, lower case."""
    return text.strip().lower()
