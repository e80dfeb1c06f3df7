"""The figures of one published text: which there are, on what evidence, as of which day.

`binding.py` says which number of the text asks what; `evidence.py` is all that is public on a day, as bytes
with a digest; `answer.py` puts the two together; `places.py` finds the figures in the text; `register.py`
makes the public rows out of approved claims; `steps.py` says whom the step from one day to the next could
tell of. Nothing here knows a form: cards and pages are made elsewhere.
Trust: evidence is taken as it was approved; whoever approves more than may be known publishes it.
"""
