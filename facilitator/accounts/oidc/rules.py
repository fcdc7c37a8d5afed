"""OpenID Connect: what is asked of the provider, and what its answer must prove."""

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from numbers import Real
from typing import Any, Self
from urllib.parse import urlsplit

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from facilitator.words import RuleBroken

# Signatures by a private key alone: `none` and shared secrets (HS…) are never accepted (RFC 8725 §3).
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA")
# Clocks differ a little; ProConnect's tokens live 60 s.
LEEWAY_SECONDS = 30
# Means of sign-in that are worth a second factor (RFC 8176; ProConnect: pwd, mail, totp, pop, mfa).
STRONG_MEANS = frozenset({"mfa", "totp", "otp", "pop", "hwk"})
SCOPE = "openid email"
# ProConnect gives `amr` and `acr` only when they are asked by name.
CLAIMS = {"id_token": {"amr": {"essential": True}, "acr": None}}

REFUSED = RuleBroken("La réponse du service de connexion n’est pas valable. Recommencez depuis cette page.")


@dataclass(frozen=True)
class Provider:
    """Who signs people in for us, and under which name it knows us."""

    issuer: str
    client_id: str
    secret: str
    label: str


@dataclass(frozen=True)
class Attempt:
    """One sign-in under way, kept in the browser's signed cookie until the provider answers."""

    state: str
    nonce: str
    verifier: str
    next: str
    linking: bool

    @classmethod
    def begin(cls, next_address: str, linking: bool) -> Self:
        """A fresh attempt: 43 characters of chance each (ProConnect wants 32 or more; RFC 7636 §4.1)."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        return cls(state, nonce, verifier, next_address, linking)

    @classmethod
    def read(cls, kept: Mapping[str, Any] | None) -> Self | None:
        """The attempt that a cookie holds; None when there is none."""
        return cls(**kept) if kept else None

    def kept(self) -> dict[str, Any]:
        """What the cookie holds."""
        return asdict(self)

    def is_answered_by(self, state: str) -> bool:
        """Whether this answer is to this attempt (a forged one is not: cross-site sign-in)."""
        return secrets.compare_digest(self.state.encode(), state.encode())


def signed_claims(token: str, keys: KeySet) -> dict[str, Any]:
    """The claims of a JWT signed by one of these keys; `RuleBroken` for anything else."""
    try:
        return dict(jwt.decode(token, keys, algorithms=list(ALGORITHMS)).claims)
    except (JoseError, ValueError) as error:
        raise REFUSED from error


def check_id_token(claims: Mapping[str, Any], provider: Provider, nonce: str, at: datetime) -> None:
    """Refuse an identity not from this provider, for us, for this attempt, now (OIDC Core §3.1.3.7)."""
    now = at.timestamp()
    audience = claims.get("aud")
    audiences = [audience] if isinstance(audience, str) else list(audience or ())
    is_good = (
        claims.get("iss") == provider.issuer
        and provider.client_id in audiences
        and (len(audiences) == 1 or claims.get("azp") == provider.client_id)
        and claims.get("azp", provider.client_id) == provider.client_id
        and is_number(claims.get("exp"))
        and claims["exp"] > now - LEEWAY_SECONDS
        and is_number(claims.get("iat"))
        and claims["iat"] < now + LEEWAY_SECONDS
        and secrets.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode())
        and isinstance(claims.get("sub"), str)
        and bool(claims["sub"])
    )
    if not is_good:
        raise REFUSED


def is_number(value: Any) -> bool:
    """Whether a claim is a JSON number."""
    return isinstance(value, Real) and not isinstance(value, bool)


def check_person(person: Mapping[str, Any], claims: Mapping[str, Any], provider: Provider) -> None:
    """Refuse what the provider says about somebody else (OIDC Core §5.3.2, §5.3.4)."""
    audience = person.get("aud", provider.client_id)
    if (
        person.get("sub") != claims["sub"]
        or person.get("iss", provider.issuer) != provider.issuer
        or provider.client_id not in ([audience] if isinstance(audience, str) else audience)
    ):
        raise REFUSED


def gives_second_factor(claims: Mapping[str, Any]) -> bool:
    """Whether the provider itself asked a second factor (`amr`)."""
    means = claims.get("amr")
    return isinstance(means, list) and bool(STRONG_MEANS & {str(one) for one in means})


def origin_of(issuer: str) -> str:
    """The origin of an issuer (`https://auth.example`); '' when there is none."""
    parts = urlsplit(issuer)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
