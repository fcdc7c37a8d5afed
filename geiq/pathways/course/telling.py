"""Who is told that a partner opened a pathway: every head of the body."""

from flask import url_for

from facilitator.access import Asker
from facilitator.mail.digests.queries import notify
from facilitator.setting import absolute
from geiq.pathways.knowing.queries import heads_of
from geiq.pathways.models import Pathway

KIND = "Parcours ouvert par un partenaire"


def tell_begun(pathway: Pathway, asker: Asker) -> None:
    """Tell the heads of the body that a partner opened a pathway; no message names the person."""
    url = absolute(url_for("pathways.show", pathway_id=pathway.id))
    sentence = f"{asker.organisation_name} a ouvert un parcours dans « {pathway.scheme.name} »."
    for head in heads_of(pathway.body_id):
        notify(head.email, KIND, sentence, url, key=f"begun {pathway.id}", body_id=pathway.body_id, duty=True)
