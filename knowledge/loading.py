class DataError(Exception):
    """A data file is wrong; the message names file, key and what was expected."""
