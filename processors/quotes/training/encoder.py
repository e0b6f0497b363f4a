"""The tagger as a network: a MiniLM encoder, marks of typography added, a tag for each piece.

Plain torch, so that nothing but torch is needed to train and to export. The published weights are
read from their safetensors file by name (Wang et al. 2020, MiniLM; Reimers and Gurevych 2019).
"""

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812  # torch's own name for it

from processors.quotes.tagger.tags import TAGS
from processors.quotes.tagger.words import MARKS


@dataclass(frozen=True, slots=True)
class Shape:
    """The size of the encoder; the defaults are MiniLM's, with `layers` of its six kept."""

    layers: int = 4
    width: int = 384
    heads: int = 12
    inner: int = 1536
    positions: int = 512
    vocabulary: int = 30522


class Layer(nn.Module):
    """One transformer layer, normalised after each part as BERT does."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.out_norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.up = nn.Linear(shape.width, shape.inner)
        self.down = nn.Linear(shape.inner, shape.width)
        self.down_norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """`x`: batch, pieces, width; `mask`: batch, 1, 1, pieces, added to the scores."""
        batch, length, width = x.shape
        parts = self.qkv(x).view(batch, length, 3, self.heads, width // self.heads)
        q, k, v = parts.permute(2, 0, 3, 1, 4).unbind(0)
        scores = q @ k.transpose(-1, -2) * (width // self.heads) ** -0.5 + mask.to(q.dtype)
        seen = scores.softmax(-1).to(v.dtype) @ v
        seen = seen.transpose(1, 2).reshape(batch, length, width)
        x = self.out_norm(x + self.drop(self.out(seen)))
        return self.down_norm(x + self.drop(self.down(F.gelu(self.up(x)))))


class Tagger(nn.Module):
    """Scores of every tag for every piece."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.pieces = nn.Embedding(shape.vocabulary, shape.width)
        self.places = nn.Embedding(shape.positions, shape.width)
        self.marks = nn.Embedding(MARKS, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.head = nn.Linear(shape.width, len(TAGS))
        nn.init.zeros_(self.marks.weight)

    def forward(self, pieces: Tensor, marks: Tensor) -> Tensor:
        """`pieces`, `marks`: batch, length (0 pads); gives batch, length, tags, unnormalised."""
        mask = (pieces == 0)[:, None, None, :].float() * -1e4
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.drop(self.norm(self.pieces(pieces) + self.places(places) + self.marks(marks)))
        for layer in self.layers:
            x = layer(x, mask)
        scores: Tensor = self.head(x)
        return scores


def pretrained(weights: dict[str, Tensor], shape: Shape) -> Tagger:
    """A tagger that begins with MiniLM's published weights, its first layers only."""
    tagger = Tagger(shape)
    names: dict[str, Tensor] = {
        "pieces.weight": weights["embeddings.word_embeddings.weight"],
        "places.weight": weights["embeddings.position_embeddings.weight"],
        "norm.weight": weights["embeddings.LayerNorm.weight"],
        "norm.bias": weights["embeddings.LayerNorm.bias"],
    }
    names["places.weight"] = (
        names["places.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
    )
    for n in range(shape.layers):
        old = f"encoder.layer.{n}."
        for kind in ("weight", "bias"):
            attention = [weights[f"{old}attention.self.{part}.{kind}"] for part in _PARTS]
            names[f"layers.{n}.qkv.{kind}"] = torch.cat(attention)
            for new, name in _NAMES.items():
                names[f"layers.{n}.{new}.{kind}"] = weights[f"{old}{name}.{kind}"]
    missing: Any = tagger.load_state_dict(names, strict=False)
    assert set(missing.missing_keys) == {"marks.weight", "head.weight", "head.bias"}
    assert not missing.unexpected_keys
    return tagger


_PARTS = ("query", "key", "value")
_NAMES = {
    "out": "attention.output.dense",
    "out_norm": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "down_norm": "output.LayerNorm",
}
