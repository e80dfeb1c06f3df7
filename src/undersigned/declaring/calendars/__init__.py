"""Sessions and part-sessions as data (`<assembly>.toml`); a day that nobody found is recorded as unknown."""
