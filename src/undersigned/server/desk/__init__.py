"""For people who act, logged in: one action or one query a view; forms check shape, stages check rules.

Trust: a session cookie stands for its user until it ends; a view without a stated permission is refused.
"""
