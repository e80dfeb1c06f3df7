"""The log at the desk: its beginning, keys and registrars, records handed over and their receipts."""
