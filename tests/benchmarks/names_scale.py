"""Misspelt names among 22 to 220,000: the index beside `rapidfuzz.distance.Levenshtein` over the whole list.

Usage: python -m tests.benchmarks.names_scale [QUERIES]

Then the program itself, started with 22,000 alliances in `BOT_KNOWLEDGE_DIR`. Time is the processor's, in ms a name.
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from knowledge.names.index import NameIndex
from tests import synthetic
from tests.printing import printing

SIZES = (22, 2_200, 22_000, 220_000)
REGISTRY = 22_000
MOST_START_SECONDS, MOST_START_MEGABYTES = 15, 500

Find = Callable[[str], str | None]


def main() -> None:
    """Print a line for each size, number of faults and way to find a name."""
    queries = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    for size in SIZES:
        names = synthetic.names(size)
        for title, build in (("index", by_index), ("Levenshtein over all", by_levenshtein)):
            find, seconds, megabytes = built(build, names)
            print(f"{size:7} names, {title}: built in {seconds:.2f} s, {megabytes:.1f} MB")
            for faults in (1, 2):
                print(f"        {faults} fault(s): {measured(find, names, faults, queries)}")
    print(started(REGISTRY))


def by_index(names: list[str]) -> Find:
    """The way the program goes."""
    index = NameIndex(names)

    def find(said: str) -> str | None:
        found = index.nearest(said)
        return names[found[0].position] if found else None

    return find


def by_levenshtein(names: list[str]) -> Find:
    """The plain way."""
    whole = list(names)
    return lambda said: process.extractOne(said, whole, scorer=Levenshtein.distance, processor=None)[0]


def built(build: Callable[[list[str]], Find], names: list[str]) -> tuple[Find, float, float]:
    """A way to find names with what it took to build: processor seconds and megabytes."""
    start = time.process_time()
    find = build(names)
    seconds = time.process_time() - start
    tracemalloc.start()
    again = build(names)
    megabytes = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    del again
    return find, seconds, megabytes


def measured(find: Find, names: list[str], faults: int, queries: int) -> str:
    """How many of so many misspelt names are found, and how long one takes."""
    source = random.Random(faults)  # noqa: S311 (no secret)
    found, times = 0, []
    for name in source.choices(names, k=queries):
        said = synthetic.misspelt(name, faults, source)
        start = time.thread_time()
        found += find(said) == name
        times.append(1000 * (time.thread_time() - start))
    times.sort()
    return (
        f"found {100 * found / queries:5.1f} %, median {times[queries // 2]:.2f}, p99 {times[queries * 99 // 100]:.2f}"
    )


def started(size: int) -> str:
    """What it takes to start with a registry of so many alliances and to answer one question."""
    with tempfile.TemporaryDirectory() as folder:
        synthetic.write_registry(Path(folder), size)
        start = time.perf_counter()
        command = [sys.executable, "-m", "bot", "ask", f"{synthetic.names(size)[-1]}联盟是A级吗？"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "BOT_KNOWLEDGE_DIR": folder})
        seconds = time.perf_counter() - start
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    return (
        f"python -m bot ask with {size} more alliances: {seconds:.1f} s (at most {MOST_START_SECONDS}), "
        f"{megabytes:.0f} MB (at most {MOST_START_MEGABYTES})"
    )


if __name__ == "__main__":
    sys.exit(printing(main))
