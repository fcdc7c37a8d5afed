"""`python -m tests.browser.screenshots FOLDER [WORD]`: every page (whose name holds WORD), four times."""

import argparse
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.browser.looking import SCHEMES, SIZES, Looker, browsing, looking
from tests.browser.pages import Visit, visits
from tests.browser.sites import MAKERS, Site, served


def picture(looker: Looker, site: Site, visit: Visit, folder: Path) -> None:
    """The page in the four combinations."""
    if not looker.open(site, visit):
        return
    take(looker, folder, visit.name)
    if visit.submits and looker.refuse():
        take(looker, folder, f"{visit.name} refused")


def take(looker: Looker, folder: Path, name: str) -> None:
    """What the tab shows, in the four combinations."""
    name = name.replace(" ", "-").replace(".", "-")
    for size in SIZES:
        for scheme in SCHEMES:
            looker.show(scheme, size)
            looker.page.screenshot(path=folder / f"{name}-{size}-{scheme}.png", full_page=True)


def main(folder: str, word: str = "") -> None:
    """Save the pictures."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    wanted = [visit for visit in visits() if word in visit.name]
    with tempfile.TemporaryDirectory() as base, ExitStack() as stack:
        names = {visit.site for visit in wanted}
        sites = {name: stack.enter_context(served(MAKERS[name](Path(base)))) for name in names}
        looker = stack.enter_context(looking(stack.enter_context(browsing())))
        for visit in wanted:
            picture(looker, sites[visit.site], visit, target)
            sys.stdout.write(f"{visit.name}\n")


if __name__ == "__main__":
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("folder", help="where the pictures go")
    told.add_argument("word", nargs="?", default="", help="only the pages whose name holds it")
    main(**vars(told.parse_args()))
