"""What a short message may be, and how a sender is named."""

import re

from facilitator.words import RuleBroken

SMS_AT_MOST = 459
"""Three messages of 153 characters put together (GSM 03.40)."""


class NotSent(Exception):
    """A sender could not send; its text is kept beside the message, which is tried again later."""


def check_number(phone: str) -> str:
    """A number as `+33612345678` (the register keeps them so); raises `RuleBroken` otherwise."""
    if not re.fullmatch(r"\+\d{6,15}", phone):
        raise RuleBroken("Ce numéro de téléphone ne peut pas recevoir de SMS.", "phone")
    return phone


def check_text(text: str) -> str:
    """A text short enough; raises `RuleBroken` otherwise."""
    if not text.strip() or len(text) > SMS_AT_MOST:
        raise RuleBroken(f"Un SMS a {SMS_AT_MOST} caractères au plus.", "text")
    return text


def parse_sender(path: str) -> tuple[str, str]:
    """`package.module:callable` as its two names; raises ValueError for another shape."""
    module, colon, name = path.partition(":")
    if not (module and colon and name.isidentifier()):
        raise ValueError(f"FACILITATOR_SMS_SENDER must read package.module:callable, not {path!r}")
    return module, name
