"""Reads an export with rdflib and holds it against the record's triples and its shapes.

usage: turtle_says_the_same.py RECORD.ttl TRIPLES.nt ONTOLOGY.ttl SHAPES.ttl
prints: the number of triples; then, where something is wrong, what
"""
import sys
import pyshacl
from rdflib import Graph

turtle, triples, ontology, shapes = sys.argv[1:]
read = Graph().parse(turtle, format="turtle")
wanted = Graph().parse(triples, format="nt")
print(len(read))
for triple in sorted(set(read) ^ set(wanted))[:10]:
    print("only in one of the two:", " ".join(term.n3() for term in triple))
conforms, _, report = pyshacl.validate(
    read,
    shacl_graph=Graph().parse(shapes, format="turtle"),
    ont_graph=Graph().parse(ontology, format="turtle"),
)
if not conforms:
    print(report)
