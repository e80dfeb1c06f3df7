"""The desk, for people with an account: a view calls one action or query; the stages hold the rules.

`addresses` lead to `views`; `shown` makes ready what `templates` lay out, `forms` what people send.
Trust: a session cookie stands for its user until it ends; a view without a stated permission is refused.
"""
