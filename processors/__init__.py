"""Article -> Statement -> Shift: the core, plain functions over frozen values.

What does not belong here: the outside world, stored indices, the command line; nor clocks,
networks or randomness. `local/` alone knows a database.
"""
