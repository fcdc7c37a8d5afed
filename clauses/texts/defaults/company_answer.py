"""The prose of the annex that the company fills in and signs."""

from clauses.texts.defaults.rules import Block, Table, heading, item, subheading, tag, text, title

BLOCKS = (
    title("Annexe : réponse de l’entreprise à la clause d’insertion"),
    text("{{ acheteur.nom }} — {{ marche.objet }} (référence {{ marche.reference }})"),
    text("À compléter, signer et joindre à l’offre. Le nom et la signature valent engagement."),
    heading("L’entreprise"),
    Table(
        ("Raison sociale", "SIRET", "Référent de la clause", "Téléphone et courriel"),
        ("", "", "", ""),
        blank_rows=1,
    ),
    tag("for clause in clauses"),
    heading("{{ clause.lot }}{% if clause.tranche %} ({{ clause.tranche }}){% endif %} — {{ clause.genre }}"),
    tag("if clause.a_des_heures"),
    text(
        "L’entreprise s’engage à réserver au moins {{ clause.heures }} à des personnes éligibles, dans les "
        "conditions du cahier des clauses administratives particulières. Elle propose d’aller jusqu’à "
        "………………… heures."
    ),
    subheading("Comment l’entreprise pense s’y prendre"),
    Table(
        ("Manière de réaliser les heures", "Postes proposés", "Heures prévues", "Période"),
        ("{{ modalite }}", "", "", ""),
        "modalite in clause.modalites",
        blank_rows=1,
    ),
    tag("endif"),
    tag("if clause.est_critere"),
    subheading("L’action d’insertion proposée"),
    text("Décrivez les postes, l’accueil et le tutorat, la formation, et les suites prévues après le marché."),
    Block("Normal", "…………………………………………………………………………………………………………………"),
    tag("endif"),
    tag("if clause.est_reservee"),
    text("L’entreprise déclare que le marché peut lui être réservé, en tant que structure répondant à la "
         "condition de l’article {{ clause.article }}, et joint la pièce qui l’établit."),
    tag("endif"),
    tag("if clause.est_formation"),
    text("L’entreprise indique le métier et le lieu d’accueil des stagiaires : ……………………………………"),
    tag("endif"),
    tag("endfor"),
    heading("Accueil et accompagnement"),
    item("Tutrice ou tuteur des personnes accueillies : ……………………………………"),
    item("Formation prévue au poste et à la sécurité : ……………………………………"),
    item("Suites envisagées (contrat durable, alternance) : ……………………………………"),
    heading("Signature"),
    text("L’entreprise accepte que {{ facilitateur.structure }} l’accompagne et suive la réalisation des heures."),
    text("Fait à ……………………………………, le …………………………"),
    text("Nom, qualité et signature :"),
)  # fmt: skip
