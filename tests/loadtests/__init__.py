"""Load tests: scenarios that the default suite runs small, and `python -m tests.loadtests` runs in full."""
