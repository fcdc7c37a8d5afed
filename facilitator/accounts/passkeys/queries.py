"""Enrol a passkey, recognise its owner. The caller commits."""

import hashlib
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import (
    base64url_to_bytes,
    options_to_json_dict,
    parse_authentication_credential_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from facilitator.accounts.factors.queries import tell_factors_changed
from facilitator.accounts.models import User
from facilitator.accounts.passkeys.models import Passkey, SpentChallenge
from facilitator.accounts.passkeys.rules import PASSKEYS_AT_MOST, RelyingParty, passkey_name
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db
from facilitator.words import RuleBroken

REFUSED = RuleBroken("La clé d’accès n’a pas été reconnue. Recommencez, ou choisissez un autre moyen.")
REQUIRED = UserVerificationRequirement.REQUIRED


def passkeys_of(user: User) -> Sequence[Passkey]:
    """The passkeys of a user, the oldest first."""
    return db.session.scalars(select(Passkey).where(Passkey.user_id == user.id).order_by(Passkey.id)).all()


def passkey_of(user: User, passkey_id: int) -> Passkey | None:
    """One passkey of this user."""
    return db.session.scalar(select(Passkey).where(Passkey.id == passkey_id, Passkey.user_id == user.id))


def enrolment_options(user: User, party: RelyingParty) -> dict[str, Any]:
    """What the browser needs to make a key: discoverable, and guarded by a PIN or a finger."""
    options = generate_registration_options(
        rp_id=party.id,
        rp_name="Facilitator",
        user_id=_handle(user),
        user_name=user.email,
        user_display_name=user.name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=REQUIRED
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=one.credential_id) for one in passkeys_of(user)
        ],
    )
    return dict(options_to_json_dict(options))


def sign_in_options(party: RelyingParty, user: User | None = None) -> dict[str, Any]:
    """What the browser needs to use a key: one of this user's, or any that it knows for this site."""
    allowed = (
        [PublicKeyCredentialDescriptor(id=one.credential_id) for one in passkeys_of(user)] if user else []
    )
    options = generate_authentication_options(
        rp_id=party.id, allow_credentials=allowed, user_verification=REQUIRED
    )
    return dict(options_to_json_dict(options))


def enrol(user: User, party: RelyingParty, challenge: str, credential: str, name: str) -> Passkey:
    """Keep the key that answered the challenge; `RuleBroken` when the answer is not right."""
    count = len(passkeys_of(user))
    if count >= PASSKEYS_AT_MOST:
        raise RuleBroken(f"Vous avez déjà {PASSKEYS_AT_MOST} clés d’accès\u00a0: retirez-en une.")
    spend(challenge)
    try:
        verified = verify_registration_response(
            credential=credential,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=party.id,
            expected_origin=list(party.origins),
            require_user_verification=True,
        )
    except WebAuthnException as error:
        raise REFUSED from error
    row = Passkey(
        user_id=user.id,
        credential_id=verified.credential_id,
        public_key=verified.credential_public_key,
        sign_count=verified.sign_count,
        name=passkey_name(name, count),
        created_at=now(),
    )
    db.session.add(row)
    record("factor.added", user, kind="passkey")
    tell_factors_changed(user, "Une clé d’accès vient d’être ajoutée à votre compte.")
    return row


def owner_of(party: RelyingParty, challenge: str, credential: str, user: User | None = None) -> User:
    """Who answered the challenge with a passkey (of `user`, when she is known already).

    The device checked a PIN, a finger or a face: that makes two factors in one. A passkey cannot be
    guessed, so it opens even while wrong passwords have locked the account.
    """
    spend(challenge)
    try:
        answer = parse_authentication_credential_json(credential)
        row = db.session.scalar(select(Passkey).where(Passkey.credential_id == answer.raw_id))
        if row is None or (user is not None and row.user_id != user.id):
            raise REFUSED
        if answer.response.user_handle not in (None, _handle(row.user)):
            raise REFUSED
        verified = verify_authentication_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=party.id,
            expected_origin=list(party.origins),
            credential_public_key=row.public_key,
            credential_current_sign_count=row.sign_count,
            require_user_verification=True,
        )
    except WebAuthnException as error:
        raise REFUSED from error
    row.sign_count, row.last_used_at = verified.new_sign_count, now()
    return row.user


def spend(challenge: str) -> None:
    """A challenge is answered once; an answer heard again is refused."""
    digest = hashlib.sha256(challenge.encode()).hexdigest()
    if not challenge or db.session.scalar(select(SpentChallenge).where(SpentChallenge.digest == digest)):
        raise REFUSED
    db.session.add(SpentChallenge(digest=digest, at=now()))


def challenge_in(options: dict[str, Any]) -> str:
    """The challenge that these options carry, in base64url."""
    return str(options["challenge"])


def _handle(user: User) -> bytes:
    """What names the user to the device: nothing that says who she is (WebAuthn §14.6.1)."""
    return hashlib.sha256(f"facilitator user {user.id}".encode()).digest()
