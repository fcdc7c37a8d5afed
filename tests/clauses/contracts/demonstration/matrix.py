"""Access to the sample procurement file: absent from any database but a demonstration."""

from tests.matrix import BODY, NOBODY, Line

LINES = (Line("sample.procurement", BODY, methods={"GET": NOBODY, "HEAD": NOBODY}),)
