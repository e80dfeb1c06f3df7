"""Publishing: the next edition, its records and bundle, and the site."""
