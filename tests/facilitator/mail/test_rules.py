"""The rules of mail: back-off, addresses, headers."""

from datetime import UTC, datetime, timedelta

import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import given
from hypothesis import strategies as st

from facilitator.mail.rules import (
    MailState,
    ServerRefusal,
    after_failure,
    check_header,
    may_leave,
    message_id,
    parse_email,
    refusal_of,
    titled,
)
from facilitator.words import RuleBroken

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(("tries", "minutes"), [(1, 1), (2, 5), (3, 25), (4, 125)])
def test_the_wait_grows_fivefold(tries: int, minutes: int) -> None:
    assert after_failure(tries, NOON) == (MailState.FAILED, NOON + timedelta(minutes=minutes))


def test_the_fifth_failure_is_the_last() -> None:
    assert after_failure(5, NOON)[0] is MailState.DEAD


def test_the_same_thing_to_the_same_person_has_the_same_identity() -> None:
    assert message_id("Rappel", "a@b.fr", "12", "c.fr") == message_id("Rappel", "a@b.fr", "12", "c.fr")
    assert message_id("Rappel", "a@b.fr", "12", "c.fr") != message_id("Rappel", "a@b.fr", "13", "c.fr")


@pytest.mark.parametrize("text", ["", "nom", "nom@", "@b.fr", "a b@c.fr", "a@b.fr\nBcc: c@d.fr", "é@b.fr"])
def test_a_bad_address_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(RuleBroken):
        parse_email(text)


def test_an_address_is_kept_in_lower_case() -> None:
    assert parse_email(" Camille.Essai@Riom.example ".strip()) == "camille.essai@riom.example"


@pytest.mark.parametrize(
    "address",
    [
        "a@x.fr",
        "Jean-Luc.O_b@Mairie.Riom.fr",
        "a..b@x.fr",
        ".a@x.fr",
        "a.@x.fr",
        f"{'a' * 64}@x.fr",
        f"{'a' * 65}@x.fr",
        "o'neil+fact@x.fr",
        "é@x.fr",
        "a@é.fr",
        "a@x",
        "a@-x.fr",
        "a@localhost",
        "a@x.test",
        "a b@x.fr",
        "a@b@x.fr",
        f"a@{'x.' * 125}fr",
        f"{'a' * 60}@{'x' * 63}.{'y' * 63}.{'z' * 63}.fr",
        "a@",
        "@x.fr",
        "a",
        "a@[127.0.0.1]",
        "a\n@x.fr",
    ],
)
def test_a_plain_address_is_read_as_any_other(address: str) -> None:
    """What is remembered of domains changes no answer of the library that reads addresses."""
    try:
        read = validate_email(address, check_deliverability=False, allow_smtputf8=False).normalized.lower()
    except EmailNotValidError:
        read = ""
    try:
        found = parse_email(address)
    except RuleBroken:
        found = ""
    assert found == read


@given(st.text(min_size=1, max_size=60))
def test_what_passes_for_a_header_is_one_line(text: str) -> None:
    try:
        check_header(text, "subject")
    except RuleBroken:
        return
    assert len(text.splitlines()) == 1


@pytest.mark.parametrize(
    ("code", "said", "refusal"),
    [
        (550, "no such user", ServerRefusal.ADDRESS),
        (550, "5.1.1 unknown", ServerRefusal.ADDRESS),
        (550, "5.2.1 mailbox disabled", ServerRefusal.ADDRESS),
        (553, "bad name", ServerRefusal.ADDRESS),
        (552, "5.2.2 full", ServerRefusal.LATER),
        (554, "5.7.1 relay access denied", ServerRefusal.LATER),
        (550, "5.7.1 blocked by policy", ServerRefusal.LATER),
        (450, "4.2.0 greylisted", ServerRefusal.LATER),
        (421, "5.1.1 busy", ServerRefusal.LATER),
    ],
)
def test_a_refusal_says_whether_the_address_is_wrong_for_good(
    code: int, said: str, refusal: ServerRefusal
) -> None:
    assert refusal_of(code, said) is refusal


def test_outside_production_nobody_is_written_to_by_default() -> None:
    assert may_leave("production", "", "a@b.fr")
    assert not may_leave("recette", "", "a@b.fr")
    assert not may_leave("recette", "@b.fr.example, x@b.fr", "a@b.fr")
    assert may_leave("recette", " A@b.fr ,", "a@b.fr")
    assert may_leave("recette", "+33612345678", "+33612345678")
    assert titled("Mars", "recette") == "[recette] Mars"
