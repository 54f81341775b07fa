"""The room of views."""
