"""What pages show, prepared for templates."""
