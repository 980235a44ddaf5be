"""What harmonise does, as a developer would write it with pandas, pyproj and rdflib.

It reads, maps by columns, writes a table and N-Quads. It checks nothing.

``python harmonise_pandas.py TABLE PLAN.json OUT`` writes OUT.csv and OUT.nq.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from pathlib import Path

import pandas as pd
from pyproj import Transformer
from rdflib import RDF, RDFS, XSD, Dataset, Literal, URIRef

GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"
GEOSPARQL = "http://www.opengis.net/ont/geosparql#"
SF_POINT = URIRef("http://www.opengis.net/ont/sf#Point")
LOCN = "http://www.w3.org/ns/locn#"
PIPELINE = (
    "+proj=pipeline +step +inv +proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000"
    " +y_0=-100000 +ellps=airy +step +proj=push +v_3 +step +proj=cart +ellps=airy +step"
    " +proj=helmert +x=446.448 +y=-125.157 +z=542.06 +rx=0.15 +ry=0.247 +rz=0.842 +s=-20.489"
    " +convention=position_vector +step +inv +proj=cart +ellps=WGS84 +step +proj=pop +v_3"
    " +step +proj=unitconvert +xy_in=rad +xy_out=deg"
)


def mapped(table: pd.DataFrame, plan: dict) -> pd.DataFrame:
    """Return the table with the columns that the statements need beside its own."""
    keys = table[plan["key"][0]]
    if "line" in plan:
        lines = table[plan["line"]].agg("\x1f".join, axis=1)
        digests = lines.map(lambda text: hashlib.sha256(text.encode()).hexdigest()[:8])
        keys = keys + "-" + digests
    made = {"uri": plan["base"] + keys}
    for column, one in plan["codes"].items():
        taken = table[column].str.extract(f"^{one['take']}$")[0]
        made[f"{column} code"] = one["base"] + taken.map(one["table"])
    for column in plan.get("dates", {}):
        days = pd.to_datetime(table[column], format="%d/%m/%Y")
        made[f"{column} day"] = days.dt.strftime("%Y-%m-%d")
    for column, one in plan.get("things", {}).items():
        slugs = table[column].str.lower().str.replace(r"[^a-z0-9]+", "-", regex=True)
        made[f"{column} uri"] = one["base"] + slugs.str.strip("-")
    if "grid" in plan:
        east, north = (table[name].astype(float).to_numpy() for name in plan["grid"])
        lon, lat = Transformer.from_pipeline(PIPELINE).transform(east, north)
        made["lon"] = pd.Series(lon).map("{:.6f}".format)
        made["lat"] = pd.Series(lat).map("{:.6f}".format)
    return pd.concat([table, pd.DataFrame(made)], axis=1)


def statements(table: pd.DataFrame, plan: dict, graph) -> None:
    """Add every row's statements to an rdflib graph."""
    literals, decimals = plan["literals"].items(), plan["decimals"].items()
    label = re.split(r"\{(.*?)\}", plan.get("label", ""))
    for row in table.to_dict("records"):
        thing = URIRef(row["uri"])
        graph.add((thing, RDF.type, URIRef(plan["class"])))
        if "label" in plan:
            words = [row[one] if at % 2 else one for at, one in enumerate(label)]
            graph.add((thing, RDFS.label, Literal("".join(words))))
        for column, predicate in literals:
            if row[column]:
                graph.add((thing, URIRef(predicate), Literal(row[column])))
        for column, predicate in decimals:
            graph.add((thing, URIRef(predicate), Literal(row[column], datatype=XSD.decimal)))
        for column, predicate in plan.get("dates", {}).items():
            graph.add((thing, URIRef(predicate), Literal(row[f"{column} day"], datatype=XSD.date)))
        for column, one in plan["codes"].items():
            graph.add((thing, URIRef(one["property"]), URIRef(row[f"{column} code"])))
        for column, one in plan.get("things", {}).items():
            other = URIRef(row[f"{column} uri"])
            graph.add((thing, URIRef(one["property"]), other))
            graph.add((other, RDF.type, URIRef(one["class"])))
            graph.add((other, RDFS.label, Literal(row[column])))
        for column, predicate in plan["address"].items():
            address = URIRef(f"{thing}#address")
            graph.add((thing, URIRef(LOCN + "address"), address))
            graph.add((address, RDF.type, URIRef(LOCN + "Address")))
            graph.add((address, URIRef(predicate), Literal(row[column])))
        if "grid" in plan:
            position(thing, row["lat"], row["lon"], graph)


def position(thing: URIRef, lat: str, lon: str, graph) -> None:
    """Add a point."""
    shape = URIRef(f"{thing}#geometry")
    wkt = Literal(f"POINT({lon} {lat})", datatype=URIRef(GEOSPARQL + "wktLiteral"))
    graph.add((thing, URIRef(GEO + "lat"), Literal(lat, datatype=XSD.decimal)))
    graph.add((thing, URIRef(GEO + "long"), Literal(lon, datatype=XSD.decimal)))
    graph.add((thing, URIRef(GEOSPARQL + "hasGeometry"), shape))
    graph.add((shape, RDF.type, SF_POINT))
    graph.add((shape, URIRef(GEOSPARQL + "asWKT"), wkt))


def main(source: str, plan_file: str, out: str) -> None:
    """Map the table and write both files."""
    plan = json.loads(Path(plan_file).read_text(encoding="utf-8"))
    table = mapped(pd.read_csv(source, dtype=str, keep_default_na=False), plan)
    table.to_csv(f"{out}.csv", index=False)
    dataset = Dataset()
    statements(table, plan, dataset.graph(URIRef(plan["graph"])))
    dataset.serialize(f"{out}.nq", format="nquads", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
