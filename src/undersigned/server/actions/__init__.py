"""What people do, one function for each act: load, decide, keep, tell, in one transaction.

Rooms follow the work: `accounts`, `roll`, `drafting`, `evidence`, `followup`, `entering` (by hand),
`counting`, `log`, `collecting`, `publishing`; beside it stand `keeping` (backups) and `demo`. No two of them
need each other.

Who (`by`) and when (`at`) are always passed in, and every act writes a row of the journal of acts.
Trust: whoever calls has asked whether that user may (`desk/permissions.py`); the rules of the assembly are
asked here.
"""
