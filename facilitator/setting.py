"""Settings as the rooms below the roof read them: one value, or an absolute address."""

from typing import Any

from flask import current_app


def setting(name: str) -> Any:
    """One setting of the running application (`SMTP_HOST`)."""
    return current_app.config[name]


def absolute(path: str) -> str:
    """The public address of a path. Never built from the request, whose `Host` anyone can forge."""
    return str(setting("BASE_URL")).rstrip("/") + path
