"""A forgotten password: how long the link lives, how often it may be asked."""

from datetime import datetime, timedelta

# Notify: 30 minutes. A link that is older, or has served, opens nothing.
LINK_LASTS = timedelta(minutes=30)
LINKS_AN_HOUR = 3


def is_usable(created_at: datetime, used_at: datetime | None, at: datetime) -> bool:
    """Whether the link still opens the page where a new password is chosen."""
    return used_at is None and at - created_at < LINK_LASTS
