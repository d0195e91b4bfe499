"""The integrity constraints of the Data Cube recommendation, section 11, as they stand there.

Each is a query that finds something where the constraint is broken; the last two are of hierarchies
of codes, of which the property is put in. Closing a graph first is what the recommendation asks
for: phase 1 and 2 of its normalization, section 10.1.
"""

import pyoxigraph

_PREFIXES = """
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
"""
_TYPES = """
INSERT { ?o rdf:type qb:Observation . } WHERE { [] qb:observation ?o . };
INSERT { ?o rdf:type qb:Observation . } WHERE { ?o qb:dataSet [] . };
INSERT { ?s rdf:type qb:Slice . } WHERE { [] qb:slice ?s . };
INSERT { ?cs qb:componentProperty ?p . ?p rdf:type qb:DimensionProperty . }
WHERE { ?cs qb:dimension ?p . };
INSERT { ?cs qb:componentProperty ?p . ?p rdf:type qb:MeasureProperty . }
WHERE { ?cs qb:measure ?p . };
INSERT { ?cs qb:componentProperty ?p . ?p rdf:type qb:AttributeProperty . }
WHERE { ?cs qb:attribute ?p . }
"""
_ATTACHED = """
INSERT { ?obs ?comp ?value } WHERE {
    ?spec qb:componentProperty ?comp ; qb:componentAttachment qb:DataSet .
    ?dataset qb:structure [qb:component ?spec] ; ?comp ?value .
    ?obs qb:dataSet ?dataset .
};
INSERT { ?obs ?comp ?value } WHERE {
    ?spec qb:componentProperty ?comp ; qb:componentAttachment qb:Slice .
    ?dataset qb:structure [qb:component ?spec] ; qb:slice ?slice .
    ?slice ?comp ?value ; qb:observation ?obs .
};
INSERT { ?obs ?comp ?value } WHERE {
    ?comp a qb:DimensionProperty .
    ?dataset qb:structure [qb:component [qb:componentProperty ?comp]] ; qb:slice ?slice .
    ?slice ?comp ?value ; qb:observation ?obs .
}
"""
#: What the first component of each structure is a part of.
_OF = "?obs qb:dataSet/qb:structure"
CONSTRAINTS = {
    "IC-1 unique data set": """
        { ?obs a qb:Observation . FILTER NOT EXISTS { ?obs qb:dataSet ?dataset1 . } }
        UNION
        { ?obs a qb:Observation ; qb:dataSet ?dataset1, ?dataset2 .
          FILTER (?dataset1 != ?dataset2) }""",
    "IC-2 unique structure": """
        { ?dataset a qb:DataSet . FILTER NOT EXISTS { ?dataset qb:structure ?dsd . } }
        UNION
        { ?dataset a qb:DataSet ; qb:structure ?dsd1, ?dsd2 . FILTER (?dsd1 != ?dsd2) }""",
    "IC-3 structure includes measure": """
        ?dsd a qb:DataStructureDefinition .
        FILTER NOT EXISTS {
            ?dsd qb:component [qb:componentProperty [a qb:MeasureProperty]] }""",
    "IC-4 dimensions have range": """
        ?dim a qb:DimensionProperty . FILTER NOT EXISTS { ?dim rdfs:range [] }""",
    "IC-5 concept dimensions have code lists": """
        ?dim a qb:DimensionProperty ; rdfs:range skos:Concept .
        FILTER NOT EXISTS { ?dim qb:codeList [] }""",
    "IC-6 only attributes may be optional": """
        ?dsd qb:component ?spec .
        ?spec qb:componentRequired "false"^^xsd:boolean ; qb:componentProperty ?component .
        FILTER NOT EXISTS { ?component a qb:AttributeProperty }""",
    "IC-7 slice keys must be declared": """
        ?key a qb:SliceKey .
        FILTER NOT EXISTS { [a qb:DataStructureDefinition] qb:sliceKey ?key }""",
    "IC-8 slice keys consistent with structure": """
        ?key a qb:SliceKey ; qb:componentProperty ?prop . ?dsd qb:sliceKey ?key .
        FILTER NOT EXISTS { ?dsd qb:component [qb:componentProperty ?prop] }""",
    "IC-9 unique slice structure": """
        { ?slice a qb:Slice . FILTER NOT EXISTS { ?slice qb:sliceStructure ?key } }
        UNION
        { ?slice a qb:Slice ; qb:sliceStructure ?key1, ?key2 . FILTER (?key1 != ?key2) }""",
    "IC-10 slice dimensions complete": """
        ?slice qb:sliceStructure [qb:componentProperty ?dim] .
        FILTER NOT EXISTS { ?slice ?dim [] }""",
    "IC-11 all dimensions required": f"""
        {_OF}/qb:component/qb:componentProperty ?dim . ?dim a qb:DimensionProperty .
        FILTER NOT EXISTS {{ ?obs ?dim [] }}""",
    "IC-12 no duplicate observations": """
        FILTER (?allEqual)
        { SELECT (MIN(?equal) AS ?allEqual) ?obs1 ?obs2 WHERE {
            ?obs1 qb:dataSet ?dataset . ?obs2 qb:dataSet ?dataset . FILTER (?obs1 != ?obs2)
            ?dataset qb:structure/qb:component/qb:componentProperty ?dim .
            ?dim a qb:DimensionProperty .
            ?obs1 ?dim ?value1 . ?obs2 ?dim ?value2 . BIND (?value1 = ?value2 AS ?equal)
        } GROUP BY ?obs1 ?obs2 }""",
    "IC-13 required attributes": f"""
        {_OF}/qb:component ?spec .
        ?spec qb:componentRequired "true"^^xsd:boolean ; qb:componentProperty ?attr .
        FILTER NOT EXISTS {{ ?obs ?attr [] }}""",
    "IC-14 all measures present": f"""
        {_OF} ?dsd .
        FILTER NOT EXISTS {{ ?dsd qb:component/qb:componentProperty qb:measureType }}
        ?dsd qb:component/qb:componentProperty ?measure . ?measure a qb:MeasureProperty .
        FILTER NOT EXISTS {{ ?obs ?measure [] }}""",
    "IC-15 measure dimension consistent": f"""
        {_OF} ?dsd . ?obs qb:measureType ?measure .
        ?dsd qb:component/qb:componentProperty qb:measureType .
        FILTER NOT EXISTS {{ ?obs ?measure [] }}""",
    "IC-16 single measure on measure dimension observation": f"""
        {_OF} ?dsd . ?obs qb:measureType ?measure ; ?omeasure [] .
        ?dsd qb:component/qb:componentProperty qb:measureType ;
            qb:component/qb:componentProperty ?omeasure .
        ?omeasure a qb:MeasureProperty . FILTER (?omeasure != ?measure)""",
    "IC-17 all measures present in measures dimension cube": """
        { SELECT ?numMeasures (COUNT(?obs2) AS ?count) WHERE {
            { SELECT ?dsd (COUNT(?m) AS ?numMeasures) WHERE {
                ?dsd qb:component/qb:componentProperty ?m . ?m a qb:MeasureProperty .
            } GROUP BY ?dsd }
            ?obs1 qb:dataSet/qb:structure ?dsd ; qb:dataSet ?dataset ; qb:measureType ?m1 .
            ?obs2 qb:dataSet ?dataset ; qb:measureType ?m2 .
            FILTER NOT EXISTS {
                ?dsd qb:component/qb:componentProperty ?dim .
                FILTER (?dim != qb:measureType)
                ?dim a qb:DimensionProperty .
                ?obs1 ?dim ?v1 . ?obs2 ?dim ?v2 . FILTER (?v1 != ?v2) }
        } GROUP BY ?obs1 ?numMeasures HAVING (COUNT(?obs2) != ?numMeasures) }""",
    "IC-18 consistent data set links": """
        ?dataset qb:slice ?slice . ?slice qb:observation ?obs .
        FILTER NOT EXISTS { ?obs qb:dataSet ?dataset . }""",
    "IC-19 codes from code list": f"""
        {_OF}/qb:component/qb:componentProperty ?dim . ?dim a qb:DimensionProperty .
        ?obs ?dim ?v .
        {{ ?dim qb:codeList ?list . ?list a skos:ConceptScheme .
           FILTER NOT EXISTS {{ ?v a skos:Concept ; skos:inScheme ?list }} }}
        UNION
        {{ ?dim qb:codeList ?list . ?list a skos:Collection .
           FILTER NOT EXISTS {{ ?v a skos:Concept . ?list skos:member+ ?v }} }}""",
    "IC-20 codes from hierarchy": f"""
        {_OF}/qb:component/qb:componentProperty ?dim .
        ?dim a qb:DimensionProperty ; qb:codeList ?list . ?list a qb:HierarchicalCodeList .
        ?obs ?dim ?v . FILTER NOT EXISTS {{ ?list qb:hierarchyRoot/<$p>* ?v }}""",
    "IC-21 codes from hierarchy (inverse)": f"""
        {_OF}/qb:component/qb:componentProperty ?dim .
        ?dim a qb:DimensionProperty ; qb:codeList ?list . ?list a qb:HierarchicalCodeList .
        ?obs ?dim ?v . FILTER NOT EXISTS {{ ?list qb:hierarchyRoot/(^<$p>)* ?v }}""",
}
_HIERARCHIES = {
    "IC-20 codes from hierarchy": """
        SELECT DISTINCT ?p WHERE {
            ?list a qb:HierarchicalCodeList ; qb:parentChildProperty ?p . FILTER (isIRI(?p)) }""",
    "IC-21 codes from hierarchy (inverse)": """
        SELECT DISTINCT ?p WHERE {
            ?list a qb:HierarchicalCodeList ; qb:parentChildProperty ?inverse .
            ?inverse owl:inverseOf ?p . FILTER (isBlank(?inverse)) }""",
}


def closed(*files):
    """Return a store with the statements of files and what follows from them."""
    store = pyoxigraph.Store()
    for file in files:
        for quad in pyoxigraph.parse(path=file):
            store.add(pyoxigraph.Quad(quad.subject, quad.predicate, quad.object))
    store.update(_PREFIXES + _TYPES)
    store.update(_PREFIXES + _ATTACHED)
    return store


def broken(store):
    """Return what breaks each constraint that is broken."""
    found = {}
    for name, pattern in CONSTRAINTS.items():
        ways = [pattern]
        if name in _HIERARCHIES:
            rows = store.query(_PREFIXES + _HIERARCHIES[name])
            ways = [pattern.replace("$p", row["p"].value) for row in rows]
        for way in ways:
            query = f"{_PREFIXES} SELECT DISTINCT * WHERE {{ {way} }}"
            if rows := [*store.query(query)]:
                found.setdefault(name, []).extend(rows)
    return found
