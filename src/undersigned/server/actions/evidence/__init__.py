"""Evidence: lists taken in as claims, consents, who is one with whom, destruction."""
