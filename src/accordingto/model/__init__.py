"""The nouns: frozen dataclasses that every room shares. Standard library only."""
