"""The room of reading."""
