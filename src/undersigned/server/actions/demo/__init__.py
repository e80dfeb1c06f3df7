"""The demonstration: a desk with fictional people, ready to try."""
