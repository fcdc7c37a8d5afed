"""A page that holds a map: it alone may ask for the images of the tiles."""

from flask import Response, make_response, render_template

from facilitator.headers import policy
from facilitator.setting import setting
from worksites.sites.map.rules import origin_of_tiles


def map_page(template: str, **shown: object) -> Response:
    """The page, with its tiles' address, under a policy that admits their origin and no other."""
    tiles = str(setting("MAP_TILES"))
    held = {"tiles": tiles, "attribution": setting("MAP_ATTRIBUTION")}
    response = make_response(render_template(template, **held, **shown))
    response.headers["Content-Security-Policy"] = policy(setting("OIDC_ISSUER"), origin_of_tiles(tiles))
    return response
