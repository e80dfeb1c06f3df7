"""Russian as a sentence takes it in."""
