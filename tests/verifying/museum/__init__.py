"""The museum: bundles that are broken on purpose, one thing each, and what a verifier must find."""
