"""The desk for people who act, logged in: one action or query a view; forms check shape, stages rules.

`addresses` lead to `views`; `shown` makes ready what `templates` lay out, `forms` what people send.
Trust: a session cookie stands for its user until it ends; a view without a stated permission is refused.
"""
