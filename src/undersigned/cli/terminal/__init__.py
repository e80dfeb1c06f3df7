"""What every command does at the terminal: show findings, report progress, end with a status."""
