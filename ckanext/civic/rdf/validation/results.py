"""What a SHACL processor says of one value or one gap, as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import rdflib

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")


@dataclass(frozen=True, order=True)
class Result:
    """One ``sh:ValidationResult``.

    ``focus``, ``path`` and ``kinds`` (the classes of the focus node) are IRIs without brackets,
    ``constraint`` is the component's name (``MinCount``), ``value`` a term in N-Triples or empty.
    """

    focus: str
    path: str
    constraint: str
    value: str
    is_violation: bool
    message: str
    kinds: tuple[str, ...]


def results(report: rdflib.Graph, data: rdflib.Graph) -> Iterator[Result]:
    """Yield the results of a report about ``data``.

    Source: SHACL, 3.6.2 (validation results); a severity other than sh:Violation is advice.
    """
    for node in report.subjects(rdflib.RDF.type, SH.ValidationResult):
        focus = report.value(node, SH.focusNode)
        component = str(report.value(node, SH.sourceConstraintComponent) or "")
        value = report.value(node, SH.value)
        kinds = data.objects(focus, rdflib.RDF.type) if focus is not None else ()
        yield Result(
            focus=str(focus or ""),
            path=str(report.value(node, SH.resultPath) or ""),
            constraint=component.rpartition("#")[2].removesuffix("ConstraintComponent"),
            value=value.n3() if value is not None else "",
            is_violation=report.value(node, SH.resultSeverity) == SH.Violation,
            message=str(report.value(node, SH.resultMessage) or ""),
            kinds=tuple(sorted(str(kind) for kind in kinds)),
        )
