"""Undersigned carries a written declaration from its evidence to the day its demands are met."""
