"""What was sealed comes back whole, or not at all."""

from pathlib import Path

import pytest

from facilitator.backups import sealing
from facilitator.backups.sealing import BLOCK, TAG_BYTES, new_key, read_key, seal, unseal
from facilitator.words import RuleBroken

HEAD = len(sealing.MAGIC) + sealing.SALT_BYTES


@pytest.mark.parametrize("size", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK])
def test_a_file_of_any_size_comes_back(tmp_path: Path, size: int) -> None:
    key, source, kept = read_key(new_key()), tmp_path / "a" / "base", tmp_path / "base.enc"
    source.parent.mkdir()
    source.write_bytes(b"x" * size)
    seal(source, kept, key)
    unseal(kept, tmp_path / "base", key)

    assert (tmp_path / "base").read_bytes() == source.read_bytes()
    assert kept.stat().st_size == HEAD + size + TAG_BYTES * max(1, -(-size // BLOCK))


@pytest.mark.parametrize("harm", ["flipped", "cut", "lengthened", "exchanged", "renamed", "headless"])
def test_whatever_was_harmed_is_refused(tmp_path: Path, harm: str) -> None:
    key, source, kept = read_key(new_key()), tmp_path / "a" / "base", tmp_path / "base.enc"
    source.parent.mkdir()
    source.write_bytes(bytes(range(256)) * (3 * BLOCK // 256))
    seal(source, kept, key)
    held, one = bytearray(kept.read_bytes()), BLOCK + TAG_BYTES
    if harm == "flipped":
        held[-1] ^= 1
    elif harm == "cut":
        del held[HEAD + 2 * one :]
    elif harm == "lengthened":
        held += b"0" * 10
    elif harm == "exchanged":
        first, second = held[HEAD : HEAD + one], held[HEAD + one : HEAD + 2 * one]
        held[HEAD : HEAD + 2 * one] = second + first
    elif harm == "headless":
        del held[:4]
    kept.write_bytes(held)

    with pytest.raises(RuleBroken, match="ne s’ouvre pas"):
        unseal(kept, tmp_path / ("autre" if harm == "renamed" else "base"), key)


def test_two_seals_of_the_same_file_differ(tmp_path: Path) -> None:
    key, source = read_key(new_key()), tmp_path / "base"
    source.write_bytes(b"x")
    for name in ("one", "two"):
        seal(source, tmp_path / name, key)

    assert (tmp_path / "one").read_bytes() != (tmp_path / "two").read_bytes()
