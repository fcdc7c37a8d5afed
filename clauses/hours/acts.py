"""The acts of the hours' rooms, in the words of the journal."""

ACTS = {
    "derogation.granted": "Dérogation accordée",
    "derogation.withdrawn": "Dérogation retirée",
    "statement.closed": "Relevé retiré : le mois n’est plus à déclarer",
    "statement.corrected": "Correction d’un mois validé",
    "statement.due_moved": "Échéance d’un relevé changée",
    "statement.filled": "Relevé rempli",
    "statement.nothing": "Aucune heure ce mois-ci",
    "statement.opened": "Relevés du mois ouverts",
    "statement.recalled": "Relevé repris par l’entreprise",
    "statement.returned": "Relevé renvoyé à l’entreprise",
    "statement.sent": "Relevé envoyé",
    "statement.validated": "Relevé validé",
    "workbook.dropped": "Classeur abandonné",
    "workbook.imported": "Classeur importé",
    "workbook.mapped": "Colonnes d’un classeur corrigées",
    "workbook.mended": "Lignes d’un classeur corrigées",
    "workbook.received": "Classeur reçu",
    "workbook.undone": "Import d’un classeur annulé",
}
