"""Entering by hand: what a source says, put right or taken back; case files."""
