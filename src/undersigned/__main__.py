"""`undersigned` and `python -m undersigned`: the one word from which every command is reached."""

from undersigned.cli.app import undersigned


def main() -> None:
    """Run the command line."""
    undersigned(prog_name="undersigned")


if __name__ == "__main__":
    main()
