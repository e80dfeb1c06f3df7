"""The roll: who is entitled to sign, from files, looked at before it is kept."""
