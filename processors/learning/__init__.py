"""Learning the weights of moves: labelled sentences, templates, regression.

What does not belong here: anything that Parley needs to run.
"""
