"""Makes tests/fixtures/tagger/pieces.json and pieces.vocabulary.txt: odd strings, and how `tokenizers` cuts them.

    python training/wordpiece_fixture.py

Made with tokenizers 0.23.3. The tokenizer is put together from BERT's parts, so that "[SEP]" in a text is no mark
between windows, as it is not in ours. Places are bytes.
"""

import json
import pathlib

from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

FOLDER = pathlib.Path(__file__).parent.parent / "tests/fixtures/tagger"

TEXTS = [
    "",
    " \t\n ",
    "Minister Ana Reyes denied on Tuesday that the dam was leaking.",
    "the dam's gates weren't re-opened -- \u201cnot yet\u201d, he said\u2026",
    "[SEP] [UNK] ##ing a##b #1 @merrow $5.50 50% (a_b) x^2 ~`|",
    "Caf\u00e9 cafe\u0301 CAFE\u0301S na\u00efve \u00c5ngstr\u00f6m A\u030angstro\u0308m \u1e69 s\u0323\u0307",
    "\u0301", "a \u0301b", "\u0301\u0308a\u0300",
    "\u0130stanbul I\u0307 \u0131 stra\u00dfe STRA\u1e9eE \u017f\u0131 \u212a \u212b \u0149 \u01f0",
    "\ufb01re o\ufb03ce \ufb00 \u01c4 \u01c5 \u2460 \u00bd x\u00b2",
    "\u4e2d\u6587 dam\u6c34dam \u56fd\u3002\u300c\u8a71\u300d \u3042\u3044\u30ab\u3099 \u304c\u30ac \uf900 \U0002f800 \U00020000",
    "\ud55c\uad6d \uac01\u1112\u1161\u11ab \u3131\u314f \ud55c.dam",
    "dam\x00said dam\x07 d\x0bam\x0csaid \x1bdam \x7f dam\x85said d\u00adam",
    "d\u200bam d\u200dam \ufeffdam\ufeff \u2060said \u202adam\u202c \u200e.",
    "dam\u00a0said\u2003dam\u3000said\u2028dam\u2029said\rdam\r\nsaid",
    "\U0001f600 dam\U0001f469\u200d\U0001f469\u200d\U0001f467said \U0001f1e9\U0001f1ea \u2764\ufe0f \U0001f44d\U0001f3fd",
    "\u00abdam\u00bb \u201edam\u201d \u2018dam\u2019 \u2013\u2014\u2212 \u00b7 \u037e \u1fef \u2260 \u226e \u00a7 \u20ac \u00a9 \u30fb",
    "\u05d0\u05d1\u05d2\u05c1 \u0627\u064e\u0644\u0652\u0639 \u0915\u0937\u093f \u0e44\u0e17\u0e22 \u0395\u03a3 \u03ac\u03c2",
    "\ufffd dam\ufffdsaid \ue000 \uffff \U000e0001dam",
    "a" * 100, "a" * 101, "\u00e9" * 100, "e\u0301" * 101, "\ud55c" * 33, "\ud55c" * 34,
    "q", "damq", "qdam said", "dam,q,dam", "\u00e9q",
]

WORDS = [
    "[PAD]", "[UNK]", "[CLS]", "[SEP]", "minister", "ana", "rey", "##es", "denied", "den", "##ied", "on", "tuesday",
    "that", "the", "dam", "was", "leak", "##ing", "said", "##said", "##dam", "cafe", "##cafe", "na", "##ive", "istanbul",
    "##tan", "strasse", "sep", "##aa", "\u4e2d", "\u6c34", "##\u11ab",
]


def vocabulary():
    """The words above, and each letter of the texts at the beginning and inside, but for q."""
    letters = set(BertNormalizer().normalize_str(" ".join(TEXTS))) - set("q \U0001f44d")
    letters = sorted(letter for letter in letters if not letter.isspace())
    pieces = WORDS + letters + ["##" + letter for letter in letters]
    return list(dict.fromkeys(pieces))


def main():
    pieces = vocabulary()
    tokenizer = Tokenizer(WordPiece({piece: id for id, piece in enumerate(pieces)}, unk_token="[UNK]"))
    tokenizer.normalizer, tokenizer.pre_tokenizer = BertNormalizer(), BertPreTokenizer()
    lines = []
    for text in TEXTS:
        encoded = tokenizer.encode(text, add_special_tokens=False)
        byte = lambda place: len(text[:place].encode())
        words = {}
        for piece, (start, end), word in zip(encoded.tokens, encoded.offsets, encoded.word_ids):
            words.setdefault(word, []).append([piece, byte(start), byte(end)])
        lines.append(json.dumps({"text": text, "words": list(words.values())}))
    (FOLDER / "pieces.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")
    (FOLDER / "pieces.vocabulary.txt").write_text("\n".join(pieces) + "\n", newline="\n")


if __name__ == "__main__":
    main()
