"""Access to the journal."""

from tests.matrix import ADMINS, HEADS, Line

READERS = HEADS | ADMINS
LINES = (Line("journal.index", READERS),)
