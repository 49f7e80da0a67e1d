"""Reads the corpora and cuts them into windows of pieces: what the encoder sees, and what it has to answer.

A text is read as paragraphs (lines), each cut into words as BERT cuts them (every mark a word of its own), each word
into pieces. Windows are paragraphs joined by [SEP] up to a number of pieces, so that a paragraph sees its neighbours.
Spans are counted in words of the window, both ends inside. Beside its piece, a word carries two facts that an uncased
vocabulary loses: how it is cased, and whether it stands inside double quotation marks.
"""

import dataclasses
import json
import random

import torch
from tokenizers import Tokenizer

CLS, SEP, MASK = 101, 102, 103
ROLES = ("source", "cue", "content")
KINDS = ("person", "organisation", "place", "event")
OUTSIDE, INSIDE, OPENS, CLOSES = 0, 1, 2, 3
SWAPPABLE = {"\u201c", "\u201d", '"'}
# Words that may stand in lower case inside a name.
LINKING = {"of", "the", "for", "and", "at", "in", "on", "de", "la", "le", "du", "des", "del", "von", "van", "der", "den", "al", "bin", "ibn", "da", "dos", "s", "to", "a"}


@dataclasses.dataclass
class Word:
    """One word: its pieces, its place in the text (code points), its case, its quotation state, its paragraph."""

    pieces: list
    start: int
    end: int
    case: int
    quote: int
    paragraph: int
    text: str


@dataclasses.dataclass
class Document:
    id: str
    text: str
    words: list
    attributions: list = None  # of {"source": [(first, last)], "cue": …, "content": …} in words, or None: not annotated
    inner: list = None  # those inside a content of these, one level down, the same way
    names: list = None  # of (first, last, kind) in words, or None
    taught: dict = None  # what a teacher says of each word: probabilities of tags by chain, and its vector


@dataclasses.dataclass
class Window:
    """Pieces with their facts, and for each word of it the index of its first piece."""

    document: Document
    first_word: int
    last_word: int
    ids: list
    cases: list
    quotes: list
    heads: list
    paragraphs: list


def case_of(word):
    """0 without letters that have case, 1 lower, 2 Capitalised (also a single capital), 3 CAPITALS, 4 mIxed."""
    cased = [c for c in word if c.isupper() or c.islower()]
    if not cased:
        return 0
    if all(c.islower() for c in cased):
        return 1
    if cased[0].isupper() and all(c.islower() for c in cased[1:]):
        return 2
    return 3 if all(c.isupper() for c in cased) else 4


def quote_states(words):
    """Marks what stands inside double quotation marks, paragraph by paragraph; two single marks side by side are one."""
    inside, paragraph, skip = False, None, False
    for i, word in enumerate(words):
        if word.paragraph != paragraph:
            inside, paragraph, skip = False, word.paragraph, False
        if skip:
            word.quote, skip = words[i - 1].quote, False
            continue
        mark = word.text
        following = words[i + 1] if i + 1 < len(words) else None
        if mark == "'" and following and following.text == "'" and following.start == word.end and following.paragraph == paragraph:
            mark, skip = '"', True
        if mark in ("\u201c", "\u201e", "\u00ab") or (mark == '"' and not inside):
            word.quote, inside = OPENS, True
        elif mark in ("\u201d", "\u00bb") or (mark == '"' and inside):
            word.quote, inside = CLOSES, False
        else:
            word.quote = INSIDE if inside else OUTSIDE


class Reader:
    def __init__(self, vocabulary):
        self.tokenizer = Tokenizer.from_file(vocabulary)
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()

    def words(self, text):
        found, start, paragraph = [], 0, 0
        for line in text.split("\n"):
            if line.strip():
                encoded = self.tokenizer.encode(line, add_special_tokens=False)
                last = None
                for piece, (s, e), number in zip(encoded.ids, encoded.offsets, encoded.word_ids):
                    if number == last:
                        found[-1].pieces.append(piece)
                        found[-1].end = start + e
                    else:
                        found.append(Word([piece], start + s, start + e, 0, 0, paragraph, ""))
                    last = number
                paragraph += 1
            start += len(line) + 1
        for word in found:
            word.text = text[word.start : word.end]
            word.case = case_of(word.text)
        quote_states(found)
        return found

    def attributions(self, path):
        for line in open(path, encoding="utf-8"):
            raw = json.loads(line)
            words = self.words(raw["text"])
            found = [
                {role: [s for s in (in_words(words, span) for span in a[role]) if s] for role in ROLES}
                for a in raw["attributions"]
            ]
            yield Document(raw["id"], raw["text"], words, attributions=found)

    def passages(self, path):
        """Our own passages (`training/passages/`): the text with its outermost attributions, then, as the program reads
        them, the contents of each depth, a paragraph each, with the attributions inside them."""
        for line in open(path, encoding="utf-8"):
            raw = json.loads(line)
            attributions = raw["attributions"]
            chained = {i for i, a in enumerate(attributions) if a["inside"] is not None and a["content"] == attributions[a["inside"]]["content"]}
            depth = [0] * len(attributions)
            for i, a in enumerate(attributions):  # one told through another ("citing") stands where that one does
                while a is not None:
                    depth[i] += attributions.index(a) not in chained
                    a = None if a["inside"] is None else attributions[a["inside"]]
            at = lambda level: [a for i, a in enumerate(attributions) if depth[i] == level and i not in chained]
            yield self.passage(raw["id"], raw["text"], [[0, len(raw["text"])]], at(1), at(2))
            for level in (1, 2):
                stretches = sorted({tuple(s) for a in at(level) for s in a["content"]})
                if stretches:
                    yield self.passage(f"{raw['id']}/{level}", raw["text"], stretches, at(level + 1), at(level + 2))

    def passage(self, name, text, stretches, outer, inner):
        """Stretches of a text, each a paragraph of its own; spans outside them are left out."""
        pieces, shift, length = [], [], 0
        for start, end in stretches:
            shift.append((start, end, length - start))
            pieces.append(text[start:end])
            length += end - start + 1
        moved = lambda span: next(([span[0] + by, span[1] + by] for s, e, by in shift if s <= span[0] and span[1] <= e), None)
        joined = "\n".join(pieces)
        words = self.words(joined)

        def within(attributions):
            found = []
            for a in attributions:
                spans = {role: [m for m in map(moved, a[role]) if m] for role in ROLES}
                if spans["cue"] and spans["content"]:
                    found.append({role: [s for s in (in_words(words, m) for m in spans[role]) if s] for role in ROLES})
            return found

        return Document(name, joined, words, attributions=within(outer), inner=within(inner))

    def plain(self, path):
        """Texts without annotation."""
        for line in open(path, encoding="utf-8"):
            raw = json.loads(line)
            if raw.get("topic") not in KEPT:
                yield Document(raw["id"], raw["text"], self.words(raw["text"]))

    def names(self, path):
        for line in open(path, encoding="utf-8"):
            raw = json.loads(line)
            words = self.words(raw["text"])
            yield Document(raw["id"], raw["text"], words, names=flat_names(words, raw["mentions"]))


# The topics of ECB+ that are kept for measuring coreference, as is usual.
KEPT = {2, 5, 12, 18, 21, 23, 34, 35}


def training_documents(reader, shared, passages=None):
    """What is annotated: PolNeAR's articles, our own passages, and the texts with names."""
    texts = list(reader.attributions(shared / "attribution/polnear.train.jsonl"))
    own = list(reader.passages(passages)) if passages else []
    return texts, own, [d for c in ("uner", "gum") for d in reader.names(shared / f"entities/{c}.train.jsonl")]


def unlabelled_documents(reader, shared):
    """More news, for which a teacher alone says what is right."""
    for name in ("times/timebank", "times/aquaint", "events/ecbplus.train"):
        yield from reader.plain(shared / f"{name}.jsonl")


def add_taught(path, documents):
    """Gives the documents what a teacher said of them; of a document without annotation, its attributions too."""
    taught = torch.load(path, mmap=True)
    for document in documents:
        document.taught = taught.get(document.id)
        if document.taught and document.attributions is None and document.names is None:
            document.attributions = document.taught["attributions"]


def in_words(words, span):
    """The words that a span of code points touches, or None."""
    low, high = 0, len(words)
    while low < high:
        middle = (low + high) // 2
        if words[middle].end <= span[0]:
            low = middle + 1
        else:
            high = middle
    last = low
    while last < len(words) and words[last].start < span[1]:
        last += 1
    return (low, last - 1) if last > low else None


def flat_names(words, mentions):
    """Names that do not overlap, the longest that reads as one name; articles, possessives and marks at the ends are cut."""
    candidates = []
    for mention in mentions:
        if mention.get("form", "name") != "name" or mention["type"] not in KINDS:
            continue
        span = in_words(words, mention["span"])
        if not span:
            continue
        first, last = span
        while first < last and (words[first].text.lower() in ("the", "a", "an") or not words[first].text[0].isalnum()):
            first += 1
        while last > first and (words[last].text in ("s", "\u2019", "'") or not words[last].text[-1].isalnum()):
            if words[last].text == "." and len(words[last - 1].text) == 1:
                break
            last -= 1
        inner = words[first : last + 1]
        if "head" in mention:  # annotated noun phrases: only those that are a name throughout
            if any(w.case == 1 and w.text.lower() not in LINKING for w in inner) or any(w.text in (",", "(", ";", ":") for w in inner):
                continue
            if all(w.case in (0, 1) for w in inner):
                continue
        candidates.append((first, last, KINDS.index(mention["type"])))
    taken, kept = set(), []
    for first, last, kind in sorted(set(candidates), key=lambda c: (c[0] - c[1], c)):
        if not taken & set(range(first, last + 1)):
            taken |= set(range(first, last + 1))
            kept.append((first, last, kind))
    return sorted(kept)


def windows(document, limit, first_limit=None):
    """Cuts a document into windows of at most `limit` pieces, at paragraphs where it can, else at a word."""
    room, words = first_limit or limit, document.words
    start, cuts = 0, []
    while start < len(words):
        used, end, last_break = 2, start, None
        while end < len(words):
            new = end > start and words[end].paragraph != words[end - 1].paragraph
            if new:
                last_break = end
            cost = len(words[end].pieces) + (1 if new else 0)
            if used + cost > room:
                break
            used, end = used + cost, end + 1
        if end < len(words):
            end = last_break or sentence_break(words, start, end) or max(end, start + 1)
        cuts.append((start, end))
        start, room = end, limit
    return [window(document, s, e, limit) for s, e in cuts]


def sentence_break(words, start, end):
    for i in range(end - 1, start + (end - start) // 2, -1):
        if words[i].text in (".", "?", "!", ";"):
            while i + 1 < end and words[i + 1].quote == CLOSES:
                i += 1
            return i + 1
    return None


def window(document, start, end, limit):
    w = Window(document, start, end - 1, [CLS], [0], [0], [], [])
    for i in range(start, end):
        word = document.words[i]
        if i > start and word.paragraph != document.words[i - 1].paragraph:
            w.ids.append(SEP), w.cases.append(0), w.quotes.append(0)
        w.heads.append(len(w.ids))
        w.paragraphs.append(word.paragraph)
        for piece in word.pieces[: limit - 2]:
            w.ids.append(piece), w.cases.append(word.case), w.quotes.append(word.quote)
    w.ids.append(SEP), w.cases.append(0), w.quotes.append(0)
    return w


def vary(document, reader, chance):
    """The same document with other quotation marks or without capitals: what an outlet's house style changes."""
    style = chance.random()
    if style >= 0.45:
        return document
    open_, close = ('"', '"') if style < 0.2 else ("\u201c", "\u201d") if style < 0.35 else ("\u2018", "\u2019")
    words = []
    for word in document.words:
        if word.text in SWAPPABLE and word.quote in (OPENS, CLOSES):
            mark = open_ if word.quote == OPENS else close
            piece = reader.tokenizer.encode(mark, add_special_tokens=False).ids
            word = dataclasses.replace(word, text=mark, pieces=piece)
        elif open_ == "\u2018":
            word = dataclasses.replace(word)
        words.append(word)
    if open_ == "\u2018":
        quote_states(words)
    return dataclasses.replace(document, words=words)


def seeded(seed):
    return random.Random(seed)
