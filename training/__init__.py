"""The training of the reader model. It needs torch (training/requirements.txt); the product never does."""
