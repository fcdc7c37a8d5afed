"""Passwords: long and unpredictable, nothing else is asked."""

import secrets
import string
import unicodedata
from datetime import UTC, datetime, timedelta

import pytest

from facilitator.accounts.passwords.rules import (
    LOCKED_FOR,
    TRIES,
    address_key,
    after_failure,
    check_new_password,
    common_words,
    hash_password,
    is_locked,
    is_right,
    needs_rehash,
    normal_email,
    weight,
)
from facilitator.words import RuleBroken

AT = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
KNOWN = ["Camille Essai", "camille.essai@ville-riom.example", "Ville de Riom"]


@pytest.mark.parametrize(
    "password",
    [
        "un vélo rouge attend la pluie",
        "cheval correct pile agrafe lampadaire",
        "8392017465920183",
        "xkcd tortue brouette 41 nuage",
        "soleil bonjour chocolat princesse football",
        "日本語のパスワードはとても長いです",
        "x" + "élan mauve sur glace",
    ],
)
def test_a_long_phrase_is_accepted_without_any_rule_of_composition(password: str) -> None:
    check_new_password(password, KNOWN)


def test_random_passwords_of_a_manager_are_accepted() -> None:
    signs = string.ascii_letters + string.digits + string.punctuation
    for _ in range(300):
        check_new_password("".join(secrets.choice(signs) for _ in range(18)), KNOWN)


@pytest.mark.parametrize(
    "password",
    [
        "aaaaaaaaaaaaaaaa",
        "!!!!!!!!!!!!!!!!",
        "abababababababab",
        "1234567890123456",
        "0987654321098765",
        "azertyuiopqsdfghjklm",
        "AZERTYUIOP123456",
        "qwertyuiop[]asdfgh",
        "1q2w3e4r5t6y7u8i",
        "abcdefghijklmnopqrst",
        "MotDePasse2026!!",
        "motdepassemotdepasse",
        "P@ssw0rdP@ssw0rd",
        "Bonjour Soleil 123",
        "password password 1",
        "azerty azerty azerty",
        "Camille.Essai-63000!",
        "camille essai 1985 riom",
        "ville-riom-camille-2026",
        "Facilitator-Clauses-Sociales-2026",
        "clauses sociales clauses",
        "31/12/1985 31/12/1985",
        "Janvier2026Fevrier2026",
    ],
)
def test_what_guessers_try_first_is_refused(password: str) -> None:
    with pytest.raises(RuleBroken, match="se devine"):
        check_new_password(password, KNOWN)


def test_fifteen_characters_are_not_enough_and_128_are_the_most() -> None:
    with pytest.raises(RuleBroken, match="16 caractères") as refused:
        check_new_password("vélo rouge pluie"[:15])
    assert refused.value.field == "new_password"
    check_new_password("vélo rouge pluie")
    check_new_password(("vélo rouge pluie, tortue mauve & " * 4)[:127] + "z")
    with pytest.raises(RuleBroken, match="128"):
        check_new_password("v" * 129)


def test_a_known_word_weighs_less_than_its_letters() -> None:
    assert weight("soleil") == 2
    assert weight("camille", KNOWN) == 1
    assert weight("tortue") == 6
    assert weight("") == 0


def test_the_blocklist_is_folded_and_holds_no_short_word() -> None:
    words = common_words()

    assert len(words) > 350
    assert all(len(word) >= 4 and word.isascii() and word == word.lower() for word in words)


@pytest.mark.usefixtures("real_hashes")
def test_a_password_opens_its_own_hash_alone() -> None:
    stored = hash_password("un vélo rouge attend")

    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert is_right(stored, "un vélo rouge attend")
    assert not is_right(stored, "un vélo rouge attend ")
    assert not is_right(None, "un vélo rouge attend")
    assert not is_right("not a hash", "un vélo rouge attend")


def test_accents_are_the_same_whatever_keyboard_made_them() -> None:
    stored = hash_password(unicodedata.normalize("NFD", "un vélo rouge attend"))

    assert is_right(stored, unicodedata.normalize("NFC", "un vélo rouge attend"))


@pytest.mark.usefixtures("real_hashes")
def test_older_parameters_ask_for_a_new_hash() -> None:
    assert not needs_rehash(hash_password("x"))
    assert needs_rehash(hash_password("x").replace("t=2", "t=3"))


def test_the_tenth_failure_locks_for_a_quarter_of_an_hour() -> None:
    assert after_failure(0, AT) == (1, None)
    assert after_failure(TRIES - 1, AT) == (0, AT + LOCKED_FOR)
    assert is_locked(AT + LOCKED_FOR, AT)
    assert not is_locked(AT, AT)
    assert not is_locked(None, AT + timedelta(days=1))


def test_an_address_is_kept_as_a_pseudonym_and_ipv6_by_its_network() -> None:
    key = address_key("secret", "192.0.2.1")

    assert len(key) == 64
    assert key == address_key("secret", "192.0.2.1")
    assert key != address_key("other", "192.0.2.1")
    assert key != address_key("secret", "192.0.2.2")
    assert address_key("s", "2001:db8::1") == address_key("s", "2001:db8::ffff:2")
    assert address_key("s", "2001:db8:0:1::1") != address_key("s", "2001:db8::1")
    assert address_key("s", None) == address_key("s", "")


def test_an_address_of_mail_is_compared_without_case_nor_spaces() -> None:
    assert normal_email("  Camille@Essai.Example ") == "camille@essai.example"
