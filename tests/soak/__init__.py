"""`make soak`: what takes too long for every change and is gone through before a release."""
