"""The door of the console. Python’s collector waits outside: all that is imported stays, and it would read it
again and again while it comes, a fifth of the time that a command takes to begin."""

import gc
from importlib import import_module


def main() -> None:
    """Run `facilitator …`."""
    gc.disable()
    console = import_module("facilitator.cli")
    gc.freeze()
    gc.enable()
    console.main()
