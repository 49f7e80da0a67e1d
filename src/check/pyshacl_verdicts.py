"""Prints what pySHACL finds wrong, for the test that holds our own reading of the shapes against it.

usage: pyshacl_verdicts.py SHAPES.ttl DATA.nt...
prints: file<TAB>focus node<TAB>path<TAB>component, for each violation
"""
import sys
import pyshacl
from rdflib import Graph
from rdflib.namespace import SH

shapes = Graph().parse(sys.argv[1], format="turtle")
for path in sys.argv[2:]:
    data = Graph().parse(path, format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, advanced=False, meta_shacl=False)
    for result in report.subjects(SH.sourceConstraintComponent):
        way = report.value(result, SH.resultPath)
        inverse = report.value(way, SH.inversePath) if way is not None else None
        name = lambda node: str(node).replace("#", "/").rsplit("/", 1)[-1]
        step = "-" if way is None else name(way) if inverse is None else "^" + name(inverse)
        component = name(report.value(result, SH.sourceConstraintComponent))
        print(path, report.value(result, SH.focusNode), step, component, sep="\t")
