"""Encrypt the files of a backup: AES-256-GCM, block by block, so that a base of any size takes little memory.

Each file has a key of its own, drawn from the installation's key and sixteen random bytes (HKDF), so that the
counter of its blocks may begin at zero. A block says whether it is the last: nothing is cut, exchanged nor
added without being seen (the construction STREAM, as the format age has it). The name of the file is part of
what is proved.
"""

import base64
import binascii
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from facilitator.words import RuleBroken

SEALED = ".enc"
MAGIC = b"facilitator-backup-1\n"
KEY_BYTES, SALT_BYTES, TAG_BYTES = 32, 16, 16
BLOCK = 1024 * 1024


def new_key() -> str:
    """A key to keep, as the settings read it."""
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def read_key(text: str) -> bytes:
    """The key of the settings. Raises `RuleBroken` when it is none."""
    try:
        key = base64.b64decode(text, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise RuleBroken("FACILITATOR_BACKUP_KEY n’est pas une clé : « facilitator backup key » en fait une.")
    return key


def seal(source: Path, target: Path, key: bytes) -> None:
    """Write `source` encrypted into `target`."""
    salt = secrets.token_bytes(SALT_BYTES)
    cipher = _cipher(key, salt)
    with source.open("rb") as read, target.open("xb") as written:
        target.chmod(0o600)
        written.write(MAGIC + salt)
        for nonce, block in _numbered(read, BLOCK):
            written.write(cipher.encrypt(nonce, block, _name(source)))


def unseal(source: Path, target: Path, key: bytes) -> None:
    """Write what `source` holds into `target`, whose name it was sealed under.

    Raises `RuleBroken` when the key is another one, or when a byte is not as it was written.
    """
    wrong = RuleBroken(f"{source.name} ne s’ouvre pas avec FACILITATOR_BACKUP_KEY, ou n’est plus entier.")
    with source.open("rb") as read, target.open("xb") as written:
        target.chmod(0o600)
        if read.read(len(MAGIC)) != MAGIC:
            raise wrong
        cipher = _cipher(key, read.read(SALT_BYTES))
        try:
            for nonce, block in _numbered(read, BLOCK + TAG_BYTES):
                written.write(cipher.decrypt(nonce, block, _name(target)))
        except InvalidTag:
            raise wrong from None


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), KEY_BYTES, salt, MAGIC).derive(key))


def _name(file: Path) -> bytes:
    return MAGIC + file.name.encode()


def _numbered(file: IO[bytes], size: int) -> Iterator[tuple[bytes, bytes]]:
    """Each block with its nonce: its rank, then whether it is the last (an empty file has one, empty)."""
    block, rank = file.read(size), 0
    while True:
        following = file.read(size)
        yield rank.to_bytes(11, "big") + bytes([not following]), block
        if not following:
            return
        block, rank = following, rank + 1
