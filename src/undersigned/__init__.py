"""Undersigned carries a written declaration from the evidence behind it to the day its demands are met."""
