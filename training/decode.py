"""From the network's scores to attributions and names, as the program does it."""

import torch

from data import KINDS, ROLES, windows
from model import bucket


# A content of so many words behind its first has room for another attribution.
LEAST_ROOM = 3

# How much more readily than its scores say the reader begins a cue, and how much less readily a content: src/reader/mod.rs.
TOWARDS = {ROLES.index("cue"): 0.15, ROLES.index("content"): -0.3}


def lean():
    """What is added to the scores of the tags of sources, cues and contents before the best are looked for."""
    added = torch.zeros(1 + 4 * len(ROLES))
    for role, by in TOWARDS.items():
        added[[1 + 4 * role, 4 + 4 * role]] = by
    return added


def collate(batch):
    lengths = torch.tensor([len(w.ids) for w in batch])
    longest = int(lengths.max())
    pad = lambda values: torch.tensor([v + [0] * (longest - len(v)) for v in values])
    return pad([w.ids for w in batch]), pad([w.cases for w in batch]), pad([w.quotes for w in batch]), lengths


def at_words(hidden, batch):
    """The vectors of the words' first pieces: [B, words, D], and how many words each window has."""
    counts = torch.tensor([len(w.heads) for w in batch])
    longest = int(counts.max())
    index = torch.tensor([w.heads + [0] * (longest - len(w.heads)) for w in batch])
    return hidden.gather(1, index[..., None].expand(-1, -1, hidden.shape[-1])), counts


def spans_of(tags):
    """BILOU tags → (first, last, kind)."""
    found, start = [], None
    for i, tag in enumerate(tags):
        if tag == 0:
            start = None
            continue
        kind, place = divmod(tag - 1, 4)
        if place in (0, 3):
            start = i
        if place in (2, 3) and start is not None:
            found.append((start, i, kind))
    return found


def pair_scores(pair, vectors, children, heads, paragraphs):
    """Scores [children, 1 + heads] of one window; spans in words."""
    if not heads:
        return None
    pick = lambda spans: (vectors[[s[0] for s in spans]], vectors[[s[1] for s in spans]])
    buckets = torch.tensor([[bucket(c, h, paragraphs) for h in heads] for c in children])
    return pair(pick(children), pick(heads), buckets)


@torch.no_grad()
def read(network, documents, limit, batch_size=24, inner_too=False, leaning=True):
    """For each document: attributions [{role: [(first, last)]}] and names [(first, last, kind)], in its words. Those inside
    the content of another stand behind the others of their window, if they are wanted."""
    network.eval()
    towards = lean() if leaning else 0.0
    jobs = [(d, w) for d, document in enumerate(documents) for w in windows(document, limit)]
    jobs.sort(key=lambda job: len(job[1].ids))
    attributions, names = [[] for _ in documents], [[] for _ in documents]
    for i in range(0, len(jobs), batch_size):
        part = jobs[i : i + batch_size]
        batch = [w for _, w in part]
        vectors, counts = at_words(network.encode(*collate(batch)), batch)
        roles, kinds, inner = network.roles(vectors), network.names(vectors), network.inner(vectors)
        for j, (d, w) in enumerate(part):
            n, base = int(counts[j]), w.first_word
            spans = spans_of(network.role_chain.best(roles[j, :n] + towards))
            names[d] += [(f + base, l + base, k) for f, l, k in spans_of(network.name_chain.best(kinds[j, :n]))]
            outer = assemble(network, vectors[j, :n], spans, w)
            attributions[d] += outer
            if inner_too:
                attributions[d] += inside(network, vectors[j, :n], inner[j, :n], outer, w)
    return attributions, names


def inside(network, vectors, scores, outer, w):
    """The attributions inside the contents of these, from the scores of the inner chain."""
    contents = [(f - w.first_word, l - w.first_word) for a in outer for f, l in a["content"] if l - f >= LEAST_ROOM]
    if not contents:
        return []
    spans = spans_of(network.inner_chain.best(scores))
    return [a for first, last in contents for a in assemble(network, vectors, [s for s in spans if first <= s[0] and s[1] <= last], w)]


def assemble(network, vectors, spans, w):
    """The attributions of a window, in words of the document, each with how probable its ties are."""
    by_role = [[(f, l) for f, l, k in spans if k == role] for role in range(3)]
    sources, cues, contents = by_role
    if not cues or not contents:
        return []
    found = {}
    probable = lambda scores: scores if scores is None else torch.softmax(scores, 1)
    content_ties = probable(pair_scores(network.cue_of, vectors, contents, cues, w.paragraphs))
    for content, row in zip(contents, content_ties):
        cue = int(row.argmax())
        if cue:
            found.setdefault(cue - 1, []).append((content, float(row[cue])))
    result = []
    source_ties = probable(pair_scores(network.source_of, vectors, cues, sources, w.paragraphs))
    shift = lambda span: (span[0] + w.first_word, span[1] + w.first_word)
    for cue, parts in sorted(found.items()):
        chosen = int(source_ties[cue].argmax()) if source_ties is not None else 0
        result.append({
            "source": [shift(sources[chosen - 1])] if chosen else [],
            "cue": [shift(cues[cue])],
            "content": [shift(p) for p, _ in parts],
            "content_tie": min(tie for _, tie in parts),
            "source_tie": float(source_ties[cue][chosen]) if source_ties is not None else 1.0,
        })
    return result


def attribution_line(document, found):
    at = lambda span: [document.words[span[0]].start, document.words[span[1]].end]
    return {"id": document.id, "attributions": [{role: [at(s) for s in a[role]] for role in ROLES} for a in found]}


def mention_line(document, found):
    return {
        "id": document.id,
        "mentions": [{"span": [document.words[f].start, document.words[l].end], "type": KINDS[k]} for f, l, k in found],
    }
