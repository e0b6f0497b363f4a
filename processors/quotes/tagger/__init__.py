"""A network reads an article word by word: which words are content, source or cue of a report.

Words, pieces, windows, the network (onnxruntime) and the decoding of its scores. What does not
belong here: syntax, who means whom, and training (`processors.quotes.training`).
"""
