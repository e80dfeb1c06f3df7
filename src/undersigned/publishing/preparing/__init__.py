"""From what was read or collected to a `Document`: its language versions and editions, joined and checked."""
