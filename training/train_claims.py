"""Trains the vectors of claims: low-rank changes (Hu et al. 2021) to every matrix of the reader's encoder, so that claims which say the
same lie close to each other.

    python train_claims.py RESTORED.safetensors --base MINILM.safetensors --vocabulary tokenizer.json --families claims/*.txt \\
        --news polnear.train.jsonl --gold storylines-tune.jsonl --out CLAIMS.safetensors

First it learns to give sentences the vectors that MiniLM as published gives them, which the reader has forgotten over its own
task; then, from families of claims, which wordings are one claim: each wording is drawn to the others of its claim from
among all of the batch (Khosla et al. 2020, "Supervised Contrastive Learning"), and within a family every pair is told
apart by the cosine of its vectors. A tenth of the families is held out. Prints average precision and the best F1 of "is the same
claim" by that cosine, over all pairs of a family, and over all pairs of claims from two articles of a storyline (GOLD is what
`tests/gold/storylines/to_jsonl.py` prints).
"""

import argparse
import itertools
import json
import math
import pathlib
import random
import re
import time

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from torch import nn

import families
from data import CLS, SEP, Reader
from model import Network

SAME = families.CLASSES.index("same")
TOGETHER = 3  # families in a batch
SENTENCES = 24000
SENTENCE_END = re.compile(r"(?<=[.?!”])\s+|\n+")


class Changed(nn.Module):
    """A matrix and the product of two thin ones."""

    def __init__(self, linear, rank):
        super().__init__()
        self.linear = linear
        self.a = nn.Parameter(torch.randn(rank, linear.in_features) / math.sqrt(linear.in_features))
        self.b = nn.Parameter(torch.zeros(linear.out_features, rank))

    def forward(self, x):
        return self.linear(x) + (x @ self.a.t()) @ self.b.t()


class Claims(nn.Module):
    def __init__(self, network, rank=None):
        super().__init__()
        self.network = network
        if rank is not None:
            network.requires_grad_(False)
            for layer in network.layers:
                for name in ("qkv", "out", "up", "down"):
                    setattr(layer, name, Changed(getattr(layer, name), rank))
                layer.norm1.requires_grad_(True), layer.norm2.requires_grad_(True)
        # The cosine as the logarithm of the odds; and a head over all classes, which only helps to learn.
        self.scale, self.bias = nn.Parameter(torch.tensor(20.0)), nn.Parameter(torch.tensor(-12.0))
        self.head = nn.Sequential(nn.Linear(3 * 384, 256), nn.GELU(), nn.Linear(256, len(families.CLASSES)))

    def changes(self):
        return [p for n, p in self.named_parameters() if p.requires_grad and n.startswith("network.")]

    def vectors(self, claims):
        """Unit vectors of claims, which are lists of (piece, case)."""
        rows = [[(CLS, 0), *claim, (SEP, 0)] for claim in claims]
        lengths = torch.tensor([len(row) for row in rows])
        longest = int(lengths.max())
        table = torch.tensor([row + [(0, 0)] * (longest - len(row)) for row in rows])
        ids, cases = table[..., 0], table[..., 1]
        hidden = self.network.encode(ids, cases, torch.zeros_like(ids), lengths)
        live = (torch.arange(longest)[None] < lengths[:, None]).float()[..., None]
        return F.normalize((hidden * live).sum(1) / lengths[:, None], dim=1)

    @torch.no_grad()
    def all_vectors(self, claims):
        self.eval()
        order = sorted(range(len(claims)), key=lambda i: len(claims[i]))
        out = torch.zeros(len(claims), 384)
        for i in range(0, len(order), 64):
            some = order[i : i + 64]
            out[some] = self.vectors([claims[j] for j in some])
        return out


def average_precision(scored):
    right, total = 0, 0.0
    for place, (_, same) in enumerate(sorted(scored, reverse=True, key=lambda s: s[0]), 1):
        right += same
        total += same * right / place
    return total / max(right, 1)


def best_f1(scored):
    right, best, wanted = 0, 0.0, sum(same for _, same in scored)
    for place, (_, same) in enumerate(sorted(scored, reverse=True, key=lambda s: s[0]), 1):
        right += same
        best = max(best, 2 * right / (place + wanted))
    return best


def of_families(reader, held):
    claims, pairs = {}, []
    for family in held:
        for one, other, kind in families.pairs(family):
            places = [claims.setdefault(families.shown(c), len(claims)) for c in (one, other)]
            pairs.append((*places, kind == SAME))
    return [families.pieces(reader, text) for text in claims], pairs


def of_storylines(reader, path):
    rows = [json.loads(line) for line in open(path, encoding="utf-8")]
    pairs = [
        (i, j, rows[i]["claim"] == rows[j]["claim"])
        for i, j in itertools.combinations(range(len(rows)), 2)
        if rows[i]["storyline"] == rows[j]["storyline"] and rows[i]["document"] != rows[j]["document"]
    ]
    return [families.pieces(reader, row["content_text"]) for row in rows], pairs


def score(model, title, measured, turn=torch.eye(384)):
    figures = []
    for name, (claims, pairs) in measured.items():
        vectors = F.normalize(model.all_vectors(claims) @ turn.t(), dim=1)
        scored = [(float(vectors[i] @ vectors[j]), same) for i, j, same in pairs]
        figures.append(f"{name}: average precision {100 * average_precision(scored):.1f}, best F1 {100 * best_f1(scored):.1f}")
    print(title, "; ".join(figures), flush=True)


class Pace:
    """One optimiser with a rate that rises over some steps and falls to nothing."""

    def __init__(self, groups, steps, rise):
        self.optimiser = torch.optim.AdamW([{"params": p, "lr": rate} for p, rate in groups], weight_decay=0.01)
        self.rates, self.steps, self.rise, self.step = [rate for _, rate in groups], steps, rise, 0

    def take(self, loss):
        for group, rate in zip(self.optimiser.param_groups, self.rates):
            group["lr"] = rate * min(1, (self.step + 1) / self.rise) * max(0.02, 1 - self.step / self.steps)
        self.optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_([p for g in self.optimiser.param_groups for p in g["params"]], 1.0)
        self.optimiser.step()
        self.step += 1


def recall_sentences(model, base, sentences, epochs, draw, measured):
    """Draws the vectors of sentences to those of MiniLM as published."""
    with torch.no_grad():
        wanted = Claims(base).all_vectors(sentences)
    pace = Pace([(model.changes(), 2e-3)], epochs * (len(sentences) // 64), 50)
    for epoch in range(epochs):
        order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]) + 4 * draw.random())
        batches = [order[i : i + 64] for i in range(0, len(order) - 63, 64)]
        draw.shuffle(batches)
        model.train()
        for batch in batches:
            ours, theirs = model.vectors([sentences[i] for i in batch]), wanted[batch]
            apart = (ours @ ours.t() - theirs @ theirs.t()) ** 2
            pace.take((1 - (ours * theirs).sum(1)).mean() + 5 * apart.mean())
        score(model, f"sentences, epoch {epoch}:", measured)


def batch_loss(model, reader, batch, draw):
    claims, where = [], []
    for family in batch:
        for number, cluster in enumerate(family.clusters):
            for _, _, content in cluster:
                claims.append(families.pieces(reader, families.shown(content, draw)))
                where.append((family, number))
    kinds = torch.tensor(
        [[families.relation(f, a, b) if f is g else -1 for g, b in where] for f, a in where]
    )
    vectors = model.vectors(claims)
    cosines, itself = vectors @ vectors.t(), torch.eye(len(claims), dtype=torch.bool)
    others = (kinds == SAME) & ~itself
    logits = (cosines * model.scale).masked_fill(itself, -1e4)
    likely = logits - torch.logsumexp(logits, 1, keepdim=True)
    wanted = others.any(1)
    contrast = -((likely * others).sum(1)[wanted] / others.sum(1)[wanted]).mean()
    one, other = torch.nonzero(torch.triu(kinds >= 0, diagonal=1), as_tuple=True)
    kind, u, v = kinds[one, other], vectors[one], vectors[other]
    told = F.binary_cross_entropy_with_logits(model.scale * cosines[one, other] + model.bias, (kind == SAME).float())
    classed = F.cross_entropy(model.head(torch.cat([(u - v).abs(), u * v, u + v], 1)), kind)
    return contrast + 2 * told + classed


def learn_families(model, reader, trained, epochs, rate, draw, measured):
    own = [model.scale, model.bias, *model.head.parameters()]
    pace = Pace([(model.changes(), rate), (own, 1e-3)], epochs * (len(trained) // TOGETHER), 40)
    for epoch in range(epochs):
        order = draw.sample(trained, len(trained))
        model.train()
        began = time.time()
        for i in range(0, len(order) - TOGETHER + 1, TOGETHER):
            pace.take(batch_loss(model, reader, order[i : i + TOGETHER], draw))
        score(model, f"families, epoch {epoch}, {time.time() - began:.0f} s:", measured)


def directions(vectors, count):
    """The directions that tell most of the vectors (singular value decomposition): [count, 384]."""
    return torch.linalg.svd(vectors, full_matrices=False)[2][:count]


def neighbourhoods(vectors, count, rounds=20):
    """The middles of so many groups of vectors (k-means on the sphere, Dhillon and Modha 2001): [count, n]."""
    middles = vectors[torch.randperm(len(vectors))[:count]]
    for _ in range(rounds):
        nearest = (vectors @ middles.t()).argmax(1)
        sums = torch.zeros_like(middles).index_add_(0, nearest, vectors)
        middles = torch.where(sums.abs().sum(1, keepdim=True) > 0, F.normalize(sums, dim=1), middles)
    return middles


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("start", type=pathlib.Path, help="the reader's weights, out of 8 bits by restore.py")
    for name in ("base", "vocabulary", "news", "gold", "out"):
        options.add_argument(f"--{name}", type=pathlib.Path, required=True)
    options.add_argument("--families", type=pathlib.Path, nargs="+", required=True)
    options.add_argument("--rank", type=int, default=20)
    options.add_argument("--sentences", type=int, default=1, help="epochs over sentences")
    options.add_argument("--epochs", type=int, default=5, help="epochs over families")
    options.add_argument("--rate", type=float, default=1.5e-3)
    options.add_argument("--directions", type=int, default=112, help="how many numbers make a vector in the program")
    options.add_argument("--neighbourhoods", type=int, default=256, help="by which claims are found that may be alike")
    options.add_argument("--seed", type=int, default=1)
    args = options.parse_args()
    torch.manual_seed(args.seed)
    draw = random.Random(args.seed)
    reader = Reader(str(args.vocabulary))
    found = families.families(args.families)
    held, trained = found[::10], [family for i, family in enumerate(found) if i % 10]
    measured = {"families held out": of_families(reader, held), "storylines": of_storylines(reader, args.gold)}

    network, base = Network(), Network()
    network.load_state_dict(load_file(args.start), strict=False)
    base.load(load_file(args.base))
    model = Claims(network, args.rank)
    texts = [families.shown(content) for family in trained for cluster in family.clusters for _, _, content in cluster]
    for line in open(args.news, encoding="utf-8"):
        texts += [s for s in SENTENCE_END.split(json.loads(line)["text"]) if 20 < len(s) < 220]
    texts = draw.sample(texts, min(len(texts), SENTENCES))
    score(model, "before:", measured)
    sentences = [families.pieces(reader, text) for text in texts]
    recall_sentences(model, base, sentences, args.sentences, draw, measured)
    learn_families(model, reader, trained, args.epochs, args.rate, draw, measured)
    changes = {n: p.detach().contiguous() for n, p in model.network.named_parameters() if p.requires_grad}
    vectors = model.all_vectors(sentences)
    turn = directions(vectors, args.directions)
    middles = neighbourhoods(F.normalize(vectors @ turn.t(), dim=1), args.neighbourhoods)
    score(model, f"{args.directions} directions:", measured, turn)
    save_file({**changes, "turn": turn.contiguous(), "middles": middles}, args.out)


if __name__ == "__main__":
    main()
