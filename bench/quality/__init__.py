"""Quality of the readings: predictions through the public Python API, scored by the scorers of this folder."""
