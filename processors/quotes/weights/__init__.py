"""The learned weights of this room, checked before they are used (docs/models/quotes.md)."""

from processors.quotes.weights.files import VERSION, WrongWeightsError, models, save, tagger

__all__ = ["VERSION", "WrongWeightsError", "models", "save", "tagger"]
