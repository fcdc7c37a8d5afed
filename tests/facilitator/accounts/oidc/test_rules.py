"""What a provider's answer must prove: every wrong one is refused."""

import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey, RSAKey
from webauthn.helpers import bytes_to_base64url

from facilitator.accounts.oidc.rules import (
    Attempt,
    Provider,
    check_id_token,
    check_person,
    gives_second_factor,
    origin_of,
    signed_claims,
)
from facilitator.words import RuleBroken

AT = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
NOW = int(AT.timestamp())
HOUSE = Provider("https://id.example", "us", "secret", "ProConnect")
GOOD: dict[str, Any] = {
    "iss": "https://id.example",
    "aud": "us",
    "sub": "camille",
    "nonce": "n",
    "iat": NOW,
    "exp": NOW + 60,
}
RSA = RSAKey.generate_key(2048, {"kid": "rsa"})
EC = ECKey.generate_key("P-256", {"kid": "ec"})
KEYS = KeySet([RSAKey.import_key(RSA.as_dict(private=False)), ECKey.import_key(EC.as_dict(private=False))])


def test_a_good_identity_is_accepted() -> None:
    check_id_token(GOOD, HOUSE, "n", AT)
    check_id_token(GOOD | {"aud": ["us"]}, HOUSE, "n", AT)
    check_id_token(GOOD | {"aud": ["us", "them"], "azp": "us"}, HOUSE, "n", AT)
    check_id_token(GOOD | {"exp": NOW - 10, "iat": NOW + 10}, HOUSE, "n", AT)


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "https://evil.example"},
        {"iss": "https://id.example/"},
        {"iss": None},
        {"aud": "them"},
        {"aud": []},
        {"aud": None},
        {"aud": ["us", "them"]},
        {"aud": ["us", "them"], "azp": "them"},
        {"azp": "them"},
        {"nonce": "m"},
        {"nonce": ""},
        {"nonce": None},
        {"exp": NOW - 31},
        {"exp": None},
        {"exp": "tomorrow"},
        {"exp": True},
        {"iat": NOW + 31},
        {"iat": None},
        {"sub": ""},
        {"sub": None},
        {"sub": 12},
    ],
    ids=str,
)
def test_a_wrong_identity_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(RuleBroken):
        check_id_token(GOOD | wrong, HOUSE, "n", AT)


@pytest.mark.parametrize("missing", ["iss", "aud", "exp", "iat", "nonce", "sub"])
def test_an_identity_that_says_too_little_is_refused(missing: str) -> None:
    with pytest.raises(RuleBroken):
        check_id_token({name: value for name, value in GOOD.items() if name != missing}, HOUSE, "n", AT)


def test_a_signature_by_the_provider_is_read() -> None:
    assert signed_claims(jwt.encode({"alg": "RS256", "kid": "rsa"}, GOOD, RSA), KEYS) == GOOD
    assert signed_claims(jwt.encode({"alg": "ES256", "kid": "ec"}, GOOD, EC), KEYS) == GOOD


def forged_by_another_key() -> str:
    return jwt.encode({"alg": "RS256", "kid": "rsa"}, GOOD, RSAKey.generate_key(2048))


def unsigned() -> str:
    return jwt.encode({"alg": "none"}, GOOD, OctKey.import_key(b"x" * 32), algorithms=["none"])


def signed_with_the_public_key_as_a_secret() -> str:
    body = ".".join(written(part) for part in ({"alg": "HS256", "kid": "rsa"}, GOOD))
    sign = hmac.new(RSA.as_pem(private=False), body.encode(), hashlib.sha256).digest()
    return f"{body}.{bytes_to_base64url(sign)}"


def written(part: dict[str, Any]) -> str:
    return bytes_to_base64url(json.dumps(part).encode())


def changed_after_the_signature() -> str:
    head, _body, sign = jwt.encode({"alg": "RS256", "kid": "rsa"}, GOOD, RSA).split(".")
    return ".".join((head, jwt.encode({"alg": "ES256"}, GOOD | {"sub": "eve"}, EC).split(".")[1], sign))


@pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")
@pytest.mark.parametrize(
    "forge",
    [
        forged_by_another_key,
        unsigned,
        signed_with_the_public_key_as_a_secret,
        changed_after_the_signature,
        lambda: "",
        lambda: "a.b.c",
        lambda: "not a token",
    ],
)
def test_anything_else_is_refused(forge: Any) -> None:
    with pytest.raises(RuleBroken):
        signed_claims(forge(), KEYS)


def test_what_is_said_about_somebody_else_is_refused() -> None:
    check_person({"sub": "camille"}, GOOD, HOUSE)
    check_person({"sub": "camille", "iss": HOUSE.issuer, "aud": ["us"]}, GOOD, HOUSE)
    for change in ({"sub": "eve"}, {"sub": None}, {"iss": "https://evil.example"}, {"aud": "them"}):
        wrong = {"sub": "camille"} | change
        with pytest.raises(RuleBroken):
            check_person(wrong, GOOD, HOUSE)


@pytest.mark.parametrize(
    ("means", "strong"),
    [
        (["pwd", "mfa"], True),
        (["totp"], True),
        (["pop"], True),
        (["pwd"], False),
        (["mail"], False),
        ([], False),
    ],
)
def test_the_means_of_the_provider(means: list[str], strong: bool) -> None:
    assert gives_second_factor({"amr": means}) is strong


@pytest.mark.parametrize("claims", [{}, {"amr": None}, {"amr": "mfa"}])
def test_unclear_means_are_weak(claims: dict[str, Any]) -> None:
    assert not gives_second_factor(claims)


def test_an_attempt_is_fresh_and_long() -> None:
    one, two = Attempt.begin("/", False), Attempt.begin("/", False)

    assert min(map(len, (one.state, one.nonce, one.verifier))) >= 43
    assert len({one.state, one.nonce, one.verifier, two.state, two.nonce, two.verifier}) == 6
    assert Attempt.read(one.kept()) == one
    assert Attempt.read(None) is None
    assert one.is_answered_by(one.state)
    assert not one.is_answered_by(two.state)
    assert not one.is_answered_by("é")


def test_the_origin_of_an_issuer() -> None:
    assert origin_of("https://id.example/realms/ville") == "https://id.example"
    assert origin_of("") == ""
