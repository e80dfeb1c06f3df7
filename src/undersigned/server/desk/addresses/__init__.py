"""Addresses of the desk by stage; `desk/urls.py` includes them."""
