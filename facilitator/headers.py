"""Security headers on every answer: strict CSP, no external origin, no cache when signed in."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, request

from facilitator.access import asking
from facilitator.accounts.oidc.rules import origin_of

CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:{images}",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'{house}",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
    )
)


def policy(issuer: str, images: str = "") -> str:
    """The CSP; the OpenID provider's own origin may end the redirects of our forms (sign-out), and a page
    that holds a map may show the images of one more origin."""
    origin = origin_of(issuer)
    return CSP.format(house=f" {origin}" if origin else "", images=f" {images}" if images else "")


def init_app(app: Flask) -> None:
    """Add the headers to each answer, errors included; a file of `static/` is named with what it holds."""
    app.after_request(protect)
    app.url_defaults(versioned)


def versioned(endpoint: str, values: dict[str, Any]) -> None:
    """The address of a static file says its version, so that a browser may keep it for ever."""
    if endpoint == "static" and "filename" in values:
        path = Path(current_app.static_folder or "") / values["filename"]
        if path.is_file():
            values["v"] = version_of(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=256)
def version_of(path: Path, _changed: int) -> str:
    """A digest of what a file holds."""
    return sha256(path.read_bytes()).hexdigest()[:12]


def protect(response: Response) -> Response:
    """The headers of ASVS 5.0 §3.4."""
    headers = response.headers
    # A view may ask for a stricter one (a document that somebody sent is served in a sandbox).
    headers.setdefault("Content-Security-Policy", policy(current_app.config["OIDC_ISSUER"]))
    headers["X-Content-Type-Options"] = "nosniff"
    headers.setdefault("Referrer-Policy", "same-origin")  # a page whose address is a secret says less
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    if current_app.config["SESSION_COOKIE_SECURE"]:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    if request.endpoint == "static" and request.args.get("v") and response.status_code == 200:
        headers["Cache-Control"] = "public, max-age=31536000, immutable"
    if request.endpoint != "static" and (asking.get() or response.mimetype == "text/html"):
        headers["Cache-Control"] = "no-store"
    return response
