"""The commands, one module each, named as they are typed; `app.py` loads a module when it is called."""
