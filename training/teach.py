"""Writes what a trained network says of every word of the training texts: python teach.py EPOCH.safetensors --shape mpnet …

For each word the probabilities of its tags as source, cue or content, and its vector, in half precision; for the articles also
the probabilities of its tags inside a content, which come from reading the contents as texts of their own; for texts without
annotation (--unlabelled) the attributions too. A smaller network learns from it (`train.py --taught`; Hinton et al. 2015).
"""

import argparse
import dataclasses
import pathlib

import torch
from safetensors.torch import load_file

import data
import decode
from model import SHAPES, Network


@torch.no_grad()
def said(network, documents, limit, batch_size=16):
    """id → {"roles": [words, tags], "vectors": [words, width], "attributions": [...]}"""
    network.eval()
    jobs = sorted(((d, w) for d in documents for w in data.windows(d, limit)), key=lambda job: len(job[1].ids))
    found = {d.id: {"attributions": []} for d in documents}
    for i in range(0, len(jobs), batch_size):
        part = jobs[i : i + batch_size]
        batch = [w for _, w in part]
        vectors, counts = decode.at_words(network.encode(*decode.collate(batch)), batch)
        logits = network.roles(vectors)
        rows = {"roles": network.role_chain.marginals(logits, counts), "vectors": vectors}
        for j, (document, w) in enumerate(part):
            n, mine = int(counts[j]), found[document.id]
            for head, values in rows.items():
                if head not in mine:
                    mine[head] = torch.zeros(len(document.words), values.shape[-1], dtype=torch.float16)
                mine[head][w.first_word : w.last_word + 1] = values[j, :n].half()
            if document.attributions is None:
                spans = decode.spans_of(network.role_chain.best(logits[j, :n]))
                mine["attributions"] += decode.assemble(network, vectors[j, :n], spans, w)
        if i // batch_size % 50 == 0:
            print(f"{i + len(part)} of {len(jobs)} windows", flush=True)
    return found


def contents(document):
    """The contents of an article as a text of its own, a paragraph each, and where each of its words stands in the article."""
    places, words = [], []
    spans = {s for a in document.attributions for s in a["content"] if s[1] - s[0] >= decode.LEAST_ROOM}
    for paragraph, (first, last) in enumerate(sorted(spans)):
        places += range(first, last + 1)
        words += [dataclasses.replace(word, paragraph=paragraph) for word in document.words[first : last + 1]]
    data.quote_states(words)
    return data.Document(document.id, document.text, words, attributions=[]), places


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("trained", type=pathlib.Path)
    for name in ("shared", "vocabulary", "out"):
        options.add_argument(f"--{name}", type=pathlib.Path, required=True)
    options.add_argument("--passages", type=pathlib.Path)
    options.add_argument("--unlabelled", action="store_true", help="news without annotation too")
    options.add_argument("--shape", choices=SHAPES, default="mpnet")
    options.add_argument("--limit", type=int, default=192)
    args = options.parse_args()
    torch.set_num_threads(2)
    network = Network(SHAPES[args.shape])
    network.load_state_dict(load_file(args.trained))
    reader = data.Reader(str(args.vocabulary))
    texts, own, _ = data.training_documents(reader, args.shared, args.passages)
    more = list(data.unlabelled_documents(reader, args.shared)) if args.unlabelled else []
    taught = said(network, texts + own + more, args.limit)
    inner = {document.id: (document, places) for document, places in map(contents, texts) if places}
    read = said(network, [document for document, _ in inner.values()], args.limit)
    for document in texts:
        rows = torch.zeros_like(taught[document.id]["roles"])
        rows[:, 0] = 1
        if document.id in inner:
            rows[inner[document.id][1]] = read[document.id]["roles"]
        taught[document.id]["inner"] = rows
    torch.save(taught, args.out)


if __name__ == "__main__":
    main()
