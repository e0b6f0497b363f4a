"""One list of quotations from two readers: the tagger's scores and the rules' findings.

Candidates of both, linked to cue and source, scored by one learned ranking; what overlaps is
settled by the score, and the score is the confidence. What does not belong here: how the tagger
reads, what the rules find, and who a source means.
"""
