"""The server's configuration: settings, addresses, and how it starts.

Trust: the environment is believed; a wrong `UNDERSIGNED_ORIGIN` makes sign-in fail, never makes it laxer.
"""
