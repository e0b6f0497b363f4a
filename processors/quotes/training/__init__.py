"""How the weights of the quotation models are learned and measured: a tool for developers.

Needs torch, onnx, safetensors and the published MiniLM weights (docs/models/quotes.md); nothing
that runs imports it.
"""
