"""How the server is put together: settings, addresses, the door of the web server.

Trust: the environment is believed; a wrong `UNDERSIGNED_ORIGIN` makes sign-in fail, never makes it laxer.
"""
