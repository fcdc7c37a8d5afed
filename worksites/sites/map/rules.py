"""Whose images a map may ask for: the address of its tiles, a setting; none by default."""

from urllib.parse import urlsplit

PLACES = ("{z}", "{x}", "{y}")


def origin_of_tiles(address: str) -> str:
    """`https://tuiles.example` out of `https://tuiles.example/{z}/{x}/{y}.png`; '' for no tiles.

    Raises ValueError when it is not the address of tiles: the security policy would admit no one knows whom.
    """
    if not address:
        return ""
    parts = urlsplit(address)
    named = parts.hostname or ""
    if parts.scheme != "https" or not named or "{" in parts.netloc or " " in address or ";" in address:
        raise ValueError(f"FACILITATOR_MAP_TILES: {address!r} is not https://host/{{z}}/{{x}}/{{y}}.png")
    if not all(place in address for place in PLACES):
        raise ValueError(f"FACILITATOR_MAP_TILES: {address!r} lacks one of {', '.join(PLACES)}")
    return f"https://{parts.netloc}"
