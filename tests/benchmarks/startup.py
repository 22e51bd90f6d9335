"""From process start to answer: `python -m bot ask` beside the imports that nobody can save.

Usage: python -m tests.benchmarks.startup [ROUNDS]
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

from tests.printing import printing

ALLOWANCE_SECONDS = 0.35
PROGRAMS = {
    "import pydantic, rapidfuzz": [sys.executable, "-c", "import pydantic, rapidfuzz"],
    "python -m bot ask": [sys.executable, "-m", "bot", "ask", "化纤联盟是A级吗？"],
}


def main() -> None:
    """Measure in turn, so that both meet the same load, and print medians."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = tempfile.mkdtemp()  # byte code is kept after the first round, as usual
    seconds: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    for _ in range(rounds + 1):
        for name, command in PROGRAMS.items():
            start = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
            seconds[name].append(time.perf_counter() - start)
    medians = {name: statistics.median(measured[1:]) for name, measured in seconds.items()}
    for name, median in medians.items():
        print(f"{median:7.3f} s  (best {min(seconds[name]):.3f})  {name}")
    base, ours = medians.values()
    print(f"ratio {ours / base:.1f}; {ours - base:+.3f} s beyond the imports, wanted at most +{ALLOWANCE_SECONDS} s")


if __name__ == "__main__":
    sys.exit(printing(main))
