"""A few supporting documents: small PDF files that say that they are invented."""

from collections.abc import Sequence
from io import BytesIO

from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.rules import State
from clauses.people.documents.queries import receive, seal
from clauses.people.documents.rules import DocumentKind
from facilitator.access import Asker

SHOWN = 4
PAGE = (
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 298] /Contents 4 0 R "
    "/Resources << /Font << /F1 5 0 R >> >> >>",
)
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def send(asker: Asker, statements: Sequence[Statement]) -> int:
    """Payslips with some of last month's statements; the first is already looked at. How many."""
    sent = [one for one in statements if one.state is State.SUBMITTED and one.lines][2::7][:SHOWN]
    for rank, statement in enumerate(sent):
        document = receive(
            BytesIO(pdf(f"Bulletin de paie, démonstration n° {rank + 1}")),
            DocumentKind.PAYSLIP,
            statement.body_id,
            organisation_id=statement.organisation_id,
            participant_id=statement.lines[0].participant_id,
            subject=statement,
        )
        if not rank:
            seal(asker, document, DocumentKind.PAYSLIP)
    return len(sent)


def pdf(line: str) -> bytes:
    """A PDF file of one small page that says one line."""
    drawn = f"BT /F1 16 Tf 40 200 Td ({line}) Tj ET"
    objects = (*PAGE, f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream", FONT)
    file, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(file))
        file += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    count, at = len(objects) + 1, len(file)
    tail = f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<< /Size {count} /Root 1 0 R >>\n"
    return file + f"{tail}startxref\n{at}\n%%EOF\n".encode()
