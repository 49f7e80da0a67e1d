"""Asks a running server as programs do: with SPARQLWrapper and with rdflib's SPARQL store.

usage: ask_a_server.py http://localhost:PORT IRI
prints: a line for each way of asking, `way: answer`, all about the resource IRI that must be on record
"""
import sys
from SPARQLWrapper import CSV, GET, JSON, POST, POSTDIRECTLY, TURTLE, RDFXML, URLENCODED, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore

server, iri = sys.argv[1:]
endpoint = f"{server}/sparql"
label = "http://www.w3.org/2004/02/skos/core#prefLabel"
names = f"SELECT ?name {{ <{iri}> <{label}> ?name }}"


def wrapper(query, form, method=GET, requests=URLENCODED):
    asked = SPARQLWrapper(endpoint)
    asked.setQuery(query)
    asked.setReturnFormat(form)
    asked.setMethod(method)
    asked.setRequestMethod(requests)
    return asked


def rows(found):
    return ", ".join(row["name"]["value"] for row in found["results"]["bindings"])


print("wrapper by address:", rows(wrapper(names, JSON).queryAndConvert()))
print("wrapper by form:", rows(wrapper(names, JSON, POST).queryAndConvert()))
print("wrapper by itself:", rows(wrapper(names, JSON, POST, POSTDIRECTLY).queryAndConvert()))
xml = wrapper(names, XML).queryAndConvert()
print("wrapper xml:", xml.getElementsByTagName("literal")[0].firstChild.data)
print("wrapper csv:", wrapper(names, CSV).queryAndConvert().decode().split()[1:])
print("wrapper ask:", wrapper(f"ASK {{ <{iri}> ?p ?o }}", JSON).queryAndConvert()["boolean"])
construct = f"CONSTRUCT {{ <{iri}> <{label}> ?name }} WHERE {{ <{iri}> <{label}> ?name }}"
turtle = Graph().parse(data=wrapper(construct, TURTLE).queryAndConvert(), format="turtle")
print("wrapper turtle:", ", ".join(turtle.objects()))
print("wrapper rdf/xml:", ", ".join(wrapper(construct, RDFXML).queryAndConvert().objects()))
graph = wrapper(names, JSON)
graph.addDefaultGraph("urn:x:nowhere")
print("wrapper elsewhere:", len(graph.queryAndConvert()["results"]["bindings"]))
try:
    wrapper("SELECT nonsense", JSON).query()
    print("wrapper nonsense: answered")
except QueryBadFormed:
    print("wrapper nonsense: refused")

for form in ("xml", "json", "csv"):
    for method in ("GET", "POST", "POST_FORM"):
        store = SPARQLStore(endpoint, returnFormat=form, method=method)
        found = store.query(names)
        print(f"rdflib {form} {method}:", ", ".join(str(row.name) for row in found))
store = Graph(SPARQLStore(endpoint))
print("rdflib triples:", ", ".join(sorted(store.objects(URIRef(iri), URIRef(label)))))
print("rdflib ask:", store.query(f"ASK {{ <{iri}> ?p ?o }}").askAnswer)
constructed = SPARQLStore(endpoint).query(construct)
print("rdflib construct:", ", ".join(constructed.graph.objects()))

described = Graph().parse(endpoint, format="turtle")
print("description:", sorted(str(told) for told in described.objects(None, URIRef("http://www.w3.org/ns/sparql-service-description#endpoint"))))
read = Graph().parse(f"{server}/rdf-graph-store?graph=urn%3Aonrecord%3Aresolved", format="turtle")
print("graph store:", ", ".join(read.objects(URIRef(iri), URIRef(label))))
