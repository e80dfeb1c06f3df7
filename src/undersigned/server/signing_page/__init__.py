"""The page of the signing host, as sources and as the file served; it knows nothing of the server.

Trust: that a browser gets these bytes and no others. Their digest is logged (`page`), so that outsiders who
fetch the page can compare.
"""
