"""Following up: what became of it, how that goes out, who is told."""
