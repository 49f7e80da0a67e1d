"""Fits how sure the reader may be: python calibrate.py EPOCH.safetensors --shared DIR --vocabulary tokenizer.json --out FILE

Reads PolNeAR dev, asks for each attribution whether it is right (criterion "attribution" of score_attributions.py), and fits a
logistic regression (Platt 1999) on the logarithms of what the parts of the network say, and a rising line through twelve
knots (isotonic regression, Zadrozny and Elkan 2002) on top. Writes the weights again, with the tensors "calibration" and
"calibration.map". The error that is printed comes from documents that the fit did not see (five folds).
"""

import argparse
import importlib.util
import pathlib

import numpy
import torch
from safetensors.torch import load_file, save_file

import data
import decode
from model import Network

PARTS = ("cue", "content", "content_tie", "source", "source_tie")


def marginals(chain, logits):
    """Forward-backward in one window: logits [T, n] → how probable each tag of each word is."""
    step = numpy.exp(chain.scores().detach().numpy().astype(float))
    start, end = (numpy.exp(getattr(chain, side).numpy().astype(float)) for side in ("start", "end"))
    emission = numpy.exp(logits - logits.max(1, keepdims=True)).astype(float)
    forward = [start * emission[0]]
    for word in emission[1:]:
        new = (forward[-1] @ step) * word
        forward.append(new / new.sum())
    backward, out = end, []
    for word, ahead in zip(emission[::-1], forward[::-1]):
        here = ahead * backward
        out.append(here / here.sum())
        backward = step @ (word * backward)
        backward = backward / backward.sum()
    return numpy.array(out[::-1])


@torch.no_grad()
def evidence(network, documents, limit):
    """For each document its attributions with what the parts say, as the program computes it."""
    network.eval()
    for document in documents:
        found = []
        for w in data.windows(document, limit):
            vectors, _ = decode.at_words(network.encode(*decode.collate([w])), [w])
            vectors = vectors[0]
            logits = network.roles(vectors)
            tags = network.role_chain.best(logits)
            sure = marginals(network.role_chain, logits.numpy())
            spans = decode.spans_of(tags)
            mean = {span: float(numpy.mean([sure[i, tags[i]] for i in range(span[0], span[1] + 1)])) for span in spans}
            for attribution in decode.assemble(network, vectors, spans, w):
                span_sure = lambda role: [mean[(f - w.first_word, l - w.first_word, data.ROLES.index(role))] for f, l in attribution[role]]
                values = [
                    min(span_sure("cue")),
                    min(span_sure("content")),
                    attribution["content_tie"],
                    min(span_sure("source"), default=1.0),
                    attribution["source_tie"],
                ]
                found.append((attribution, values))
        yield document, found


def right(scorer, document, gold, found):
    """Which of the found ones count, as the scorer ties them."""
    words = [m.span() for m in scorer.WORD.finditer(document.text)]
    lines = decode.attribution_line(document, [a for a, _ in found])["attributions"]
    w = lambda a, role: scorer.words_in(words, a[role])
    pairs = []
    for i, g in enumerate(gold):
        for j, p in enumerate(lines):
            a, b = w(g, "content"), w(p, "content")
            union = len(a | b)
            close = len(a & b) / union if union else 0.0
            sources = scorer.overlap(g["source"], p["source"]) or not (g["source"] or p["source"])
            if close >= 0.5 and sources:
                pairs.append((close, i, j))
    used_gold, used = set(), set()
    for _, i, j in sorted(pairs, reverse=True):
        if i not in used_gold and j not in used:
            used_gold.add(i), used.add(j)
    return [j in used for j in range(len(lines))]


def fit(x, y):
    weights = torch.zeros(6, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=200)

    def closure():
        optimiser.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(weights[0] + x @ weights[1:], y) + 1e-4 * (weights[1:] ** 2).sum()
        loss.backward()
        return loss

    optimiser.step(closure)
    return weights.detach()


def knots(p, y, count=12):
    """What was said and what was right, in so many groups of one size, made to rise (pool adjacent violators)."""
    groups = [[float(p[i].mean()), float(y[i].mean()), len(i)] for i in torch.argsort(p).chunk(count)]
    pooled = []
    for said, share, size in groups:
        pooled.append([said, share, size, 1])
        while len(pooled) > 1 and pooled[-2][1] > pooled[-1][1]:
            (s1, y1, n1, k1), (s2, y2, n2, k2) = pooled.pop(-2), pooled.pop()
            pooled.append([(s1 * n1 + s2 * n2) / (n1 + n2), (y1 * n1 + y2 * n2) / (n1 + n2), n1 + n2, k1 + k2])
    said = [s for s, *_ in pooled]
    share = [y for _, y, *_ in pooled]
    pad = count - len(said)
    return torch.tensor([said + said[-1:] * pad, share + share[-1:] * pad])


def mapped(table, p):
    said, share = table.numpy()
    said, share = numpy.unique(said), share[: len(numpy.unique(said))]
    return torch.tensor(numpy.interp(p.numpy(), said, share)).float()


def reliability(p, y):
    error, rows = 0.0, []
    for low in range(10):
        inside = (p >= low / 10) & ((p < (low + 1) / 10) | (low == 9))
        if inside.any():
            share, mean = float(y[inside].mean()), float(p[inside].mean())
            error += abs(share - mean) * float(inside.float().mean())
            rows.append(f"{low / 10:.1f}-{(low + 1) / 10:.1f}  {int(inside.sum()):5}  said {100 * mean:5.1f}  right {100 * share:5.1f}")
    return 100 * error, rows


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("trained", type=pathlib.Path)
    for name in ("shared", "vocabulary", "out"):
        options.add_argument(f"--{name}", type=pathlib.Path, required=True)
    options.add_argument("--limit", type=int, default=192)
    args = options.parse_args()
    torch.set_num_threads(1)
    spec = importlib.util.spec_from_file_location("scorer", args.shared / "bench/score_attributions.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    trained = load_file(args.trained)
    for name in ("calibration", "calibration.map"):
        trained.pop(name, None)
    network = Network()
    network.load_state_dict(trained)
    path = args.shared / "attribution/polnear.dev.jsonl"
    gold = scorer.load(path)
    documents = list(data.Reader(str(args.vocabulary)).attributions(path))
    x, y, fold = [], [], []
    for number, (document, found) in enumerate(evidence(network, documents, args.limit)):
        answers = right(scorer, document, [g for g in gold[document.id]["attributions"] if g["cue"]], found)
        x += [values for _, values in found]
        y += answers
        fold += [number % 5] * len(found)
    x, y, fold = torch.tensor(x).clamp_min(1e-4).log(), torch.tensor(y).float(), torch.tensor(fold)
    held = torch.zeros(len(y))
    for k in range(5):
        weights = fit(x[fold != k], y[fold != k])
        sure = torch.sigmoid(weights[0] + x @ weights[1:])
        held[fold == k] = mapped(knots(sure[fold != k], y[fold != k]), sure[fold == k])
    error, rows = reliability(held, y)
    print("\n".join(rows), f"\nexpected calibration error {error:.2f} points, on folds held out; {int(y.sum())} of {len(y)} right")
    weights = fit(x, y)
    print({n: round(float(v), 3) for n, v in zip(("bias",) + PARTS, weights)})
    table = knots(torch.sigmoid(weights[0] + x @ weights[1:]), y)
    save_file({**trained, "calibration": weights, "calibration.map": table}, args.out)


if __name__ == "__main__":
    main()
