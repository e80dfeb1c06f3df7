"""One command a module; each calls one action."""
