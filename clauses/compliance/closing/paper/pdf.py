"""A document as a PDF: tagged (PDF/UA-1 by the generator's own checks), and always the same bytes.

The data goes in as JSON (never as markup: a title cannot write code), no font of the machine is read, the
only instant in the file is noon of the document's day.
"""

from calendar import timegm
from pathlib import Path

import msgspec
import segno
import typst

from clauses.compliance.closing.paper.rules import Document

TEMPLATE = Path(__file__).with_name("document.typ")


def pdf_of(document: Document) -> bytes:
    """The bytes of the PDF: the same document gives the same bytes."""
    drawing = segno.make(document.code, error="m").svg_inline(border=2) if document.code else ""
    return typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        sys_inputs={"document": msgspec.json.encode(document).decode(), "drawing": drawing},
        pdf_standards="ua-1",
        ignore_system_fonts=True,
        timestamp=timegm((document.on.year, document.on.month, document.on.day, 12, 0, 0)),
    )
