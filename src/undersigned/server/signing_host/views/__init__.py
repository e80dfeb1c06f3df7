"""One module for each of those who come: a member, who is enrolled, a clerk; and the page itself."""
