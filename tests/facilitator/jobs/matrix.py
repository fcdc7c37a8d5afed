"""Access to the background jobs."""

from tests.matrix import ADMINS, Line

LINES = (Line("jobs.index", ADMINS),)
