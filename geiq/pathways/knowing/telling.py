"""Who is told that a pathway was read with a reason: every head by a message of her own, its followers."""

from flask import url_for

from facilitator.access import Asker
from facilitator.accounts.models import User
from facilitator.mail.digests.queries import notify
from facilitator.mail.queries import post
from facilitator.setting import absolute
from geiq.pathways.knowing.queries import heads_of, living_followers
from geiq.pathways.models import BrokenGlass

KIND = "Lecture exceptionnelle"


def tell(glass: BrokenGlass, asker: Asker) -> None:
    """Tell the heads at once, and those who follow the person. Neither message names her.

    The caller recorded the act and commits.
    """
    for head in heads_of(glass.body_id):
        _to_head(head, glass, asker)
    for one in living_followers(glass.pathway):
        if one.user_id != asker.user_id:
            _to_follower(one.user, glass, asker)


def _to_head(head: User, glass: BrokenGlass, asker: Asker) -> None:
    """A message of its own, that waits for no digest."""
    page = absolute(url_for("glass.index"))
    post(
        KIND,
        head.email,
        f"{asker.name} a lu un parcours sans le suivre",
        f"Bonjour,\n\n{asker.name} vient d’ouvrir pour une heure le parcours n° {glass.pathway_id}, sans le "
        f"suivre, en disant pourquoi. Lisez le motif, et marquez-le comme regardé :\n{page}\n",
        body_id=glass.body_id,
        key=f"glass {glass.id}",
        urgent=True,
    )


def _to_follower(user: User, glass: BrokenGlass, asker: Asker) -> None:
    notify(
        user.email,
        KIND,
        f"{asker.name} a ouvert pour une heure un parcours que vous suivez, et a dit pourquoi.",
        absolute(url_for("pathways.show", pathway_id=glass.pathway_id)),
        key=f"glass {glass.id}",
        body_id=glass.body_id,
        duty=True,
    )
