"""The form of an import of past years."""

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField

from facilitator.forms import Form


class HistoryForm(Form):
    """A file, and whether what misses is to be made."""

    file = FileField(
        "Tableau des heures passées",
        [FileRequired("Choisissez un fichier.")],
        description="Une ligne par personne et par mois : marché, SIRET ou entreprise, nom, prénom, mois, "
        "heures. 40 Mo et 200 000 lignes au plus.",
    )
    creating = BooleanField(
        "Créer les personnes et les contrats de travail qui manquent",
        description="Vous verrez combien avant de confirmer. Leur éligibilité restera à valider.",
    )
