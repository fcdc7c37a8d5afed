"""Access to what does not hold."""

from tests.facilitator.mail.matrix import file
from tests.matrix import ADMINS, HEADS, Line

READERS = HEADS | ADMINS
LINES = (
    Line("doctor.index", READERS),
    Line("doctor.index_file", READERS, file, client=READERS, other=READERS),
)
