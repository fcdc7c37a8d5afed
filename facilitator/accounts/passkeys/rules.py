"""Passkeys: to whom they answer, how long they may take, how they are named."""

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

CHALLENGE_LASTS = timedelta(minutes=10)
PASSKEYS_AT_MOST = 10


@dataclass(frozen=True)
class RelyingParty:
    """To whom a passkey answers: one host name, and the origins from which it may be asked."""

    id: str
    origins: tuple[str, ...]


def relying_party(base_url: str) -> RelyingParty:
    """The relying party of this address (WebAuthn §5.1.2).

    A passkey never answers to a bare IP address: on the loopback, `localhost` stands for it.
    """
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    origin = f"{parts.scheme}://{parts.netloc}"
    try:
        loopback = ip_address(host).is_loopback
    except ValueError:
        return RelyingParty(host, (origin,))
    if not loopback:
        return RelyingParty(host, (origin,))
    return RelyingParty("localhost", (f"{parts.scheme}://localhost:{parts.port or 80}",))


def passkey_name(text: str, count: int) -> str:
    """The name a person gives to a passkey, or a number."""
    return text[:60] or f"Clé d’accès {count + 1}"
