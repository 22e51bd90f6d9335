"""The tests, and the programs that measure."""
