"""A second way to each headline figure: SQL written by hand over plain tables, to hold the first one against.

Nothing of the first route is used here (no Ibis, no compiled frames, none of its filters, sets or periods):
rows are chosen by IN and EXISTS over each lookup instead of joins, days by the till's own time stamp, money
is added in cents. What this cannot compute is said to have one route, never guessed.
"""
