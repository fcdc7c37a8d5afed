"""The message that asks a company what it says of a final report. It names nobody."""

from clauses.compliance.closing.models import FinalReport
from facilitator.formats import NBSP, day

PURPOSE = "final_report"
"""Of the links that lead to the reports."""
LABEL = "Lire le bilan final d’un marché"
PERSONAL = "Ce lien est pour vous : un code vous sera envoyé à cette adresse quand vous l’ouvrirez."


def subject(report: FinalReport) -> str:
    """`Bilan final du marché 2026-01 : vos observations avant le 12 mars 2027`."""
    said = f"Bilan final du marché {report.contract.reference}{NBSP}: vos observations avant le "
    return f"{said}{day(report.comments_until)}"[:200]


def text(report: FinalReport, url: str, body: str) -> str:
    """The message."""
    return (
        f"Bonjour,\n\nLe bilan final du marché «{NBSP}{report.contract.title}{NBSP}» est établi. Lisez les "
        "heures qui vous concernent, et dites si vous avez des observations jusqu’au "
        f"{day(report.comments_until)}. Sans réponse, le bilan part tel quel à l’acheteur.\n\n"
        f"Lire et répondre :\n{url}\n\n{PERSONAL}\n\n{body}\n"
    )
