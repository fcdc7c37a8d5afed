"""A plan without a solver: round after round, the pair that is owed most, then that matches best.

It is what the solver starts from where people come and go, and the plan itself when the solver cannot run.
"""

from collections import Counter

from worksites.events.rounds.plan_rules import Match, Meeting, RoundProblem


def greedy(problem: RoundProblem) -> list[Meeting]:
    """Meetings that hold, those that stay first."""
    plan = list(problem.kept)
    for round_ in range(problem.begun + 1, problem.rounds + 1):
        plan.extend(_round(problem, plan, round_))
    return sorted(plan)


def _round(problem: RoundProblem, plan: list[Meeting], round_: int) -> list[Meeting]:
    """The meetings that a round is given."""
    met = {(one.person, problem.table_of[one.table].company) for one in plan if one.table in problem.table_of}
    count, seen = Counter(one.person for one in plan), Counter(one.post for one in plan)
    here = {one.key for one in problem.seekers if round_ in problem.free_rounds(one)}
    free = {company: problem.free_tables(company, round_) for company in problem.tables_of}
    found: list[Meeting] = []

    def rank(match: Match) -> tuple[int, int, int, int, int, int]:
        owed = max(0, problem.least[match.person] - count[match.person])
        post = problem.post_of.get(match.post)
        wanted = max(0, post.wanted - seen[match.post]) if post else 0
        return -owed, -min(wanted, 1), -match.points, count[match.person], match.person, match.company

    may = [ways[0] for pair, ways in problem.pairs.items() if pair not in met and pair[0] in here]
    for match in sorted(may, key=rank):
        if match.person in here and free.get(match.company):
            found.append(Meeting(round_, free[match.company].pop(0), match.person, match.post))
            here.remove(match.person)
            seen[match.post] += 1
    return found
