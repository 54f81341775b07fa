"""What each head is taught by. A batch has the targets of its own set alone; the heads without targets rest."""

import torch
from torch import Tensor
from torch.nn import functional

from training.batches import NONE, Batch
from training.network import Reader, chain_loss

# Of a whole: how much one step teaches each head.
WEIGHTS = {
    "arc": 1.0,
    "rel": 1.0,
    "pos": 0.5,
    "ner": 1.0,
    "cue": 1.0,
    "role": 0.1,
    "mention": 1.0,
    "edge": 0.5,
    "link": 0.4,
    "value": 0.5,
}


def losses(reader: Reader, batch: Batch) -> dict[str, Tensor]:
    """The unweighted loss of every head that the batch has targets for."""
    a = batch.arrays
    x = reader.words(a["ids"], a["cs"], a["mask"], a["place"])
    found: dict[str, Tensor] = {}
    if (a["head"] != NONE).any():
        found |= _parse(reader, x, a)
    for name, head in (("pos", reader.pos), ("ner", reader.ner), ("cue", reader.cue)):
        if (chosen := a[name] != NONE).any():
            found[name] = functional.cross_entropy(head(x[chosen]), a[name][chosen])
    if (chosen := a["mention"] != NONE).any():
        found |= _mentions(reader, x, a, chosen)
    if (chosen := a["value"] != NONE).any():
        found["value"] = functional.smooth_l1_loss(reader.value(x[chosen])[:, 0], a["value"][chosen])
    flat = x.reshape(-1, x.shape[-1])
    if "role" in a:
        found["role"] = chain_loss(role_scores(reader, flat, a), a["role"], a["opens"], reader)
    if "link" in a and len(a["link"]) > 1:
        found["link"] = _links(reader, flat, a)
    return found


def total(found: dict[str, Tensor]) -> Tensor:
    """The weighted sum that a step descends."""
    return torch.stack([WEIGHTS[name] * loss for name, loss in found.items()]).sum()


def _parse(reader: Reader, x: Tensor, a: dict[str, Tensor]) -> dict[str, Tensor]:
    chosen = a["head"] != NONE
    arcs = reader.arcs(x, a["seen"])[chosen]
    heads = a["head"].clamp(min=0)
    at_head = x.gather(1, heads[:, :, None].expand_as(x))
    relations = reader.relations(x[chosen], at_head[chosen])
    return {
        "arc": functional.cross_entropy(arcs, a["head"][chosen]),
        "rel": functional.cross_entropy(relations, a["rel"][chosen]),
    }


def _mentions(reader: Reader, x: Tensor, a: dict[str, Tensor], chosen: Tensor) -> dict[str, Tensor]:
    found = {"mention": functional.cross_entropy(reader.mention(x[chosen]), a["mention"][chosen])}
    heads = a["start"] != NONE
    if heads.any():
        start, end = reader.edges(x, a["seen"])
        found["edge"] = functional.cross_entropy(start[heads], a["start"][heads]) + functional.cross_entropy(
            end[heads], a["end"][heads]
        )
    return found


def role_scores(reader: Reader, flat: Tensor, a: dict[str, Tensor]) -> Tensor:
    """(cues, words, roles) for the cues and words that the batch names."""
    cues = (reader.asking(flat[a["cue_words"]]) * a["cue_share"][:, :, None]).sum(1)
    words = functional.embedding(a["role_words"], reader.answering(flat))
    return reader.roles(cues, words, a["distance"])


def _links(reader: Reader, flat: Tensor, a: dict[str, Tensor]) -> Tensor:
    """Marginal likelihood of all true antecedents; of "new" for a first mention (Lee et al. 2017)."""
    scores, new = reader.links(flat[a["link"]], a["far"])
    scores = scores.masked_fill(~a["near"], -1e9)
    every = torch.cat([new[:, None], scores], dim=1)
    first = ~a["same"].any(1)
    right = torch.cat([first[:, None], a["same"]], dim=1)
    gold = torch.logsumexp(every.masked_fill(~right, -1e9), dim=1)
    return (torch.logsumexp(every, dim=1) - gold).mean()
