"""A fictional case: two people, what became of one of them, and two calls."""

CASE = """
[decided]
by = "a clerk"
on = 2026-10-01
why = "one paper names both"
[sources.paper]
kind = "press"
title = "A paper"
[sources.search]
kind = "own-record"
title = "A search"
[[people]]
key = "temir"
name = [{ value = "Temir Altynkolov", source = "paper" }, { value = "Temir Altinkolov", source = "search" }]
[[people.outcome]]
source = "paper"
on = 2026-08-01
what = "sentenced"
restriction = "imprisonment"
[[people.outcome]]
source = "search"
on = 2026-09-01
what = "released"
how = "parole"
restriction = ["no-travel"]
[[people]]
key = "aizara"
name = [{ value = "Aizara Munarbelova", source = "paper" }]
status = [{ not_found = true, source = "search" }]
[[recommendation]]
source = "paper"
body = "A Committee"
symbol = "A/1"
state = "partly"
state-on = 2026-09-20
[[call]]
source = "paper"
clause = 4
demand = "release"
[[call]]
source = "paper"
clause = 4
demand = "sanctions"
[[reply]]
source = "search"
by = "The government addressed"
on = 2026-09-30
to = "A/1"
"""
