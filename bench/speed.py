"""Speed of the reading, as words per CPU-second of one thread, beside a peer in the same run."""
