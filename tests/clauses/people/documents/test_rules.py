"""What a file is comes from its bytes; fingerprints can be compared by people."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauses.people.documents.rules import (
    LARGEST,
    DocumentState,
    Media,
    check_sealing,
    check_size,
    delete_day,
    parse_fingerprint,
    recognise,
    shown_fingerprint,
    state_of,
)
from facilitator.words import RuleBroken
from tests.clauses.people.documents.samples import HEIC, JPEG, PDF, PNG


@pytest.mark.parametrize(("head", "media"), [(PDF, Media.PDF), (JPEG, Media.JPEG), (PNG, Media.PNG)])
def test_a_file_is_known_by_its_first_bytes(head: bytes, media: Media) -> None:
    assert recognise(head) is media


@pytest.mark.parametrize(
    "head",
    [b"<html><script>", b"GIF89a", b"PK\x03\x04", b"MZ\x90\x00", b"\xd0\xcf\x11\xe0", b"<svg xmlns=", b"RIFF",
     b" %PDF-1.4", rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"],
)  # fmt: skip
def test_anything_else_is_refused_with_what_to_send(head: bytes) -> None:
    with pytest.raises(RuleBroken, match="PDF, ou une photo") as refused:
        recognise(head)
    assert refused.value.field == "file"


def test_a_photograph_of_a_telephone_that_few_can_read_is_refused_with_the_way_out() -> None:
    with pytest.raises(RuleBroken, match="HEIC.*JPEG"):
        recognise(HEIC)


@given(st.binary(max_size=64))
def test_no_bytes_make_it_fail_otherwise(head: bytes) -> None:
    with suppress(RuleBroken):
        assert recognise(head) in Media


def test_ten_megabytes_pass_and_one_byte_more_does_not() -> None:
    check_size(LARGEST)
    for size in (0, LARGEST + 1):
        with pytest.raises(RuleBroken):
            check_size(size)


@given(st.text("0123456789abcdef", min_size=64, max_size=64))
def test_a_fingerprint_is_read_back_as_it_is_shown(digest: str) -> None:
    assert parse_fingerprint(shown_fingerprint(digest)) == digest
    assert parse_fingerprint(f" {digest.upper()} ") == digest


@pytest.mark.parametrize("text", ["", "abc", "g" * 64, "0" * 63, "0" * 65])
def test_what_is_no_fingerprint_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken, match="64 caractères"):
        parse_fingerprint(text)


def test_a_document_is_seen_once_and_while_it_is_there() -> None:
    check_sealing(True, None)
    for is_here, checked_on in ((False, None), (True, date(2026, 3, 2))):
        with pytest.raises(RuleBroken):
            check_sealing(is_here, checked_on)
    assert state_of(None, True) is DocumentState.TO_SEE
    assert state_of(date(2026, 3, 2), True) is DocumentState.SEEN
    assert state_of(date(2026, 3, 2), False) is DocumentState.DELETED
    assert delete_day(date(2026, 2, 1), 90) == date(2026, 5, 2)
