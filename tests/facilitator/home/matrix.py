"""Access to the home page and what stands beside it."""

from tests.matrix import BODY, EVERYONE, NOBODY, PUBLIC, Line

LINES = (
    Line("home.index", EVERYONE),
    Line("home.search", EVERYONE),
    Line("home.accessibility", PUBLIC),
    Line("home.about", PUBLIC),
    Line("gallery.index", EVERYONE),
    Line("gallery.export", EVERYONE, lambda _: {"ending": "csv"}, client=EVERYONE, other=EVERYONE),
    Line("gallery.show", EVERYONE, lambda _: {"family": "listes"}, client=EVERYONE, other=EVERYONE),
    Line("tour.put_away", BODY, methods={"POST": NOBODY}),
)
