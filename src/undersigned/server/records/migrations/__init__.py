"""One line of history; a migration is named by what it does."""
