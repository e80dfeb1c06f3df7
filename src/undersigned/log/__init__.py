"""An append-only Merkle log of opaque entries, that anyone can check from plain files.

It knows no member, no text and no member's signature: an entry is bytes, a note is lines with signatures.
Trust: SHA-256 and Ed25519 hold, and the reader's own list of keys and witnesses is right; if a quorum of
those witnesses lied together, two histories could be shown and each would look like the only one.
"""
