"""To whom a passkey answers."""

import pytest

from facilitator.accounts.passkeys.rules import passkey_name, relying_party


@pytest.mark.parametrize(
    ("address", "name", "origin"),
    [
        ("https://clauses.example", "clauses.example", "https://clauses.example"),
        ("https://clauses.example:8443/", "clauses.example", "https://clauses.example:8443"),
        ("http://127.0.0.1:8000", "localhost", "http://localhost:8000"),
        ("http://[::1]:8000", "localhost", "http://localhost:8000"),
        ("http://192.0.2.1", "192.0.2.1", "http://192.0.2.1"),
    ],
)
def test_a_passkey_answers_to_the_address_of_the_settings(address: str, name: str, origin: str) -> None:
    party = relying_party(address)

    assert (party.id, party.origins) == (name, (origin,))


def test_a_key_has_a_name() -> None:
    assert passkey_name("Téléphone", 3) == "Téléphone"
    assert passkey_name("", 3) == "Clé d’accès 4"
    assert len(passkey_name("x" * 99, 0)) == 60
