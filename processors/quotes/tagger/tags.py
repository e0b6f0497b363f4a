"""What the tagger says of a word: outside, or in a content, a source or a cue."""

TAGS = ("O", "B-content", "I-content", "B-source", "I-source", "B-cue", "I-cue")
"""In the order of the network's outputs: B begins a run of the kind, I goes on with it."""

OUTSIDE, CONTENT, SOURCE, CUE = 0, 1, 3, 5
"""The tag that begins a run of each kind; the next number goes on with it."""
