"""The acts of the pathways, in the words of the journal: never a name, never what was written."""

ACTS: dict[str, str] = {
    "pathway.assessed": "Diagnostic ajouté à un parcours",
    "pathway.barrier_dropped": "Frein retiré d’un parcours",
    "pathway.barrier_said": "Frein noté dans un parcours",
    "pathway.begun": "Entrée dans un parcours",
    "pathway.ended": "Sortie d’un parcours",
    "pathway.extended": "Parcours prolongé",
    "pathway.followed": "Suivi d’un parcours confié",
    "pathway.glass_broken": "Parcours lu sans le suivre, avec un motif",
    "pathway.glass_read": "Lecture exceptionnelle regardée",
    "pathway.moved": "Changement de phase d’un parcours",
    "pathway.step_done": "Étape d’un parcours faite, ou à refaire",
    "pathway.step_dropped": "Étape retirée d’un parcours",
    "pathway.step_put": "Étape d’un parcours convenue",
    "pathway.unfollowed": "Fin du suivi d’un parcours",
    "scheme.archived": "Dispositif archivé",
    "scheme.changed": "Dispositif modifié",
    "scheme.created": "Dispositif ajouté",
    "scheme.restored": "Dispositif repris des archives",
}
