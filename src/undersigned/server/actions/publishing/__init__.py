"""Publishing: the next edition, its records and bundle, the site in one step."""
