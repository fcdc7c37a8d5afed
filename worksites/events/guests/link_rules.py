"""The secrets of a guest: the pointer of her link and the short code of her letter. Pure.

Both follow from the house's own key and are never stored: the base keeps a digest alone. The same guest
always has the same ones, so that a reminder does not kill the link of the invitation, nor a second print the
letter.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""31 of them, a prime number, without 0, O, 1, I nor L."""
LONG = 7
"""Letters drawn; the eighth checks them. 31⁷ is 27 billion."""


def _sealed(key: str, *parts: str) -> bytes:
    return hmac.new(key.encode(), "\n".join(parts).encode(), hashlib.sha256).digest()


def pointer_for(key: str, uid: str, guest_id: int) -> str:
    """128 bits, as 22 characters for an address."""
    return urlsafe_b64encode(_sealed(key, "guest link", uid, str(guest_id))[:16]).decode().rstrip("=")


def pointer_digest(pointer: str) -> str:
    """What the base keeps of a pointer: its SHA-256."""
    return hashlib.sha256(pointer.encode()).hexdigest()


def code_for(key: str, uid: str, guest_id: int) -> str:
    """The code of a letter: eight letters and figures, the last one a check."""
    drawn = int.from_bytes(_sealed(key, "guest code", uid, str(guest_id)))
    chosen = []
    for _ in range(LONG):
        drawn, index = divmod(drawn, len(LETTERS))
        chosen.append(LETTERS[index])
    return "".join(chosen) + check_letter("".join(chosen))


def check_letter(body: str) -> str:
    """One wrong letter, or two neighbours exchanged, give another check: the weights differ, 31 is prime."""
    total = sum(weight * LETTERS.index(letter) for weight, letter in enumerate(body, 2))
    return LETTERS[total % len(LETTERS)]


def code_digest(key: str, code: str) -> str:
    """What the base keeps of a code: whoever reads it there cannot try the 27 billion without the key."""
    return _sealed(key, "guest code digest", code).hex()


def parse_code(typed: str) -> str:
    """The code as it was printed: small letters, spaces and dashes repaired; '' when it is none."""
    code = "".join(char for char in typed.upper() if char not in " -\u00a0\u202f.")
    if len(code) != LONG + 1 or any(char not in LETTERS for char in code):
        return ""
    return code if check_letter(code[:LONG]) == code[LONG] else ""


def shown_code(code: str) -> str:
    """`AB3D-EF7H`."""
    return f"{code[:4]}-{code[4:]}"
