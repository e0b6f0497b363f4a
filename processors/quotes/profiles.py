"""The reader of a profile, with its weights."""

from processors.quotes import weights
from processors.quotes.joining.join import Reader
from processors.quotes.tagger.network import Network
from processors.quotes.tagger.wordpiece import WordPiece
from processors.syntax import Profile


def reader_of(profile: Profile) -> Reader:
    """Loads what the profile needs: `accurate` reads with the tagger, `fast` by the rules alone.

    Loading takes a moment: keep the object. Raises `WrongWeightsError` for a damaged file.
    """
    found = weights.models(profile)
    if profile == "fast":
        return Reader(found)
    network, vocabulary = weights.tagger()
    return Reader(found, Network(network, WordPiece(vocabulary)))
