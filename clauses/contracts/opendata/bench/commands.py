"""`facilitator bench import`: the import of a national-size file, measured."""

import json
import os
import platform
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from clauses.contracts.opendata.bench.generation import write
from facilitator.formats import number

CONSOLE = "from facilitator.start import main; main()"
WATCH_SECONDS = 0.02
COUNTS = ("read", "created", "updated", "unchanged", "refused", "repaired", "set_aside")


@click.command("import")
@click.option("--megabytes", default=500, show_default=True, help="Taille du fichier produit.")
@click.option("--dirty", default=3, show_default=True, help="Enregistrements abîmés, en pour cent.")
@click.option("--json", "as_json", is_flag=True, help="Répondre en JSON.")
def bench_import(megabytes: int, dirty: int, as_json: bool) -> None:
    """Mesurer l’import d’un fichier de taille nationale, à côté de la lecture la plus rapide."""
    with tempfile.TemporaryDirectory(prefix="facilitator-bench-") as folder:
        path = Path(folder) / "decp.json"
        records = write(path, megabytes, dirty)
        size = path.stat().st_size
        measures = {kind: reading(kind, path, size) for kind in ("parse", "ijson")}
        measures["import"] = storing(path)
        if dirty:
            write(path, megabytes, 0)
            measures["import_clean"] = storing(path)
    facts = {
        "file": {"megabytes": round(size / 1e6, 1), "records": records, "dirty_percent": dirty},
        "machine": machine(),
        **measures,
    }
    click.echo(json.dumps(facts, indent=2) if as_json else "\n".join(readable(facts)))


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "cores": os.cpu_count(),
        "memory_gb": round(memory / 1e9, 1),
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 2),
    }


def reading(kind: str, path: Path, size: int) -> dict[str, Any]:
    """A measure that only reads the file."""
    module = "clauses.contracts.opendata.bench.measures"
    answer, peak, _ = watched([sys.executable, "-m", module, kind, str(path)], dict(os.environ))
    return rates(size, answer["records"], answer["seconds"], peak)


def storing(path: Path) -> dict[str, Any]:
    """The command itself, into a new database that forgets nothing (`synchronous=FULL`).

    Its seconds are those it says: from the first byte read to the last commit, as for the other measures.
    `command_seconds` are those of the whole command; `start_seconds`, the difference, is the start of the
    console and the closing audit event.
    """
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        environment = os.environ | {
            "FACILITATOR_DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
            "FACILITATOR_SECRET_KEY": "x" * 40,
        }
        console = [sys.executable, "-c", CONSOLE]
        subprocess.run([*console, "upgrade"], env=environment, check=True, stdout=subprocess.DEVNULL)
        answer, peak, seconds = watched([*console, "contracts", "import", str(path), "--json"], environment)
    return (
        rates(path.stat().st_size, answer["read"], answer["seconds"], peak)
        | {
            "command_seconds": round(seconds, 2),
            "start_seconds": round(seconds - answer["seconds"], 2),
        }
        | {name: answer[name] for name in COUNTS}
    )


def rates(size: int, records: int, seconds: float, peak: int) -> dict[str, Any]:
    """Seconds, records/s, MB/s and peak memory of one measure."""
    return {
        "seconds": round(seconds, 2),
        "records": records,
        "records_per_second": round(records / seconds),
        "megabytes_per_second": round(size / 1e6 / seconds, 1),
        "peak_memory_mb": round(peak / 1e6, 1),
    }


def watched(command: Sequence[str], environment: dict[str, str]) -> tuple[dict[str, Any], int, float]:
    """A child's JSON answer, the peak memory of all its processes together, its seconds."""
    start, peaks = time.perf_counter(), [0]
    with (
        tempfile.TemporaryFile() as out,
        subprocess.Popen(command, env=environment, stdout=out) as child,
    ):
        watcher = threading.Thread(target=_watch, args=(child, peaks))
        watcher.start()
        child.wait()
        seconds = time.perf_counter() - start
        watcher.join()
        out.seek(0)
        if child.returncode:
            raise click.ClickException(f"La mesure a échoué : {' '.join(command[-3:])}")
        return json.loads(out.read()), peaks[0], seconds


def _watch(child: subprocess.Popen[bytes], peaks: list[int]) -> None:
    """Keep the largest memory seen, the child and its children together (bytes)."""
    while child.poll() is None:
        peaks[0] = max(peaks[0], sum(resident(pid) for pid in family(child.pid)))
        time.sleep(WATCH_SECONDS)


def family(pid: int) -> list[int]:
    """A process and its children, but for those that still share its memory (before their own work)."""
    try:
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        own = Path(f"/proc/{pid}/cmdline").read_bytes()
        return [pid, *(int(each) for each in listed if Path(f"/proc/{each}/cmdline").read_bytes() != own)]
    except (OSError, ValueError):
        return [pid]


def resident(pid: int) -> int:
    """The memory a process holds now (bytes), pages shared with another counted once; 0 where unknown."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


LABELS = {
    "parse": "lecture seule la plus rapide (msgspec)",
    "ijson": "lecture par ijson",
    "import": "import complet",
    "import_clean": "import complet, sans enregistrement abîmé",
}


def readable(facts: dict[str, Any]) -> list[str]:
    """The figures in words."""
    file = facts["file"]
    lines = [f"{number(file['records'])} enregistrements, {round(file['megabytes'])} Mo"]
    for kind, label in LABELS.items():
        if kind not in facts:
            continue
        found = facts[kind]
        lines.append(
            f"{label} : {found['megabytes_per_second']} Mo/s, "
            f"{number(found['records_per_second'])} enregistrements/s, "
            f"{found['peak_memory_mb']} Mo de mémoire"
        )
    return lines
