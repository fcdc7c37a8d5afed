"""Columns of the people of a contract by category: the page and the files share them."""

from operator import attrgetter

from facilitator.exchange.columns import Column

COLUMNS = (Column("Catégorie", attrgetter("said_group")), Column("Personnes", attrgetter("said")))
