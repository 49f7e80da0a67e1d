"""Makes tests/fixtures/reader/agreement.jsonl: what torch marks in 500 of our own paragraphs, for a test that Rust marks the same.

    python training/agreement_fixture.py EPOCH.safetensors --vocabulary tokenizer.json --passages passages.jsonl

The weights are those before they were rounded to 8 bits: what the rounding changes is seen in the test too. The chains do
not lean, in the test neither: the scores are compared.
"""

import argparse
import json
import pathlib

import torch
from safetensors.torch import load_file

import data
import decode
from model import Network

COUNT = 500
FILE = pathlib.Path(__file__).parent.parent / "tests/fixtures/reader/agreement.jsonl"


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("trained", type=pathlib.Path)
    options.add_argument("--vocabulary", type=pathlib.Path, required=True)
    options.add_argument("--passages", type=pathlib.Path, required=True)
    args = options.parse_args()
    torch.set_num_threads(2)
    network = Network()
    network.load_state_dict(load_file(args.trained))
    reader = data.Reader(str(args.vocabulary))
    texts = [json.loads(line)["text"] for line in open(args.passages, encoding="utf-8")]
    paragraphs = [line for text in texts for line in text.split("\n") if line.strip()][:COUNT]
    documents = [data.Document(str(i), text, reader.words(text)) for i, text in enumerate(paragraphs)]
    attributions, names = decode.read(network, documents, 192, inner_too=True, leaning=False)
    lines = [
        {"text": d.text} | {k: decode.attribution_line(d, a)[k] for k in ("attributions",)} | {"names": decode.mention_line(d, n)["mentions"]}
        for d, a, n in zip(documents, attributions, names)
    ]
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
