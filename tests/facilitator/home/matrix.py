"""Access to the home page and what stands beside it."""

from tests.matrix import EVERYONE, Line

LINES = (Line("home.index", EVERYONE),)
