"""The acts of the structures, in the words of the journal."""

ACTS: dict[str, str] = {
    "structure.archived": "Structure archivée",
    "structure.changed": "Structure modifiée",
    "structure.created": "Structure ajoutée",
    "structure.member_added": "Entreprise adhérente ajoutée",
    "structure.member_ended": "Adhésion d’une entreprise terminée",
    "structure.restored": "Structure reprise des archives",
}
