"""Settings: publishable defaults, replaced by `FACILITATOR_*` in the environment."""

import os
import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any

from facilitator.writers import Writer

ROOT = Path(__file__).resolve().parent.parent
FEATURES = ("clauses", "worksites", "geiq")
DEFAULT_DATABASE = "sqlite:///var/facilitator.sqlite3"

DEFAULTS: dict[str, Any] = {
    "AGENDA_DIR": str(ROOT / "var" / "agenda"),
    "AGENDA_MAX_KB": "1024",
    "BACKUP_DIR": "",
    "BACKUP_HOURS": "26",
    "BACKUP_KEEP": "14",
    "BACKUP_KEY": "",
    "BASE_URL": "http://127.0.0.1:8000",
    "BOUNCE_DIR": "",
    "DATABASE_URL": DEFAULT_DATABASE,
    "ENVIRONMENT": "production",
    "MAIL_ALLOW": "",
    "MAIL_DAILY_QUOTA": "1000",
    "MAIL_FROM": "Facilitator <ne-pas-repondre@facilitator.invalid>",
    "MAP_ATTRIBUTION": "© les contributeurs d’OpenStreetMap",
    "MAP_TILES": "",
    "OIDC_CLIENT_ID": "",
    "OIDC_CLIENT_SECRET": "",
    "OIDC_ISSUER": "",
    "OIDC_LABEL": "ProConnect",
    "SCANNER": "",
    "SECRET_KEY": None,
    "SMS_SENDER": "",
    "SHEET_MEMORY_MB": "256",
    "SMTP_HOST": "",
    "SMTP_PASSWORD": "",
    "SMTP_PORT": "25",
    "SMTP_STARTTLS": "",
    "SMTP_USER": "",
    "SOURCE_URL": "",
    "TRUSTED_PROXIES": "0",
    "UPLOAD_DIR": str(ROOT / "var" / "uploads"),
}
"""Each is replaced by the variable `FACILITATOR_<NAME>`. No key given: one is made and kept in `var/`."""


def database_url(url: str) -> str:
    """The URL as SQLAlchemy wants it; a relative SQLite path starts at the project's root."""
    if url.startswith("postgresql://"):
        return url.replace("postgresql://", "postgresql+psycopg://", 1)
    if url.startswith("sqlite:///") and not url.startswith("sqlite:////"):
        path = ROOT / url.removeprefix("sqlite:///")
        path.parent.mkdir(parents=True, exist_ok=True)
        return f"sqlite:///{path}"
    return url


def engine(url: str) -> dict[str, Any]:
    """The engine's settings; SQLite keeps the statements it has prepared, all those of the house."""
    kept = {"cached_statements": 600, "factory": Writer}
    return {"url": url, "connect_args": kept} if url.startswith("sqlite") else {"url": url}


def _kept_secret() -> str:
    """A random key, made once per installation and kept beside the database, readable by us alone."""
    path = ROOT / "var" / "secret_key"
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    return path.read_text()


def settings(**overrides: Any) -> dict[str, Any]:
    """Every setting of the application: defaults, then the environment, then what is handed in."""
    given = {name: os.environ[key] for name in DEFAULTS if (key := f"FACILITATOR_{name}") in os.environ}
    values = DEFAULTS | given | overrides
    if not values["SECRET_KEY"]:
        values["SECRET_KEY"] = _kept_secret()
    secure = str(values["BASE_URL"]).startswith("https://")
    return values | {
        "SQLALCHEMY_ENGINES": {"default": engine(database_url(values["DATABASE_URL"]))},
        "MAX_CONTENT_LENGTH": 64 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=12),
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_NAME": "__Host-facilitator" if secure else "facilitator",
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": secure,
        "WTF_I18N_ENABLED": False,  # WTForms' own French messages
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": secure,
    }
