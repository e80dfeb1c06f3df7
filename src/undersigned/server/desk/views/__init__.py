"""Views by stage: one action or one query each."""
