"""The room of intake."""
