"""A trained reader to the files that the product will read.

    python -m training.export [--config FILE] [--checkpoint NAME] [--into FOLDER]

fp32 ONNX by tracing, then int8 weights by output channel for every constant matrix and for the embeddings: per
tensor it costs 1.7 points of LAS, per channel a tenth. What is a sum over pairs that may lie far apart (cue and
word, mention and antecedent) leaves the graph as vectors of words; the product multiplies the pairs that it needs.
"""

import argparse
import hashlib
import json
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from training.labels import FAR_STEPS, ROLE_STEPS, labels
from training.network import LABEL, PAIR, SPAN, Reader, with_one
from training.train import HERE, used

Json = dict[str, Any]
NAME = "reader1"
INPUTS = ("ids", "cs", "mask", "place", "seen")
OUTPUTS = ("arc", "rels", "pos", "ner", "cue", "mention", "start", "end", "value", "role", "link")


class Graph(nn.Module):
    """What runs in the product: the best labels of every word, scores of arcs, vectors for roles and links."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor, cs: Tensor, mask: Tensor, place: Tensor, seen: Tensor) -> tuple[Tensor, ...]:
        """Inputs as in batches.Batch, `seen` as int64; outputs in the order of OUTPUTS."""
        r = self.reader
        x = r.words(ids, cs, mask, place)
        arcs = r.arcs(x, seen)
        s, k = seen.shape
        left = r.rel(with_one(r.rd(x))).reshape(s, -1, LABEL + 1)  # (s, k * relations, label + 1)
        pairs = (left @ with_one(r.rh(x)).transpose(1, 2)).reshape(s, k, -1, k)
        start, end = r.edges(x, seen)
        return (
            arcs,
            pairs.argmax(2).to(torch.uint8),
            r.pos(x).argmax(-1),
            r.ner(x).argmax(-1),
            r.cue(x),
            r.mention(x).argmax(-1),
            start.argmax(-1),
            end.argmax(-1),
            r.value(x)[:, :, 0],
            torch.cat([r.asking(x), r.answering(x)], dim=-1),
            r.link(x),
        )


def main(argv: list[str] | None = None) -> int:
    """Writes model.int8.onnx, labels.json and meta.json. Returns 1 when there is no checkpoint."""
    args = _parser().parse_args(argv)
    config = tomllib.loads(args.config.read_text("utf-8"))
    path = Path(config["build"]) / args.checkpoint
    if not path.exists():
        print(f"export: {path} is missing; `python -m training.train` makes it", file=sys.stderr)
        return 1
    state = torch.load(path, map_location="cpu", weights_only=True)
    reader = Reader()
    reader.load_state_dict({**state["reader"], **state["average"]})
    write(reader.eval(), args.into)
    meta = {"name": NAME, "steps": state["step"], "data": digests(config), "config": config["schedule"]}
    meta["start"] = config["start"]["weights"]
    meta["sha256"] = hashlib.sha256((args.into / "model.int8.onnx").read_bytes()).hexdigest()
    (args.into / "meta.json").write_text(json.dumps(meta, indent=1, sort_keys=True) + "\n", "utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training.export", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--config", type=Path, default=HERE / "config.toml")
    parser.add_argument("--checkpoint", default="checkpoint.pt")
    parser.add_argument("--into", type=Path, default=HERE.parent / "src/accordingto/data/model/reader-en")
    return parser


def digests(config: Json) -> Json:
    """Of every set in use: its file, SHA-256 and licence."""
    root = Path(config["data"])
    return {
        name: {
            "file": table["train"],
            "sha256": hashlib.sha256((root / table["train"]).read_bytes()).hexdigest(),
            "licence": table["licence"],
        }
        for name, table in used(config).items()
    }


def write(reader: Reader, folder: Path) -> None:
    """The network in int8 and its labels."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "model.onnx"
        trace(reader, full)
        quantize_dynamic(
            str(full),
            str(folder / "model.int8.onnx"),
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gather"],
            extra_options={"MatMulConstBOnly": True},
        )
    tables = {
        "role_steps": list(ROLE_STEPS),
        "role_far": rounded(reader.role_far),
        "role_next": rounded(reader.role_next),
        "role_first": rounded(reader.role_first),
        "link_steps": list(FAR_STEPS),
        "link_far": rounded(reader.link_far),
        "sizes": {"role": PAIR, "link": SPAN},
    }
    (folder / "labels.json").write_text(json.dumps(labels() | tables, indent=1) + "\n", "utf-8")


def rounded(table: Tensor) -> Any:  # noqa: ANN401 - lists as deep as the table
    """A small table as nested lists, five places."""
    return (table.detach() * 1e5).round().div(1e5).tolist()


def trace(reader: Reader, path: Path) -> None:
    """The graph in fp32, with every size free."""
    example = (
        torch.tensor([[101, 2054, 2003, 102]]),
        torch.zeros(1, 4, dtype=torch.int64),
        torch.ones(1, 4, dtype=torch.int64),
        torch.tensor([[0, 1, 2], [0, 1, 0]]),
        torch.tensor([[1, 1, 1], [1, 1, 0]]),
    )
    free = {name: {0: "b", 1: "t"} for name in INPUTS[:3]}
    free |= {name: {0: "s", 1: "k"} for name in INPUTS[3:]}
    free |= {name: {0: "s", 1: "k", 2: "k2"} if name in ("arc", "rels") else {0: "s", 1: "k"} for name in OUTPUTS}
    torch.onnx.export(
        Graph(reader),
        example,
        str(path),
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_axes=free,
        opset_version=17,
        dynamo=False,
    )


if __name__ == "__main__":
    sys.exit(main())
