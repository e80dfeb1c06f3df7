"""Russian days and times as they stand within a sentence."""
