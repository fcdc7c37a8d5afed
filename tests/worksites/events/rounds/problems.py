"""Small problems of rounds, and their best plan found by trying everything."""

from collections.abc import Iterator

from hypothesis import strategies as st

from worksites.events.rounds.plan_rules import (
    Match,
    Meeting,
    Post,
    RoundProblem,
    Score,
    Seeker,
    Table,
    faults,
    score,
)

MOST = 9


def whole(
    people: int, companies: int, rounds: int, fair: int = 2, tables: int = 1, **more: object
) -> RoundProblem:
    """Everybody is there all the time and may meet every company, some better than others."""
    given = {
        "rounds": rounds,
        "fair": fair,
        "seekers": tuple(Seeker(key, 1, rounds) for key in range(1, people + 1)),
        "tables": tuple(
            Table(1 + rank, 101 + rank // tables, 1, rounds) for rank in range(companies * tables)
        ),
        "posts": tuple(Post(201 + rank, 101 + rank) for rank in range(companies)),
        "matches": tuple(
            Match(person, 101 + rank, 201 + rank, 1 + (7 * person + 3 * rank) % 9)
            for person in range(1, people + 1)
            for rank in range(companies)
        ),
    }
    return RoundProblem(**given | more)  # type: ignore[arg-type]


@st.composite
def round_problems(draw: st.DrawFn) -> RoundProblem:
    """Three people, two companies, three rounds at most: small enough to try every plan."""
    rounds = draw(st.integers(1, 3))
    spans = st.tuples(st.integers(1, rounds), st.integers(1, rounds)).map(sorted)
    seekers = tuple(Seeker(key, *draw(spans)) for key in range(1, draw(st.integers(1, 3)) + 1))
    holders = draw(st.lists(st.sampled_from((101, 102)), min_size=1, max_size=3))
    tables = tuple(Table(number, company, *draw(spans)) for number, company in enumerate(holders, 1))
    posts = (Post(201, 101, draw(st.integers(0, 2))), Post(202, 101), Post(203, 102, draw(st.integers(0, 1))))
    offered = [(one.key, post.company, post.key) for one in seekers for post in posts]
    chosen = draw(st.sets(st.sampled_from(offered), max_size=MOST))
    matches = tuple(Match(*way, draw(st.integers(1, 4))) for way in sorted(chosen))
    bare = RoundProblem(rounds, draw(st.integers(1, 2)), seekers, tables, posts, matches)
    seats = list(every_seat(bare))
    kept = (draw(st.sampled_from(seats)),) if seats and draw(st.booleans()) else ()
    before = tuple(draw(st.lists(st.sampled_from(seats), max_size=2))) if seats else ()
    begun = draw(st.integers(0, 1))
    return RoundProblem(rounds, bare.fair, seekers, tables, posts, matches, kept, begun=begun, before=before)


def every_seat(problem: RoundProblem) -> Iterator[Meeting]:
    """Every meeting that may be by itself."""
    for way in problem.matches:
        for table in problem.tables_of.get(way.company, ()):
            for round_ in range(problem.begun + 1, problem.rounds + 1):
                if table.is_held(round_) and problem.seeker_of[way.person].is_there(round_):
                    yield Meeting(round_, table.number, way.person, way.post)


def every_plan(problem: RoundProblem) -> Iterator[list[Meeting]]:
    """Every plan that holds."""
    seats = list(every_seat(problem))

    def grown(plan: list[Meeting], after: int) -> Iterator[list[Meeting]]:
        yield plan
        for rank in range(after, len(seats)):
            longer = [*plan, seats[rank]]
            if not faults(problem, longer):
                yield from grown(longer, rank + 1)

    return grown(list(problem.kept), 0)


def best_score(problem: RoundProblem) -> Score:
    """The least there is."""
    return min(score(problem, plan) for plan in every_plan(problem))
