"""The files of the reader model, opened once."""

import json
from functools import cache
from typing import Any

from accordingto.resources import data_file

FOLDER = "model/reader-en"


@cache
def labels() -> dict[str, Any]:
    """Names of the outputs of each head, and the tables for pairs of words (docs/reference/model-card.md)."""
    found: dict[str, Any] = json.loads(data_file(f"{FOLDER}/labels.json").read_text("utf-8"))
    return found


@cache
def meta() -> dict[str, Any]:
    """Name, recipe, and digests of the data the model was trained on."""
    found: dict[str, Any] = json.loads(data_file(f"{FOLDER}/meta.json").read_text("utf-8"))
    return found


@cache
def session() -> Any:  # noqa: ANN401 - onnxruntime has no types
    """The network on one thread; documents run in parallel by processes."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    model = data_file(f"{FOLDER}/model.int8.onnx").read_bytes()
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
