"""Reads the texts of a corpus with a spaCy pipeline of the shape of en_core_web_sm: python spacy_shape.py TEXTS.jsonl

Needs `pip install spacy==3.8.18`. For comparison by hand, beside `onrecord extract --threads 1 TEXTS.jsonl`; no test runs it.

The components, widths and label counts are those of en_core_web_sm 3.8; the weights are not trained, for the trained ones are
not in any package registry. What a step costs does not hang on them. Prints words (as spaCy cuts them) and seconds of
one core.
"""

import json
import os
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[name] = "1"

import spacy
from spacy.training import Example

TAGS, RELATIONS, KINDS = 50, 45, 18
TOK2VEC = {
    "@architectures": "spacy.HashEmbedCNN.v2",
    "pretrained_vectors": None, "width": 96, "depth": 4, "embed_size": 2000, "window_size": 1, "maxout_pieces": 3, "subword_features": True,
}
LISTENER = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "*"}


def pipeline():
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config={"model": TOK2VEC})
    nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": LISTENER}})
    parser = {"@architectures": "spacy.TransitionBasedParser.v2", "extra_state_tokens": False, "maxout_pieces": 2, "use_upper": True}
    nlp.add_pipe("parser", config={"model": parser | {"state_type": "parser", "hidden_width": 64, "tok2vec": LISTENER}})
    nlp.add_pipe("attribute_ruler")
    nlp.add_pipe("ner", config={"model": parser | {"state_type": "ner", "hidden_width": 64, "tok2vec": TOK2VEC}})
    for i in range(TAGS):
        nlp.get_pipe("tagger").add_label(f"T{i}")
    for i in range(RELATIONS):
        nlp.get_pipe("parser").add_label(f"r{i}")
    for i in range(KINDS):
        nlp.get_pipe("ner").add_label(f"K{i}")
    words = ["The", "dam", "is", "safe"]
    example = Example.from_dict(nlp.make_doc(" ".join(words)), {
        "tags": ["T0", "T1", "T2", "T3"], "heads": [1, 2, 2, 2], "deps": ["r0", "r1", "ROOT", "r2"], "entities": ["O", "U-K0", "O", "O"],
    })
    nlp.initialize(lambda: [example])
    return nlp


def main():
    nlp = pipeline()
    texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
    list(nlp.pipe(texts[:2]))
    started = time.process_time()
    words = sum(sum(1 for token in doc if not token.is_punct and not token.is_space) for doc in nlp.pipe(texts))
    print(f"{words} words, {time.process_time() - started:.2f} s of one core")


if __name__ == "__main__":
    main()
