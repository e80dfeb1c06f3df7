"""The roll: who is entitled to sign, imported from files."""
