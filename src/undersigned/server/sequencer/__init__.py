"""The one process that writes to the log: enters records, signs checkpoints, asks witnesses.

Trust: the database keeps what it has committed, and the folder of the log what it has synchronised; if
either forgot, the other or a witness notices, and nothing is signed any more.
"""
