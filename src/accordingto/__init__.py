"""Reads news reports as testimony: who says what, on whose word, with how many independent origins."""

__version__ = "0.1.0"
