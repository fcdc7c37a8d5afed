"""The prose of the special-terms article (cahier des clauses administratives particulières)."""

from clauses.texts.defaults.rules import Table, heading, item, subheading, tag, text, title

PEOPLE = (
    subheading("Personnes éligibles"),
    tag("if clause.publics"),
    text(
        "Les heures comptent lorsqu’elles sont faites par des personnes relevant d’un au moins de ces publics :"
    ),
    tag("for public in clause.publics"),
    item("{{ public }}"),
    tag("endfor"),
    tag("else"),
    text(
        "Les heures comptent lorsqu’elles sont faites par des personnes dont le facilitateur a validé l’éligibilité."
    ),
    tag("endif"),
    text(
        "Le facilitateur valide l’éligibilité de chaque personne avant son embauche ou sa mise à disposition. "
        "Il communique au titulaire qu’une personne est éligible et jusqu’à quelle date, jamais pour quel motif. "
        "Les heures d’une même personne comptent pendant {{ clause.mois_comptes }} mois."
    ),
)

MEANS = (
    subheading("Manières de réaliser les heures"),
    tag("if clause.modalites"),
    text("Le titulaire choisit librement, en les combinant s’il le souhaite :"),
    tag("for modalite in clause.modalites"),
    item("{{ modalite }}"),
    tag("endfor"),
    tag("else"),
    text("Le titulaire choisit librement la manière de réaliser les heures, avec l’aide du facilitateur."),
    tag("endif"),
    tag("if clause.mutualisation"),
    text(
        "Mutualisation : une même personne peut travailler sur plusieurs marchés assortis d’une clause. Chaque "
        "heure n’est comptée qu’une fois, sur un seul marché, selon la répartition convenue par écrit avec le "
        "facilitateur et acceptée par les acheteurs concernés."
    ),
    tag("else"),
    text("Mutualisation : les heures faites sur un autre marché ne comptent pas pour celui-ci."),
    tag("endif"),
)

BLOCKS = (
    title("Cahier des clauses administratives particulières"),
    text("{{ acheteur.nom }} — {{ marche.objet }} (référence {{ marche.reference }})"),
    heading("Clause sociale d’insertion"),
    subheading("Fondement"),
    text(
        "Le présent article est pris en application du code de la commande publique, aux articles cités pour "
        "chaque lot. Si le marché se réfère au {{ ccag.nom }}, il précise l’article {{ ccag.article }} de ce "
        "cahier et prévaut sur lui."
    ),
    tag("for clause in clauses"),
    heading("{{ clause.lot }}{% if clause.tranche %} ({{ clause.tranche }}){% endif %} — {{ clause.genre }}"),
    text("Article {{ clause.article }} du code de la commande publique."),
    tag("if clause.est_reservee"),
    text(
        "Le lot est réservé {{ clause.reservee_a }}{% if clause.part_reservee %}, dont les travailleurs concernés "
        "représentent au moins {{ clause.part_reservee }} de l’effectif affecté{% endif %}. Le titulaire garde "
        "cette qualité pendant toute la durée du marché."
    ),
    tag("endif"),
    tag("if clause.a_des_heures"),
    subheading("Volume d’heures"),
    text(
        "Le titulaire réserve au moins {{ clause.heures }} de travail à des personnes éligibles pendant "
        "l’exécution du marché"
        "{% if clause.personnes %} (à titre d’ordre de grandeur : {{ clause.personnes }}){% endif %}. "
        "En groupement, ces heures sont réparties entre les membres ; le titulaire peut en confier une part à "
        "ses sous-traitants et en reste responsable. Un avenant qui change le volume du marché peut changer le "
        "nombre d’heures, d’un commun accord."
    ),
    tag("if marche.est_accord_cadre"),
    text("Pour un accord-cadre, chaque bon de commande précise, le cas échéant, les heures qu’il apporte."),
    tag("endif"),
    *PEOPLE,
    *MEANS,
    subheading("Relevés et pièces à remettre"),
    text(
        "Le titulaire transmet au facilitateur, {{ clause.releves }}, sans attendre qu’on les lui demande :"
    ),
    item("le relevé des heures faites par chaque personne, y compris lorsqu’il n’y en a aucune ;"),
    item("le contrat de travail ou de mise à disposition, et ses avenants ;"),
    item("à la demande du facilitateur, la pièce qui prouve les heures relevées, dans les dix jours ouvrés."),
    text("Il ne transmet jamais de numéro de sécurité sociale ni de document médical."),
    tag("endif"),
    tag("if clause.a_des_penalites"),
    subheading("Pénalités"),
    text(
        "Les pénalités ci-dessous s’ajoutent les unes aux autres. Elles ne sont pas dues lorsque le titulaire "
        "établit qu’il a employé tous les moyens convenus avec le facilitateur."
    ),
    Table(
        ("Manquement", "Pénalité", "Mise en demeure"),
        ("{{ penalite.motif }}", "{{ penalite.montant }}", "{{ penalite.mise_en_demeure }}"),
        "penalite in clause.penalites",
    ),
    tag("endif"),
    tag("endfor"),
    heading("Accompagnement et suivi"),
    subheading("Le facilitateur"),
    text(
        "L’acheteur confie à {{ facilitateur.structure }} l’accompagnement de la clause. Le facilitateur propose "
        "des candidats et des structures, valide l’éligibilité, suit les heures et rend compte à l’acheteur. Son "
        "aide est gratuite ; elle ne décharge pas le titulaire de son engagement."
    ),
    text(
        "Contact : {{ facilitateur.nom }}{% if facilitateur.courriel %}, {{ facilitateur.courriel }}{% endif %}"
        "{% if facilitateur.telephone %}, {{ facilitateur.telephone }}{% endif %}."
    ),
    subheading("Démarrage"),
    text(
        "Dès la notification, le titulaire désigne un référent pour la clause et prend contact avec le "
        "facilitateur. La clause est à l’ordre du jour de la première réunion ; on y arrête un calendrier des "
        "embauches."
    ),
    subheading("En cas de difficulté"),
    text(
        "Le titulaire qui prévoit de ne pas tenir son engagement en prévient aussitôt l’acheteur et le "
        "facilitateur, par écrit. Ensemble ils cherchent d’autres moyens, et fixent une date pour chacun. Un "
        "manquement grave et répété peut conduire à la résiliation du marché aux torts du titulaire."
    ),
    subheading("Bilan"),
    text(
        "À la fin du marché, le facilitateur dresse un bilan : heures demandées et faites, personnes, suites de "
        "leur parcours. Le titulaire y joint ses observations et l’acheteur son visa."
    ),
)
