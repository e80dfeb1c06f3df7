"""Views by visitor: a member, somebody who enrols a key, a clerk; and the page itself."""
