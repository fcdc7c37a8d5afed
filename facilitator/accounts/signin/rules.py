"""The life of a session, what a sign-in must be made of, and where it may lead."""

import re
from datetime import datetime, timedelta
from urllib.parse import unquote, urlsplit

from facilitator.access import SECOND_FACTOR_ROLES, Role
from facilitator.words import Word

# ASVS 5.0 §7.3: absolute and idle lifetimes; ProConnect keeps 12 h too.
SESSION_LASTS = timedelta(hours=12)
SESSION_IDLE = timedelta(minutes=60)
NEXT_AT_MOST = 2000


class Step(Word):
    """What is still missing before a session may be used; the value is the endpoint that asks it."""

    SECOND_FACTOR = "second.challenge", "Second facteur"
    MEMBERSHIP = "signin.choose_membership", "Choix du rôle"


def is_alive(created_at: datetime, last_seen: datetime, at: datetime) -> bool:
    """Whether a session may still be used: 12 h at most, and 60 min since the last page."""
    return at - created_at < SESSION_LASTS and timedelta(0) <= at - last_seen < SESSION_IDLE


def missing_step(factor_expected: bool, factor_done: bool, role: Role | None) -> Step | None:
    """The next thing to ask; None when the sign-in is complete.

    A factor that exists is always asked, even where the role would not demand it; then a role is
    chosen (`role` is None until then); then the roles that demand a factor have it enrolled.
    """
    if factor_expected and not factor_done:
        return Step.SECOND_FACTOR
    if role is None:
        return Step.MEMBERSHIP
    if role in SECOND_FACTOR_ROLES and not factor_done:
        return Step.SECOND_FACTOR
    return None


def safe_next(address: str | None) -> str:
    """A path of this site, or `/`: never another origin, however it is written.

    Browsers drop tabs and line ends and read `\\` as `/`: anything but plain printable ASCII is refused.
    """
    text = address or ""
    if len(text) > NEXT_AT_MOST or not re.fullmatch(r"/[\x21-\x7e]*", text):
        return "/"
    try:
        parts = urlsplit(text)
    except ValueError:
        return "/"
    path = unquote(parts.path)
    if text.startswith("//") or parts.scheme or "//" in path or re.search(r"[\x00-\x1f\x7f\\]", text + path):
        return "/"
    return text


BROWSERS = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def browser_label(user_agent: str) -> str:
    """`Firefox, Windows`: enough for its owner to recognise a session, nothing more."""
    browser = next((label for mark, label in BROWSERS if mark in user_agent), "Navigateur")
    system = next((label for mark, label in SYSTEMS if mark in user_agent), "appareil inconnu")
    return f"{browser}, {system}"
