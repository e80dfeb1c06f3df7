"""The card of a figure: what stands behind it, in a reader's words, for every form."""
