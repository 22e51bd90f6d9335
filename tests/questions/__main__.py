"""`python -m tests.questions [-v] [FILE …]`: how many of the labelled questions are answered rightly.

The third of all conversations that is held out from tuning is counted, but its mistakes are never shown. What is in
`fresh` and `fresh_years` was written by people who did not know the program, and scored before anybody looked.
"""

from __future__ import annotations

import argparse
import sys

from tests import built_in
from tests.printing import printing
from tests.questions.judging import FILES, Score, run


def main() -> None:
    """Print a line a file: right answers among the tuned and the held-out turns, and false claims."""
    parser = argparse.ArgumentParser(prog="python -m tests.questions", description=__doc__)
    parser.add_argument("files", nargs="*", metavar="FILE", help=f"one of {', '.join(FILES)}; all unless named")
    parser.add_argument("-v", "--verbose", action="store_true", help="show the mistakes among the tuned turns")
    arguments = parser.parse_args()
    if unknown := [name for name in arguments.files if name not in FILES]:
        parser.error(f"no such file of questions: {', '.join(unknown)}; expected one of {', '.join(FILES)}")
    known = built_in.load()
    tuned, held_out = Score(), Score()
    for name in arguments.files or FILES:
        results = run(known, name)
        if arguments.verbose:
            print("\n".join(str(result) for result in results if result.mistakes and not result.held_out))
        parts = [Score.of(result for result in results if result.held_out is held) for held in (False, True)]
        print(f"{name}: tuned {parts[0]}; held out {parts[1]}")
        tuned, held_out = tuned + parts[0], held_out + parts[1]
    print(f"all: tuned {tuned}; held out {held_out}")


if __name__ == "__main__":
    sys.exit(printing(main))
