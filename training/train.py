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
from model import Network, bucket


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


def role_spans(window):
    spans = {2: set(), 0: set(), 1: set()}  # contents are painted first, cues last
    for a in window.document.attributions:
        for role, name in enumerate(data.ROLES):
            for f, l in a[name]:
                if l >= window.first_word and f <= window.last_word:
                    spans[role].add((f - window.first_word, l - window.first_word, role))
    return [s for role in spans for s in sorted(spans[role])]


def ties(window):
    """(content, cue) and (cue, source or None) inside the window."""
    contents, sources = [], []
    for a in window.document.attributions:
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


def attribution_loss(network, batch, args):
    vectors, counts = decode.at_words(hidden(network, batch, args), batch)
    longest = vectors.shape[1]
    target = torch.tensor([(t := tags(role_spans(w), len(w.heads))) + [0] * (longest - len(t)) for w in batch])
    logits = network.roles(vectors)
    loss = network.role_chain.loss(logits, target, counts)
    sums = {"cue": [0.0, 0], "source": [0.0, 0]}
    for j, w in enumerate(batch):
        for name, pair, pairs in zip(sums, (network.cue_of, network.source_of), ties(w)):
            part = pair_loss(pair, vectors[j], pairs, w.paragraphs)
            if part:
                sums[name][0], sums[name][1] = sums[name][0] + part[0], sums[name][1] + part[1]
    for total, count in sums.values():
        if count:
            loss = loss + args.pair_weight * total / count
    return loss


def name_loss(network, batch, args):
    vectors, counts = decode.at_words(hidden(network, batch, args), batch)
    longest = vectors.shape[1]
    rows = []
    for w in batch:
        spans = [(f - w.first_word, l - w.first_word, k) for f, l, k in w.document.names if l >= w.first_word and f <= w.last_word]
        rows.append((t := tags(spans, len(w.heads))) + [0] * (longest - len(t)))
    return network.name_chain.loss(network.names(vectors), torch.tensor(rows), counts)


def hidden(network, batch, args):
    ids, cases, quotes, lengths = decode.collate(batch)
    if args.mask:
        drop = (torch.rand(ids.shape) < args.mask) & (ids != data.CLS) & (ids != data.SEP)
        ids = torch.where(drop, data.MASK, ids)
    return network.encode(ids, cases, quotes, lengths)


def epoch_batches(attributed, own, named, reader, chance, args):
    batches = []
    drawn = chance.sample(attributed, int(len(attributed) * args.share)) + own * args.repeat
    for documents, kind in ((drawn, "attributions"), (named, "names")):
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
    options.add_argument("--epochs", type=int, default=5)
    options.add_argument("--batch", type=int, default=16, help="windows")
    options.add_argument("--limit", type=int, default=192, help="pieces in a window")
    options.add_argument("--rate", type=float, default=2.5e-4)
    options.add_argument("--head-rate", type=float, default=1e-3)
    options.add_argument("--pair-weight", type=float, default=0.15)
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
    attributed = list(reader.attributions(args.shared / "attribution/polnear.train.jsonl"))
    named = [d for c in ("uner", "gum") for d in reader.names(args.shared / f"entities/{c}.train.jsonl")]
    own = list(reader.passages(args.passages)) if args.passages else []
    dev = {"attributions": list(reader.attributions(args.shared / "attribution/polnear.dev.jsonl"))}
    dev |= {c: list(reader.names(args.shared / f"entities/{c}.dev.jsonl")) for c in ("uner", "gum")}

    network = Network(dropout=args.dropout)
    if args.start:
        network.load_state_dict(load_file(args.start))
    else:
        network.load_bert(load_file(args.base))
    new = [p for n, p in network.named_parameters() if n.split(".")[0] in ("roles", "names", "role_chain", "name_chain", "cue_of", "source_of", "case", "quote")]
    old = [p for n, p in network.named_parameters() if not any(p is q for q in new)]
    groups = [{"params": old, "lr": args.rate, "weight_decay": 0.01}, {"params": new, "lr": args.head_rate, "weight_decay": 0.01}]
    optimiser = torch.optim.AdamW(groups, fused=True)
    per_epoch = len(epoch_batches(attributed, own, named, reader, data.seeded(0), args))
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
        started, losses = time.time(), {"attributions": [], "names": []}
        batches = epoch_batches(attributed, own, named, reader, data.seeded(args.seed * 100 + epoch), args)
        for step, (kind, batch) in enumerate(batches[: args.steps or None]):
            loss = attribution_loss(network, batch, args) if kind == "attributions" else args.name_weight * name_loss(network, batch, args)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step(), optimiser.zero_grad(), schedule.step()
            losses[kind].append(loss.item())
            if step % 50 == 49:
                means = {k: round(sum(v[-50:]) / len(v[-50:]), 4) for k, v in losses.items() if v}
                print(f"epoch {epoch} step {step + 1}/{per_epoch} {means} {(time.time() - started) / (step + 1):.2f} s/step", flush=True)
        save_file({k: v.contiguous() for k, v in network.state_dict().items()}, args.out / f"epoch{epoch}.safetensors")
        torch.save({"network": network.state_dict(), "optimiser": optimiser.state_dict(), "schedule": schedule.state_dict(), "epoch": epoch}, state_path)
        print(f"epoch {epoch} {time.time() - started:.0f} s\n{dev_figures(network, dev, args.shared, args.out, args.limit)}", flush=True)


if __name__ == "__main__":
    main()
