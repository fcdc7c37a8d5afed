"""The agreement of a pooling: its prose, in which fields are filled. It is a draft to be read and signed."""

from clauses.texts.defaults.rules import Table, heading, item, tag, text, title

AGREEMENT = (
    title("Convention de globalisation des heures d’insertion"),
    text(
        "PROJET {{ numero }}, préparé par {{ structure }} le {{ jour }}. Il n’engage personne tant qu’il "
        "n’est pas signé."
    ),
    text("{{ intitule }}"),
    heading("Objet"),
    text(
        "Les heures de travail d’une même personne servent plusieurs clauses sociales d’insertion. Elles se "
        "partagent entre les engagements ci-dessous ; chaque heure n’est comptée qu’une fois."
    ),
    Table(
        ("Marché", "Lot", "Acheteur", "Entreprise", "Part"),
        (
            "{{ part.marche }}",
            "{{ part.lot }}",
            "{{ part.acheteur }}",
            "{{ part.entreprise }}",
            "{{ part.part }}",
        ),
        "part in parts",
    ),
    heading("Durée"),
    text("Du {{ debut }}{% if fin %} au {{ fin }}{% else %}, sans fin connue{% endif %}."),
    heading("Répartition"),
    text(
        "Chaque mois, les heures déclarées par l’employeur sont partagées en proportion des parts, à la "
        "minute près. Chaque part figure sur le relevé mensuel du marché concerné et suit son contrôle. La "
        "somme des parts est égale aux heures du mois. Aucun marché ne reçoit plus d’heures qu’il ne lui en "
        "reste à faire."
    ),
    tag("if accord"),
    heading("Accord des acheteurs"),
    text("{{ accord }}"),
    tag("endif"),
    heading("Signatures"),
    tag("for nom in acheteurs"),
    item("{{ nom }}, maître d’ouvrage. Date et signature :"),
    tag("endfor"),
    tag("for nom in entreprises"),
    item("{{ nom }}, entreprise. Date et signature :"),
    tag("endfor"),
    item("{{ structure }}, structure porteuse du facilitateur. Date et signature :"),
)
