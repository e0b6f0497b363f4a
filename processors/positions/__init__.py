"""What a party wants: who it is (parties/), and what its words and deeds say about its position.

Issue, move, stance, conditions and presupposed changes are read from syntax and lexicons.
What does not belong here: finding quotations, comparing positions over time, other I/O.
"""
