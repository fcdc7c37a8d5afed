"""What makes two publications speak of the same contract: never (buyer, id) alone.

Of 51,265 published contracts, 73 reuse the number of another one, and 559 are published twice
(reference: opensource A.1). So the key is buyer + number + CPV + a fingerprint of the object.
"""

import re
from functools import lru_cache
from hashlib import blake2b
from unicodedata import normalize

from clauses.contracts.opendata.reading.shapes import Record

BUYER_BYTES, REST_BYTES = 5, 11
_NOT_ALPHANUMERIC = bytes(set(range(256)) - set(b"abcdefghijklmnopqrstuvwxyz0123456789"))


def fingerprint(text: str) -> bytes:
    """The letters and digits of a text, lower case without accents: spacing and typography do not count."""
    if not text.isascii():
        text = normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    return text.encode("ascii", "ignore").lower().translate(None, _NOT_ALPHANUMERIC)


@lru_cache(maxsize=50_000)
def head_of(buyer: str) -> bytes:
    """The five bytes that the keys of a buyer begin with."""
    return blake2b(buyer.encode(), digest_size=BUYER_BYTES).digest()


def keys_of_buyer(buyer: str) -> tuple[bytes, bytes]:
    """The lowest and the highest key of a buyer: one index finds its contracts and each contract."""
    head = head_of(buyer)
    return head + bytes(REST_BYTES), head + b"\xff" * REST_BYTES


def key_of(record: Record) -> bytes:
    """The sixteen bytes shared by the publications that may speak of the same contract."""
    rest = f"{record.number.casefold()}\n{record.cpv}\n".encode() + fingerprint(record.object)
    return head_of(record.buyer) + blake2b(rest, digest_size=REST_BYTES).digest()


@lru_cache(maxsize=50_000)
def department_of(code: str, kind: str) -> str:
    """The department (`63`, `2A`, `971`) of a place of performance, '' when the code does not say it."""
    code, kind = code.strip().upper(), kind.casefold().replace("é", "e")
    if kind.endswith(("region", "pays")) or not re.fullmatch(r"\d[\dAB]?\d{0,3}", code):
        return ""
    if kind.endswith(("postal", "commune")) and len(code) != 5:
        return ""
    if code[:2] in ("97", "98"):
        return code[:3] if len(code) >= 3 else ""
    if kind.endswith("postal") and code.startswith("20"):
        return "2B" if code[2] in "26" else "2A"
    return code[:2].zfill(2) if code[:2].isdigit() or code[:2] in ("2A", "2B") else ""
