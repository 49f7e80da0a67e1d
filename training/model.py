"""The network: MiniLM (Wang et al. 2020) with two more input tables and four heads.

Input: piece + position + case + quotation state. Heads, all on the vector of a word's first piece:
  roles  BILOU tags of source, cue, content, scored by a linear chain (Lafferty et al. 2001)
  names  BILOU tags of person, organisation, place, event, the same way
  cue    for each content span, the cue span it hangs on, or none (biaffine, Dozat and Manning 2017)
  source for each cue span, its source span, or none
"""

import math

import torch
import torch.nn.functional as F
from torch import nn

HEADS = 12
PAIR = 128
BUCKETS = (0, 1, 3, 6, 11, 21, 41)


def tag_count(kinds):
    return 1 + 4 * kinds


def allowed(kinds):
    """transition[a][b], start[b], end[a]: what BILOU permits. Tag 0 is O; 1+4k.. are B, I, L, U of kind k."""
    n = tag_count(kinds)
    inside = lambda t: t > 0 and (t - 1) % 4 in (0, 1)  # B, I: the span goes on
    begins = lambda t: t == 0 or (t - 1) % 4 in (0, 3)
    transition = torch.zeros(n, n, dtype=torch.bool)
    for a in range(n):
        for b in range(n):
            if inside(a):
                transition[a, b] = b > 0 and (b - 1) // 4 == (a - 1) // 4 and (b - 1) % 4 in (1, 2)
            else:
                transition[a, b] = begins(b)
    start = torch.tensor([begins(t) for t in range(n)])
    end = torch.tensor([not inside(t) for t in range(n)])
    return transition, start, end


class Chain(nn.Module):
    """A linear-chain conditional random field over BILOU tags; what the grammar forbids costs 1e4."""

    def __init__(self, kinds):
        super().__init__()
        transition, start, end = allowed(kinds)
        n = tag_count(kinds)
        self.transition = nn.Parameter(torch.zeros(n, n))
        self.register_buffer("grammar", torch.where(transition, 0.0, -1e4))
        self.register_buffer("start", torch.where(start, 0.0, -1e4))
        self.register_buffer("end", torch.where(end, 0.0, -1e4))

    def scores(self):
        return self.transition + self.grammar

    def loss(self, logits, tags, lengths):
        """Mean negative log likelihood of a word. logits [B, T, n], tags [B, T], lengths [B]."""
        B, T, n = logits.shape
        step = self.scores()
        live = torch.arange(T)[None] < lengths[:, None]
        gold = logits.gather(2, tags[..., None])[..., 0]
        gold = (gold * live).sum(1) + self.start[tags[:, 0]]
        gold = gold + (step[tags[:, :-1], tags[:, 1:]] * live[:, 1:]).sum(1)
        alpha = logits[:, 0] + self.start
        table = step.exp()
        for t in range(1, T):
            top = alpha.amax(1, keepdim=True)
            new = ((alpha - top).exp() @ table).clamp_min(1e-30).log() + top + logits[:, t]
            alpha = torch.where(live[:, t, None], new, alpha)
        total = torch.logsumexp(alpha + self.end, 1)
        return (total - gold).sum() / live.sum()

    def best(self, logits):
        """Viterbi over one window: logits [T, n] → tags."""
        step, alpha, back = self.scores(), logits[0] + self.start, []
        for t in range(1, len(logits)):
            best, arg = (alpha[:, None] + step).max(0)
            back.append(arg)
            alpha = best + logits[t]
        tags = [int((alpha + self.end).argmax())]
        for arg in reversed(back):
            tags.append(int(arg[tags[-1]]))
        return tags[::-1]


class Layer(nn.Module):
    def __init__(self, width, inner, dropout):
        super().__init__()
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)
        self.dropout = dropout

    def forward(self, x, mask):
        B, T, D = x.shape
        q, k, v = self.qkv(x).view(B, T, 3, HEADS, D // HEADS).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).reshape(B, T, D)
        x = self.norm1(x + F.dropout(self.out(a), self.dropout, self.training))
        return self.norm2(x + F.dropout(self.down(F.gelu(self.up(x))), self.dropout, self.training))


class Pair(nn.Module):
    """How well a child span hangs on a head span, none included."""

    def __init__(self, width):
        super().__init__()
        self.child_first, self.child_last = nn.Linear(width, PAIR), nn.Linear(width, PAIR, bias=False)
        self.head_first, self.head_last = nn.Linear(width, PAIR), nn.Linear(width, PAIR, bias=False)
        self.form = nn.Parameter(torch.eye(PAIR) / math.sqrt(PAIR))
        self.head_bias = nn.Linear(PAIR, 1, bias=False)
        self.none = nn.Linear(PAIR, 1)
        self.distance = nn.Parameter(torch.zeros(4 * len(BUCKETS)))

    def forward(self, child, head, bucket):
        """child, head: ([.., n, D], [.., n, D]) first and last vectors; bucket [.., c, h] → scores [.., c, 1 + h], none first."""
        c = F.gelu(self.child_first(child[0]) + self.child_last(child[1]))
        h = F.gelu(self.head_first(head[0]) + self.head_last(head[1]))
        score = (c @ self.form) @ h.transpose(-1, -2) + self.head_bias(h).transpose(-1, -2) + self.distance[bucket]
        return torch.cat([self.none(c), score], -1)


def bucket(child, head, paragraphs):
    """Which way, how far, and whether in the same paragraph, one span stands from another (spans in words)."""
    if head[0] > child[1]:
        gap, after = head[0] - child[1] - 1, 1
    else:
        gap, after = max(child[0] - head[1] - 1, 0), 0
    b = max(i for i, low in enumerate(BUCKETS) if gap >= low)
    same = paragraphs[child[0]] == paragraphs[head[0]]
    return (after * 2 + (0 if same else 1)) * len(BUCKETS) + b


class Network(nn.Module):
    def __init__(self, layers=6, width=384, inner=1536, vocabulary=30522, positions=512, roles=3, kinds=4, dropout=0.1):
        super().__init__()
        self.word, self.position = nn.Embedding(vocabulary, width), nn.Embedding(positions, width)
        self.case, self.quote = nn.Embedding(5, width), nn.Embedding(4, width)
        nn.init.zeros_(self.case.weight), nn.init.zeros_(self.quote.weight)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width, inner, dropout) for _ in range(layers))
        self.dropout = dropout
        self.roles, self.names = nn.Linear(width, tag_count(roles)), nn.Linear(width, tag_count(kinds))
        self.role_chain, self.name_chain = Chain(roles), Chain(kinds)
        self.cue_of, self.source_of = Pair(width), Pair(width)

    def encode(self, ids, cases, quotes, lengths):
        B, T = ids.shape
        x = self.word(ids) + self.position.weight[:T] + self.case(cases) + self.quote(quotes)
        x = F.dropout(self.norm(x), self.dropout, self.training)
        mask = (torch.arange(T)[None] < lengths[:, None])[:, None, None, :]
        mask = None if bool(mask.all()) else mask
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.training):
            for layer in self.layers:
                x = layer(x, mask)
        return x.float()

    def load_bert(self, tensors):
        """Takes the weights of a BERT checkpoint (names as in Hugging Face's), the segment table folded into positions."""
        g = lambda name: tensors[name].float()
        with torch.no_grad():
            self.word.weight.copy_(g("embeddings.word_embeddings.weight"))
            self.position.weight.copy_(g("embeddings.position_embeddings.weight") + g("embeddings.token_type_embeddings.weight")[0])
            self.norm.weight.copy_(g("embeddings.LayerNorm.weight")), self.norm.bias.copy_(g("embeddings.LayerNorm.bias"))
            for i, layer in enumerate(self.layers):
                p = f"encoder.layer.{i}."
                for part in ("weight", "bias"):
                    layer.qkv.__getattr__(part).copy_(torch.cat([g(f"{p}attention.self.{n}.{part}") for n in ("query", "key", "value")]))
                    for ours, theirs in (("out", "attention.output.dense"), ("norm1", "attention.output.LayerNorm"), ("up", "intermediate.dense"), ("down", "output.dense"), ("norm2", "output.LayerNorm")):
                        getattr(getattr(layer, ours), part).copy_(g(f"{p}{theirs}.{part}"))
