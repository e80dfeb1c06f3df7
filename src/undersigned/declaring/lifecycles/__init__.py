"""The states of a text and every move between them, as data (`<instrument>.toml`), one table each."""
