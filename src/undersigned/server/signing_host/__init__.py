"""The signing host: where passkeys sign, apart from the desk, at an origin of its own.

One static page, and answers in JSON to what that page asks. No account, no cookie: whoever opens it holds a
one-time secret, which stands behind the `#` of the address and so reaches neither a log nor another site.
It decides nothing; the actions do.

Trust: that the browser shows this page as it is. A page that was changed could show one text and have another
signed; what was signed names the text by its digest, so the receipt, the log and the letter that follows
would tell.
"""
