"""What the pages show, made ready for templates."""
