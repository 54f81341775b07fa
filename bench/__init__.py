"""Quality and speed of the project, measured."""
