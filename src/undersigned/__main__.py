"""`undersigned` and `python -m undersigned`: the one word from which every command is reached.

Commands on files are pure (`cli`); those on records belong to the server, and load Django when called.
"""

from undersigned.cli.app import undersigned
from undersigned.server.config.door import desk, serve
from undersigned.server.config.keeping import backup, export, restore

for command in (serve, desk, backup, restore, export):
    undersigned.add_command(command)


def main() -> None:
    """Run the command line."""
    undersigned(prog_name="undersigned")


if __name__ == "__main__":
    main()
