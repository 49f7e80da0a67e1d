"""The network: MiniLM (Wang et al. 2020), or MPNet (Song et al. 2020) as its teacher, with two more input tables and five heads.

Input: piece + position + case + quotation state. Heads, all on the vector of a word's first piece:
  roles  BILOU tags of source, cue, content, scored by a linear chain (Lafferty et al. 2001)
  inner  the same for the attributions that stand inside the content of another
  names  BILOU tags of person, organisation, place, event, the same way
  cue    for each content span, the cue span it hangs on, or none (biaffine, Dozat and Manning 2017)
  source for each cue span, its source span, or none
"""

import dataclasses
import math

import torch
import torch.nn.functional as F
from torch import nn

@dataclasses.dataclass
class Shape:
    layers: int
    width: int
    inner: int
    eps: float
    relative: bool  # scores of attention depend on the distance, as in T5


MINILM = Shape(layers=6, width=384, inner=1536, eps=1e-12, relative=False)
MPNET = Shape(layers=12, width=768, inner=3072, eps=1e-5, relative=True)
SHAPES = {"minilm": MINILM, "mpnet": MPNET}
VOCABULARY = 30522
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

    def loss(self, logits, wanted, lengths):
        """Mean negative log likelihood of a word. logits [B, T, n], lengths [B]; wanted [B, T, n] says how probable each
        tag is to be right (of one annotator: 0 or 1; of a teacher: its marginals, neighbours taken as independent)."""
        T = logits.shape[1]
        live = (torch.arange(T)[None] < lengths[:, None]).float()
        wanted = wanted * live[..., None]
        score = (logits * wanted).sum() + ((wanted[:, :-1] @ self.transition) * wanted[:, 1:]).sum()
        return (self.partition(logits, lengths).sum() - score) / live.sum()

    def partition(self, logits, lengths):
        """The logarithm of the sum over all sequences that the grammar allows: [B]."""
        live = torch.arange(logits.shape[1])[None] < lengths[:, None]
        alpha, table = logits[:, 0] + self.start, self.scores().exp()
        for t in range(1, logits.shape[1]):
            top = alpha.amax(1, keepdim=True)
            new = ((alpha - top).exp() @ table).clamp_min(1e-30).log() + top + logits[:, t]
            alpha = torch.where(live[:, t, None], new, alpha)
        return torch.logsumexp(alpha + self.end, 1)

    def marginals(self, logits, lengths):
        """How probable each tag of each word is: the gradient of the partition."""
        with torch.enable_grad():
            logits = logits.detach().requires_grad_()
            return torch.autograd.grad(self.partition(logits, lengths).sum(), logits)[0]

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
    def __init__(self, shape, dropout):
        super().__init__()
        width, inner = shape.width, shape.inner
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=shape.eps), nn.LayerNorm(width, eps=shape.eps)
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


def distance_bucket(length, buckets=32, far=128):
    """How far one piece stands from another, half of the buckets for each direction, wider with the distance (as T5 does it)."""
    place = torch.arange(length)
    gap = place[:, None] - place[None, :]
    half = buckets // 2
    after, gap = (gap < 0).long() * half, gap.abs()
    exact = half // 2
    wide = exact + (torch.log(gap.clamp_min(1).float() / exact) / math.log(far / exact) * (half - exact)).long()
    return after + torch.where(gap < exact, gap, wide.clamp_max(half - 1))


class Network(nn.Module):
    def __init__(self, shape=MINILM, positions=512, roles=3, kinds=4, dropout=0.1):
        super().__init__()
        width = shape.width
        self.word, self.position = nn.Embedding(VOCABULARY, width), nn.Embedding(positions, width)
        self.case, self.quote = nn.Embedding(5, width), nn.Embedding(4, width)
        nn.init.zeros_(self.case.weight), nn.init.zeros_(self.quote.weight)
        self.norm = nn.LayerNorm(width, eps=shape.eps)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.far = nn.Embedding(32, HEADS) if shape.relative else None
        self.dropout = dropout
        self.roles, self.inner, self.names = (nn.Linear(width, tag_count(k)) for k in (roles, roles, kinds))
        self.role_chain, self.inner_chain, self.name_chain = Chain(roles), Chain(roles), Chain(kinds)
        self.cue_of, self.source_of = Pair(width), Pair(width)

    def encode(self, ids, cases, quotes, lengths):
        T = ids.shape[1]
        x = self.word(ids) + self.position.weight[:T] + self.case(cases) + self.quote(quotes)
        x = F.dropout(self.norm(x), self.dropout, self.training)
        mask = (torch.arange(T)[None] < lengths[:, None])[:, None, None, :]
        mask = None if bool(mask.all()) else mask
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.training or self.far is not None):
            if self.far is not None:
                bias = self.far(distance_bucket(T)).permute(2, 0, 1)[None].bfloat16()
                mask = bias if mask is None else bias.masked_fill(~mask, -1e4)
            for layer in self.layers:
                x = layer(x, mask)
        return x.float()

    def start_heads(self):
        """The parameters that no checkpoint gives: they learn at a rate of their own."""
        names = ("roles", "inner", "names", "role_chain", "inner_chain", "name_chain", "toward", "cue_of", "source_of", "case", "quote")
        return [p for n, p in self.named_parameters() if n.split(".")[0] in names]

    def load(self, tensors):
        """Takes the weights of a checkpoint of BERT or of MPNet, with the names that Hugging Face's library gives them."""
        if self.far is None:
            self.load_bert(tensors)
        else:
            self.load_mpnet(tensors)

    def load_bert(self, tensors):
        """The segment table is folded into the positions."""
        g = lambda name: tensors[name].float()
        with torch.no_grad():
            self.word.weight.copy_(g("embeddings.word_embeddings.weight"))
            self.position.weight.copy_(g("embeddings.position_embeddings.weight") + g("embeddings.token_type_embeddings.weight")[0])
            self.load_layers(tensors, "attention.self.", ("query", "key", "value"), "attention.output.dense", "attention.output.LayerNorm")

    def load_mpnet(self, tensors):
        """MPNet's vocabulary is BERT's moved by four, with special pieces of its own; its positions begin at 2."""
        g = lambda name: tensors[name].float()
        with torch.no_grad():
            theirs = g("embeddings.word_embeddings.weight")
            self.word.weight.copy_(theirs[4 : 4 + VOCABULARY])
            for ours, special in ((100, 3), (101, 0), (102, 2), (103, len(theirs) - 1)):
                self.word.weight[ours] = theirs[special]
            self.position.weight.copy_(g("embeddings.position_embeddings.weight")[2:])
            self.far.weight.copy_(g("encoder.relative_attention_bias.weight"))
            self.load_layers(tensors, "attention.attn.", ("q", "k", "v"), "attention.attn.o", "attention.LayerNorm")

    def load_layers(self, tensors, attention, parts, out, norm):
        g = lambda name: tensors[name].float()
        self.norm.weight.copy_(g("embeddings.LayerNorm.weight")), self.norm.bias.copy_(g("embeddings.LayerNorm.bias"))
        for i, layer in enumerate(self.layers):
            p = f"encoder.layer.{i}."
            for part in ("weight", "bias"):
                getattr(layer.qkv, part).copy_(torch.cat([g(f"{p}{attention}{n}.{part}") for n in parts]))
                for ours, theirs in (("out", out), ("norm1", norm), ("up", "intermediate.dense"), ("down", "output.dense"), ("norm2", "output.LayerNorm")):
                    getattr(getattr(layer, ours), part).copy_(g(f"{p}{theirs}.{part}"))
