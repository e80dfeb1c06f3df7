"""The log at the desk: its beginning, keys and registrars, records and receipts."""
