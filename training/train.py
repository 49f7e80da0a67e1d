"""Trains the reader: python train.py --shared DIR --base model.safetensors --vocabulary tokenizer.json --out DIR

Goes on from OUT/state.pt when it is there (a run may be stopped after any epoch). After each epoch the dev parts are read and
scored with the scorers of SHARED/bench; weights are kept for each epoch.
"""

import argparse
import json
import math
import pathlib
import subprocess
import sys
import time

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file

import data
import decode
from model import MPNET, SHAPES, Network


# Each head that tags words: its chain, and where a document has what is right.
CHAINS = {"roles": ("role_chain", "attributions"), "inner": ("inner_chain", "inner"), "names": ("name_chain", "names")}


def tags(spans, count):
    out = [0] * count
    for first, last, kind in spans:
        first, last = max(first, 0), min(last, count - 1)
        for i in range(first, last + 1):
            place = 3 if first == last else 0 if i == first else 2 if i == last else 1
            out[i] = 1 + 4 * kind + place
    return out


def local(window, span):
    """A span of the document in words of the window, or None when it is not wholly inside."""
    f, l = span[0] - window.first_word, span[1] - window.first_word
    return (f, l) if f >= 0 and l < len(window.heads) else None


def role_spans(window, attributions):
    spans = {2: set(), 0: set(), 1: set()}  # contents are painted first, cues last
    for a in attributions:
        for role, name in enumerate(data.ROLES):
            for f, l in a[name]:
                if l >= window.first_word and f <= window.last_word:
                    spans[role].add((f - window.first_word, l - window.first_word, role))
    return [s for role in spans for s in sorted(spans[role])]


def ties(window, attributions):
    """(content, cue) and (cue, source or None) inside the window."""
    contents, sources = [], []
    for a in attributions:
        cue = local(window, a["cue"][0]) if a["cue"] else None
        if not cue:
            continue
        contents += [(c, cue) for c in (local(window, s) for s in a["content"]) if c]
        source = local(window, a["source"][0]) if a["source"] else None
        if source or not a["source"]:
            sources.append((cue, source))
    return contents, sources


def pair_loss(pair, vectors, pairs, paragraphs):
    heads = sorted({h for _, h in pairs if h})
    if not heads:
        return None
    children = [c for c, _ in pairs]
    scores = decode.pair_scores(pair, vectors, children, heads, paragraphs)
    target = torch.tensor([heads.index(h) + 1 if h else 0 for _, h in pairs])
    return F.cross_entropy(scores, target, reduction="sum"), len(pairs)


def wanted(head, window, size, trust):
    """How probable each tag of each word is to be right: what is annotated, what a teacher says, or some of both."""
    document, count = window.document, len(window.heads)
    annotated = getattr(document, CHAINS[head][1])
    rows = []
    if annotated is not None:
        if head == "names":
            spans = [(f - window.first_word, l - window.first_word, k) for f, l, k in annotated if l >= window.first_word and f <= window.last_word]
        else:
            spans = role_spans(window, annotated)
        rows.append(F.one_hot(torch.tensor(tags(spans, count)), size).float())
    if document.taught and head in document.taught:
        rows.append(document.taught[head][window.first_word : window.last_word + 1].float())
    if len(rows) == 2:
        return (1 - trust) * rows[0] + trust * rows[1]
    return rows[0] if rows else None


def chain_loss(network, head, vectors, counts, batch, args):
    layer = getattr(network, head)
    chain = getattr(network, CHAINS[head][0])
    rows = [wanted(head, w, layer.out_features, args.trust) for w in batch]
    known = [j for j, row in enumerate(rows) if row is not None]
    if not known:
        return 0.0
    target = torch.zeros(len(known), vectors.shape[1], layer.out_features)
    for k, j in enumerate(known):
        target[k, : len(rows[j])] = rows[j]
    share = counts[known].sum() / counts.sum()
    return share * chain.loss(layer(vectors[known]), target, counts[known])


def vector_loss(network, vectors, batch):
    """How far the words' vectors point from the teacher's."""
    pairs = [(network.toward(vectors[j, : len(w.heads)]), w.document.taught["vectors"][w.first_word : w.last_word + 1].float()) for j, w in enumerate(batch) if w.document.taught]
    if not pairs:
        return 0.0
    return 1 - torch.cat([F.cosine_similarity(ours, theirs, dim=-1) for ours, theirs in pairs]).mean()


def window_loss(network, batch, args):
    vectors, counts = decode.at_words(hidden(network, batch, args), batch)
    loss = chain_loss(network, "roles", vectors, counts, batch, args)
    loss = loss + args.inner_weight * chain_loss(network, "inner", vectors, counts, batch, args)
    loss = loss + args.name_weight * chain_loss(network, "names", vectors, counts, batch, args)
    if args.taught:
        loss = loss + args.vector_weight * vector_loss(network, vectors, batch)
    sums = {"cue": [0.0, 0], "source": [0.0, 0]}
    for j, w in enumerate(batch):
        for level in (w.document.attributions or [], w.document.inner or []):
            for name, pair, pairs in zip(sums, (network.cue_of, network.source_of), ties(w, level)):
                part = pair_loss(pair, vectors[j], pairs, w.paragraphs)
                if part:
                    sums[name][0], sums[name][1] = sums[name][0] + part[0], sums[name][1] + part[1]
    for total, count in sums.values():
        if count:
            loss = loss + args.pair_weight * total / count
    return loss


def hidden(network, batch, args):
    ids, cases, quotes, lengths = decode.collate(batch)
    if args.mask:
        drop = (torch.rand(ids.shape) < args.mask) & (ids != data.CLS) & (ids != data.SEP)
        ids = torch.where(drop, data.MASK, ids)
    return network.encode(ids, cases, quotes, lengths)


def epoch_batches(texts, own, named, reader, chance, args):
    """Batches of windows of one kind of document: those that a tie can be learnt from, and those that have names only."""
    batches = []
    drawn = chance.sample(texts, int(len(texts) * args.share)) + own * args.repeat
    for documents, kind in ((drawn, "texts"), (named, "names")):
        cut = []
        for document in documents:
            varied = data.vary(document, reader, chance)
            first = chance.randint(args.limit // 3, args.limit)
            cut += data.windows(varied, args.limit, first)
        chance.shuffle(cut)
        if kind == "names":
            cut = cut[: int(len(cut) * args.name_share)]
        # Sorted within stretches: little padding, yet every epoch another mixture.
        for i in range(0, len(cut), args.batch * 20):
            stretch = sorted(cut[i : i + args.batch * 20], key=lambda w: len(w.ids))
            batches += [(kind, stretch[j : j + args.batch]) for j in range(0, len(stretch), args.batch)]
    chance.shuffle(batches)
    return batches


def dev_figures(network, dev, shared, out, limit):
    attributions, _ = decode.read(network, dev["attributions"], limit)
    write(out / "polnear.jsonl", [decode.attribution_line(d, a) for d, a in zip(dev["attributions"], attributions)])
    text = score(shared / "bench/score_attributions.py", shared / "attribution/polnear.dev.jsonl", out / "polnear.jsonl")
    for corpus, extra in (("uner", []), ("gum", ["--types", "person,organisation,place", "--forms", "name"])):
        _, names = decode.read(network, dev[corpus], limit)
        write(out / f"{corpus}.jsonl", [decode.mention_line(d, n) for d, n in zip(dev[corpus], names)])
        text += f"{corpus}\n" + score(shared / "bench/score_mentions.py", shared / f"entities/{corpus}.dev.jsonl", out / f"{corpus}.jsonl", *extra)
    return text


def write(path, lines):
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


def score(*command):
    return subprocess.run([sys.executable, *map(str, command)], check=True, capture_output=True, text=True).stdout


def main():
    options = argparse.ArgumentParser(description=__doc__)
    for name in ("shared", "base", "vocabulary", "out"):
        options.add_argument(f"--{name}", type=pathlib.Path, required=True)
    options.add_argument("--shape", choices=SHAPES, default="minilm")
    options.add_argument("--epochs", type=int, default=5)
    options.add_argument("--batch", type=int, default=16, help="windows")
    options.add_argument("--limit", type=int, default=192, help="pieces in a window")
    options.add_argument("--rate", type=float, default=2.5e-4)
    options.add_argument("--head-rate", type=float, default=1e-3)
    options.add_argument("--pair-weight", type=float, default=0.15)
    options.add_argument("--inner-weight", type=float, default=1.0)
    options.add_argument("--taught", type=pathlib.Path, help="what teach.py wrote")
    options.add_argument("--trust", type=float, default=0.5, help="in the teacher, where there is annotation too")
    options.add_argument("--vector-weight", type=float, default=0.3)
    options.add_argument("--name-weight", type=float, default=1.0)
    options.add_argument("--name-share", type=float, default=0.5, help="of the name windows, drawn anew for each epoch")
    options.add_argument("--mask", type=float, default=0.05)
    options.add_argument("--dropout", type=float, default=0.1)
    options.add_argument("--passages", type=pathlib.Path, help="our own annotated passages, as JSON lines")
    options.add_argument("--repeat", type=int, default=1, help="how often they are read in an epoch")
    options.add_argument("--share", type=float, default=1.0, help="of PolNeAR's articles, drawn anew for each epoch")
    options.add_argument("--start", type=pathlib.Path, help="weights to go on from, instead of the base")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--steps", type=int, default=0, help="stop each epoch after so many steps (for a trial)")
    args = options.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    torch.set_num_threads(2)
    reader = data.Reader(str(args.vocabulary))
    texts, own, named = data.training_documents(reader, args.shared, args.passages)
    if args.taught:
        texts += data.unlabelled_documents(reader, args.shared)
        data.add_taught(args.taught, texts + own)
        texts = [d for d in texts if d.attributions is not None]
    dev = {"attributions": list(reader.attributions(args.shared / "attribution/polnear.dev.jsonl"))}
    dev |= {c: list(reader.names(args.shared / f"entities/{c}.dev.jsonl")) for c in ("uner", "gum")}

    network = Network(SHAPES[args.shape], dropout=args.dropout)
    if args.taught:
        network.toward = torch.nn.Linear(SHAPES[args.shape].width, MPNET.width)
    if args.start:
        print(network.load_state_dict(load_file(args.start), strict=False))
    else:
        network.load(load_file(args.base))
    new = network.start_heads()
    old = [p for n, p in network.named_parameters() if not any(p is q for q in new)]
    groups = [{"params": old, "lr": args.rate, "weight_decay": 0.01}, {"params": new, "lr": args.head_rate, "weight_decay": 0.01}]
    optimiser = torch.optim.AdamW(groups, fused=True)
    per_epoch = len(epoch_batches(texts, own, named, reader, data.seeded(0), args))
    total = args.epochs * (args.steps or per_epoch)
    rate = lambda step: min((step + 1) / (0.1 * total), 0.5 + 0.5 * math.cos(math.pi * min(step / total, 1)))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, rate)
    first = 0
    state_path = args.out / "state.pt"
    if state_path.exists():
        state = torch.load(state_path)
        network.load_state_dict(state["network"]), optimiser.load_state_dict(state["optimiser"]), schedule.load_state_dict(state["schedule"])
        first = state["epoch"] + 1
    for epoch in range(first, args.epochs):
        network.train()
        started, losses = time.time(), {"texts": [], "names": []}
        batches = epoch_batches(texts, own, named, reader, data.seeded(args.seed * 100 + epoch), args)
        for step, (kind, batch) in enumerate(batches[: args.steps or None]):
            loss = window_loss(network, batch, args)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step(), optimiser.zero_grad(), schedule.step()
            losses[kind].append(float(loss.detach()))
            if step % 50 == 49:
                means = {k: round(sum(v[-50:]) / len(v[-50:]), 4) for k, v in losses.items() if v}
                print(f"epoch {epoch} step {step + 1}/{per_epoch} {means} {(time.time() - started) / (step + 1):.2f} s/step", flush=True)
        save_file({k: v.contiguous() for k, v in network.state_dict().items() if not k.startswith("toward.")}, args.out / f"epoch{epoch}.safetensors")
        torch.save({"network": network.state_dict(), "optimiser": optimiser.state_dict(), "schedule": schedule.state_dict(), "epoch": epoch}, state_path)
        print(f"epoch {epoch} {time.time() - started:.0f} s\n{dev_figures(network, dev, args.shared, args.out, args.limit)}", flush=True)


if __name__ == "__main__":
    main()
