"""Closed lists of terms as data: TOML files with labels by language, and how well each was checked."""
