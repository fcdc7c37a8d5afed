"""Who may send, read, seal and delete supporting documents."""

from typing import Any

from clauses.people.documents.queries import receive
from clauses.people.documents.rules import DocumentKind
from tests.clauses.people.documents.samples import stream
from tests.factories_hours import make_participant
from tests.matrix import BODY, COMPANIES, Corner, Line


def person(corner: Corner) -> dict[str, Any]:
    """A person of the corner's body, named in the address's query."""
    return {"personne": make_participant(corner.body, family_name=corner.canary).id}


def document(corner: Corner) -> dict[str, Any]:
    """A payslip that the corner's company sent."""
    named = make_participant(corner.body, family_name=corner.canary)
    row = receive(
        stream(),
        DocumentKind.PAYSLIP,
        corner.body.id,
        organisation_id=corner.company.id,
        participant_id=named.id,
    )
    return {"document_id": row.id}


def ending(_corner: Corner) -> dict[str, Any]:
    """A list as a CSV file."""
    return {"ending": "csv"}


ALL = {"client": BODY, "other": BODY, "archived": BODY}
LINES = (
    Line("documents.index", BODY),
    Line("documents.export", BODY, ending, **ALL),
    Line("documents.show", BODY | COMPANIES, document),
    Line("documents.file", BODY | COMPANIES, document),
    Line("documents.seal", BODY, document, data={"kind": "payslip"}),
    Line("documents.delete", BODY, document),
    Line("documents.create", BODY, person),
    Line("documents.prove", BODY),
)
