"""Entering evidence by hand: what a source says, corrections, and case files."""
