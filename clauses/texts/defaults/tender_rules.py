"""The prose of the tender rules article (règlement de la consultation)."""

from clauses.texts.defaults.rules import Table, heading, item, subheading, tag, text, title

BLOCKS = (
    title("Règlement de la consultation"),
    text("{{ acheteur.nom }} — {{ marche.objet }} (référence {{ marche.reference }})"),
    heading("Insertion des personnes éloignées de l’emploi"),
    subheading("Ce que prévoit le marché"),
    tag("for clause in clauses"),
    tag("if clause.est_condition"),
    text(
        "{{ clause.lot }} — en application de l’article {{ clause.article }} du code de la commande publique, "
        "l’acheteur fait de l’insertion professionnelle de personnes éloignées de l’emploi une condition "
        "d’exécution. Elle s’impose à tout titulaire ; elle ne sert pas à comparer les offres."
    ),
    tag("endif"),
    tag("if clause.est_critere"),
    text(
        "{{ clause.lot }} — en application des articles {{ clause.article }} du code de la commande publique, "
        "l’action d’insertion que le candidat propose est un critère d’attribution"
        "{% if clause.poids %}, pour {{ clause.poids }} de la note{% endif %}. Elle est jugée sur "
        "l’accompagnement des personnes, la formation et les suites données à leur parcours, en lien avec "
        "l’objet du marché."
    ),
    tag("endif"),
    tag("if clause.est_reservee"),
    text(
        "{{ clause.lot }} — en application de l’article {{ clause.article }} du code de la commande publique, "
        "le droit de participer est réservé {{ clause.reservee_a }}."
        "{% if clause.part_reservee %} Les travailleurs concernés y représentent au moins "
        "{{ clause.part_reservee }} de l’effectif affecté (article R2113-7).{% endif %} "
        "Le candidat joint la preuve de sa qualité à sa candidature."
    ),
    tag("endif"),
    tag("if clause.est_service"),
    text(
        "{{ clause.lot }} — le marché a pour objet même un service d’insertion, dont la réalisation des "
        "prestations est le support. Il est passé selon une procédure adaptée, quelle que soit sa valeur "
        "(code de la commande publique, article {{ clause.article }})."
    ),
    tag("endif"),
    tag("if clause.est_formation"),
    text(
        "{{ clause.lot }} — en application de l’article {{ clause.article }} du code de la commande publique, "
        "le titulaire accueille pendant l’exécution des stagiaires de la formation professionnelle."
    ),
    tag("endif"),
    tag("endfor"),
    tag("if a_des_heures"),
    subheading("Nombre d’heures demandé"),
    text(
        "Le titulaire de chaque lot réserve aux personnes éligibles au moins le nombre d’heures ci-dessous."
    ),
    Table(
        ("Lot", "Nature de la clause", "Heures d’insertion"),
        ("{{ clause.lot }}", "{{ clause.genre }}", "{{ clause.heures }}"),
        "clause in clauses",
    ),
    tag("endif"),
    subheading("Ce que le candidat remet"),
    item("L’annexe « Réponse de l’entreprise » complétée et signée, pour chaque lot auquel il répond."),
    item("Le nom de la personne qui suivra la clause dans l’entreprise."),
    text(
        "Cet engagement fait partie de l’offre. Une offre qui l’écarte ou le réduit ne respecte pas les "
        "documents de la consultation : elle est irrégulière (code de la commande publique, article L2152-2)."
    ),
    subheading("À qui poser ses questions"),
    text(
        "Pendant la consultation, {{ facilitateur.structure }} renseigne gratuitement tout candidat sur les "
        "publics, les structures d’insertion et les manières de réaliser les heures, dans le respect de "
        "l’égalité de traitement."
    ),
    text(
        "Contact : {{ facilitateur.nom }}{% if facilitateur.courriel %}, {{ facilitateur.courriel }}{% endif %}"
        "{% if facilitateur.telephone %}, {{ facilitateur.telephone }}{% endif %}."
    ),
)
