"""Talk with the OpenID provider; find and link the account of (issuer, subject). The caller commits."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from sqlalchemy import select

from facilitator.accounts.models import User
from facilitator.accounts.oidc.rules import (
    CLAIMS,
    REFUSED,
    SCOPE,
    Attempt,
    Provider,
    check_id_token,
    check_person,
    signed_claims,
)
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db
from facilitator.formats import NBSP
from facilitator.setting import setting
from facilitator.words import RuleBroken

PATIENCE_SECONDS = 10
SILENT = RuleBroken(
    "Le service de connexion ne répond pas. Réessayez, ou connectez-vous avec votre mot de passe."
)


def provider() -> Provider | None:
    """The provider that the settings name; None when sign-in is by password alone."""
    if not setting("OIDC_ISSUER") or not setting("OIDC_CLIENT_ID"):
        return None
    return Provider(
        setting("OIDC_ISSUER"),
        setting("OIDC_CLIENT_ID"),
        setting("OIDC_CLIENT_SECRET"),
        setting("OIDC_LABEL"),
    )


def _ask(address: str, token: str = "") -> requests.Response:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        answer = requests.get(address, headers=headers, timeout=PATIENCE_SECONDS, allow_redirects=False)
        answer.raise_for_status()
    except requests.RequestException as error:
        raise SILENT from error
    return answer


def _read(answer: requests.Response) -> dict[str, Any]:
    try:
        return dict(answer.json())
    except ValueError as error:
        raise REFUSED from error


def discover(house: Provider) -> dict[str, Any]:
    """Where the provider's doors are; an answer in another name is refused (OIDC Discovery §4.3)."""
    found = _read(_ask(house.issuer.rstrip("/") + "/.well-known/openid-configuration"))
    if found.get("issuer") != house.issuer:
        raise REFUSED
    return found


def _client(house: Provider, doors: Mapping[str, Any], back: str) -> OAuth2Session:
    known = doors.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    method = "client_secret_basic" if "client_secret_basic" in known else "client_secret_post"
    return OAuth2Session(
        house.client_id,
        house.secret,
        scope=SCOPE,
        redirect_uri=back,
        code_challenge_method="S256",
        token_endpoint_auth_method=method,
        default_timeout=PATIENCE_SECONDS,
    )


def authorization_address(house: Provider, attempt: Attempt, back: str) -> str:
    """Where the browser goes to sign in."""
    doors = discover(house)
    address, _state = _client(house, doors, back).create_authorization_url(
        doors["authorization_endpoint"],
        state=attempt.state,
        nonce=attempt.nonce,
        code_verifier=attempt.verifier,
        claims=json.dumps(CLAIMS),
    )
    return str(address)


def identity(house: Provider, attempt: Attempt, code: str, back: str) -> tuple[dict[str, Any], str]:
    """(proved claims, ID token) of the person who signed in there; `RuleBroken` when anything is wrong."""
    doors = discover(house)
    try:
        token = _client(house, doors, back).fetch_token(
            doors["token_endpoint"], code=code, code_verifier=attempt.verifier, timeout=PATIENCE_SECONDS
        )
    except requests.RequestException as error:
        raise SILENT from error
    except (AuthlibBaseError, ValueError) as error:
        raise REFUSED from error
    keys = keys_of(doors)
    claims = signed_claims(str(token.get("id_token", "")), keys)
    check_id_token(claims, house, attempt.nonce, now())
    person = person_said(_ask(doors["userinfo_endpoint"], token.get("access_token", "")), keys)
    check_person(person, claims, house)
    return person | claims, str(token["id_token"])


def keys_of(doors: Mapping[str, Any]) -> KeySet:
    """The public keys of the provider, as they are now."""
    found: Any = _read(_ask(doors["jwks_uri"]))
    try:
        return KeySet.import_key_set(found)
    except (JoseError, ValueError, KeyError) as error:
        raise REFUSED from error


def person_said(answer: requests.Response, keys: KeySet) -> dict[str, Any]:
    """What the provider says about the person: JSON, or a signed JWT as ProConnect does."""
    if answer.headers.get("Content-Type", "").startswith("application/jwt"):
        return signed_claims(answer.text, keys)
    return _read(answer)


def farewell_address(house: Provider, id_token: str, back: str) -> str | None:
    """Where the browser goes to sign out of the provider too; None when it cannot or does not answer."""
    try:
        door = discover(house).get("end_session_endpoint")
    except RuleBroken:
        return None
    asked = {
        "id_token_hint": id_token,
        "post_logout_redirect_uri": back,
        "state": Attempt.begin("", False).state,
    }
    return f"{door}?{urlencode(asked)}" if door else None


def user_known_as(issuer: str, subject: str) -> User | None:
    """The user linked with this identity. Never found by e-mail: addresses are given again to others."""
    return db.session.scalar(
        select(User).where(User.oidc_issuer == issuer, User.oidc_subject == subject).with_for_update()
    )


def link(user: User, issuer: str, subject: str) -> None:
    """From now on this identity opens this account, and no other."""
    owner = user_known_as(issuer, subject)
    if owner is not None and owner.id != user.id:
        raise RuleBroken("Cette identité est déjà rattachée à un autre compte Facilitator.")
    user.oidc_issuer, user.oidc_subject = issuer, subject
    record("identity.linked", user, issuer=issuer)


def unlink(user: User) -> None:
    """The identity opens nothing any more; refused to somebody whom nothing else would let in."""
    if user.password_hash is None:
        raise RuleBroken(
            f"Choisissez d’abord un mot de passe{NBSP}: sans cette identité, rien d’autre ne vous ouvrirait."
        )
    user.oidc_issuer = user.oidc_subject = None
    record("identity.unlinked", user)
