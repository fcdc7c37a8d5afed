"""The life of a session, what a sign-in must be made of, and where it may lead."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import unquote, urlsplit

from facilitator.access import SECOND_FACTOR_ROLES, Asker, Role
from facilitator.words import Word

# ASVS 5.0 §7.3: absolute and idle lifetimes; ProConnect keeps 12 h too.
SESSION_LASTS = timedelta(hours=12)
SESSION_IDLE = timedelta(minutes=60)
SEEN_EVERY = timedelta(minutes=1)
"""How often the cookie says anew when it was last seen: signing it again in each answer would buy nothing."""
NEXT_AT_MOST = 2000


class Step(Word):
    """What is still missing before a session may be used; the value is the endpoint that asks it."""

    SECOND_FACTOR = "second.challenge", "Second facteur"
    MEMBERSHIP = "signin.choose_membership", "Choix du rôle"


@dataclass(frozen=True)
class Visit:
    """What the guard knows of a living session: whose it is, and under which living membership she acts."""

    session_id: int
    created_at: datetime
    factor_expected: bool
    second_factor_at: datetime | None
    user_id: int
    name: str
    memberships: int
    """Under how many memberships the user may act."""
    membership_id: int | None
    role: Role | None
    """None until a living membership is chosen, as all that follows from it."""
    organisation_id: int | None
    organisation_name: str | None

    @property
    def missing_step(self) -> Step | None:
        """What is still missing before the session may be used."""
        return missing_step(self.factor_expected, self.second_factor_at is not None, self.role)

    @property
    def asker(self) -> Asker | None:
        """Who asks through it; None while no living membership is chosen."""
        if self.role is None or self.organisation_id is None:
            return None
        return Asker(
            account_id=self.user_id,
            membership_id=self.membership_id,
            role=self.role,
            organisation_id=self.organisation_id,
            name=self.name,
            organisation_name=self.organisation_name or "",
            memberships=self.memberships,
        )


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
