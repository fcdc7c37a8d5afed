"""One-time codes work once; recovery codes are long, readable and hashed."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from facilitator.access import Role
from facilitator.accounts.factors.rules import (
    accepted_step,
    bare_recovery_code,
    hash_recovery_code,
    must_keep_one,
    new_recovery_codes,
    new_totp_secret,
    opens,
    totp_address,
)
from facilitator.words import RuleBroken

AT = datetime(2026, 11, 3, 9, 0, 10, tzinfo=UTC)
# RFC 6238, appendix B (SHA-1), the last six digits: instant and code.
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
RFC_VECTORS = [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (2000000000, "279037")]


@pytest.mark.parametrize(("instant", "code"), RFC_VECTORS)
def test_the_vectors_of_the_rfc(instant: int, code: str) -> None:
    assert accepted_step(RFC_SECRET, code, None, datetime.fromtimestamp(instant, UTC)) == instant // 30


def test_a_code_works_once() -> None:
    secret = new_totp_secret()
    code = pyotp.TOTP(secret).at(AT)

    step = accepted_step(secret, code, None, AT)

    assert step is not None
    assert accepted_step(secret, code, step, AT) is None
    assert accepted_step(secret, pyotp.TOTP(secret).at(AT - timedelta(seconds=30)), step, AT) is None
    assert accepted_step(secret, pyotp.TOTP(secret).at(AT + timedelta(seconds=30)), step, AT) == step + 1


def test_a_code_is_good_one_step_around_and_no_more() -> None:
    secret = new_totp_secret()
    totp = pyotp.TOTP(secret)

    assert accepted_step(secret, totp.at(AT - timedelta(seconds=30)), None, AT)
    assert accepted_step(secret, totp.at(AT - timedelta(seconds=60)), None, AT) is None
    assert accepted_step(secret, totp.at(AT + timedelta(seconds=60)), None, AT) is None


@pytest.mark.parametrize("shown", ["{} {}", " {}{} ", "{}-{}", "{}\u00a0{}", "{}\u202f{}"])
def test_spaces_are_tolerated(shown: str) -> None:
    secret = new_totp_secret()
    code = pyotp.TOTP(secret).at(AT)

    assert accepted_step(secret, shown.format(code[:3], code[3:]), None, AT)


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "１２３４５６", "0x1234"])
def test_what_is_not_six_digits_is_refused(code: str) -> None:
    assert accepted_step(new_totp_secret(), code, None, AT) is None


def test_the_address_names_the_tool_and_the_account() -> None:
    address = totp_address(RFC_SECRET, "camille@essai.example")

    assert address.startswith("otpauth://totp/Facilitator:camille%40essai.example?secret=" + RFC_SECRET)
    assert "issuer=Facilitator" in address


def test_ten_recovery_codes_all_different_and_without_look_alikes() -> None:
    codes = new_recovery_codes()

    assert len(set(codes)) == 10
    assert all(len(bare_recovery_code(code)) == 12 for code in codes)
    assert not set("".join(codes)) & set("ilo01")


def test_a_recovery_code_is_read_as_people_type_it() -> None:
    code = new_recovery_codes()[0]
    stored = hash_recovery_code(code)

    assert code not in stored
    assert opens(stored, f" {code.upper().replace('-', ' ')} ")
    assert not opens(stored, code[:-1])
    assert not opens(stored, "")


def test_the_last_factor_stays_where_the_role_demands_one() -> None:
    must_keep_one({Role.DECLARANT}, 0)
    must_keep_one({Role.FACILITATOR}, 1)
    with pytest.raises(RuleBroken, match="ajoutez-en un autre"):
        must_keep_one({Role.DECLARANT, Role.FACILITATOR}, 0)
