"""What stands against a seat that is chosen by hand."""

from collections.abc import Iterable

from worksites.events.rounds.plan_rules import Meeting, RoundProblem


def why_not(problem: RoundProblem, others: Iterable[Meeting], seat: Meeting) -> str:
    """Why a person cannot sit there and then beside the other meetings, in French; '' when she can."""
    table, seeker = problem.table_of.get(seat.table), problem.seeker_of.get(seat.person)
    if seat.round <= problem.begun:
        return f"Le tour {seat.round} a commencé : rien ne s’y ajoute."
    if seat.round > problem.rounds:
        return f"Il n’y a pas de tour {seat.round}."
    if seeker is None or not seeker.is_there(seat.round):
        return f"La personne n’est pas là au tour {seat.round}."
    if table is None or not table.is_held(seat.round):
        return f"La table {seat.table} n’est pas tenue au tour {seat.round}."
    for other in others:
        if other.round == seat.round and other.person == seat.person:
            return f"La personne a déjà une rencontre au tour {seat.round}, table {other.table}."
        if other.round == seat.round and other.table == seat.table:
            return f"La table {seat.table} est prise au tour {seat.round}."
    return ""
