"""The drafts of the notice and of the decision: their prose, in which fields are filled.

They are drafts: the buyer reads, changes, signs and sends them, or does not. They say what is established
and what the schedule gives; where no text was found, they leave the line to the buyer.
"""

from clauses.texts.defaults.rules import Table, heading, item, tag, text, title

DRAFT = text(
    "PROJET préparé par {{ structure }} le {{ jour }}, à la demande de l’acheteur. Il n’engage personne tant "
    "que l’acheteur ne l’a pas relu et signé."
)
PARTIES = (
    text("{{ acheteur }}"),
    text("à {{ entreprise }}{% if siret %}, SIRET {{ siret }}{% endif %}"),
    text("Marché {{ reference }} : {{ objet }} ({{ lot }}). Dossier {{ numero }}."),
    tag("if source"),
    text("Clause sociale d’insertion : {{ source }}."),
    tag("endif"),
)
SCHEDULE = (
    heading("Ce que prévoit le marché"),
    tag("for ligne in bareme"),
    item("{{ ligne.motif }} : {{ ligne.prix }}{% if ligne.source %} ({{ ligne.source }}){% endif %} ;"),
    tag("endfor"),
    tag("if limites"),
    item("{{ limites }}."),
    tag("endif"),
)
FAITH = (
    heading("Ce qui a été fait de part et d’autre"),
    tag("for phrase in bonne_foi"),
    item("{{ phrase }}"),
    tag("endfor"),
)
STEPS = Table(
    ("Étape", "Calcul", "Résultat"),
    (
        "{{ etape.label }}{% if etape.source %} ({{ etape.source }}){% endif %}",
        "{{ etape.formula }}",
        "{{ etape.result }}",
    ),
    "etape in etapes",
)
SIGNATURE = (
    text("À ……………………, le ……………………"),
    text("Pour l’acheteur (nom, qualité, signature) :"),
)

NOTICE = (
    title("{{ titre }}"),
    DRAFT,
    *PARTIES,
    heading("Ce qui est constaté"),
    text("{{ constat }}"),
    text(
        "Au {{ constate_le }}, {{ heures_comptees }} ont été comptées sur {{ heures_dues }} dues : il en "
        "manque {{ heures_manquantes }}.{% if heures_en_attente %} {{ heures_en_attente }} sont déclarées et "
        "pas encore contrôlées.{% endif %}"
    ),
    *SCHEDULE,
    *FAITH,
    heading("Ce qui vous est demandé"),
    text(
        "Vous disposez de {{ delai }} à compter de l’envoi de cette lettre pour remplir l’obligation, "
        "proposer par écrit les moyens d’y parvenir, ou présenter vos observations. Le facilitateur vous y "
        "aide : {{ structure }}."
    ),
    text(
        "Sans cela, l’acheteur pourra appliquer la pénalité prévue. Si rien ne changeait, elle serait, "
        "d’après le barème du marché, de {{ montant }}, calculés ainsi :"
    ),
    STEPS,
    *SIGNATURE,
)

DECISION = (
    title("Projet de décision sur une pénalité"),
    DRAFT,
    *PARTIES,
    heading("Vu"),
    item("la mise en demeure envoyée le {{ envoyee_le }}, dont le délai a couru jusqu’au {{ delai_fin }} ;"),
    tag("if observations"),
    item("les observations de l’entreprise, reçues le {{ observations }} ;"),
    tag("else"),
    item("l’absence d’observations de l’entreprise dans ce délai ;"),
    tag("endif"),
    item("le constat : {{ constat }}"),
    *SCHEDULE,
    *FAITH,
    heading("Calcul, arrêté au {{ arrete_le }}"),
    STEPS,
    heading("Décision"),
    tag("if est_appliquee"),
    text("La pénalité calculée est appliquée : {{ montant_retenu }}."),
    tag("endif"),
    tag("if est_reduite"),
    text("La pénalité, calculée à {{ montant }}, est réduite à {{ montant_retenu }}."),
    tag("endif"),
    tag("if est_remise"),
    text("Remise totale est faite de la pénalité, calculée à {{ montant }} : aucun montant n’est retenu."),
    tag("endif"),
    tag("if motif"),
    text("Motif : {{ motif }}"),
    tag("endif"),
    text("Voies et délais de recours : à compléter par l’acheteur."),
    *SIGNATURE,
)
