"""The life of a session, and what a sign-in must be made of."""

from datetime import datetime, timedelta

# ASVS 5.0 §7.3: absolute and idle lifetimes; ProConnect keeps 12 h too.
SESSION_LASTS = timedelta(hours=12)
SESSION_IDLE = timedelta(minutes=60)


def is_alive(created_at: datetime, last_seen: datetime, at: datetime) -> bool:
    """Whether a session may still be used: 12 h at most, and 60 min since the last page."""
    return at - created_at < SESSION_LASTS and timedelta(0) <= at - last_seen < SESSION_IDLE
