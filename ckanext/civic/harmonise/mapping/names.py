"""Where a dataset's things and graph live on the web."""

from __future__ import annotations

from dataclasses import dataclass

from ckanext.civic.core.nquads import is_iri

from ..errors import HarmoniseError


@dataclass(frozen=True)
class Names:
    """Where things live on the web.

    ``uri_base`` and ``vocabulary_base`` are site addresses without a slash at the end;
    ``council`` and ``dataset`` are CKAN names. Raises HarmoniseError for others.
    """

    uri_base: str
    vocabulary_base: str
    council: str
    dataset: str

    def __post_init__(self) -> None:
        for base in (self.uri_base, self.vocabulary_base):
            if not is_iri(base) or not base.startswith(("http://", "https://")):
                raise HarmoniseError(f"“{base}” is no http(s) address for names of things.")
            if base.endswith("/"):
                raise HarmoniseError(f"The address “{base}” must not end in a slash.")
        for name in (self.council, self.dataset):
            if not name or not is_iri(f"http://a/{name}") or set(name) & set("/?#%"):
                raise HarmoniseError(f"“{name}” cannot be a part of an address.")

    @property
    def graph(self) -> str:
        """Return the IRI of the graph that holds the dataset's rows."""
        return f"{self.uri_base}/graph/{self.council}/{self.dataset}"

    def thing_base(self, model: str, template: str = "/id/{council}/{model}/{key}") -> str:
        """Return the IRI that a thing's local id follows after a slash.

        ``template`` is the ``uri`` of the model.
        """
        path = template.removesuffix("/{key}")
        parts = {"council": self.council, "model": model, "dataset": self.dataset}
        return f"{self.uri_base}{path.format(**parts)}"

    def own_scheme(self, model: str, code_list: str) -> str:
        """Return the IRI of the council's own concepts beside a shared code list."""
        return f"{self.uri_base}/def/{self.council}/{model}/{code_list}"

    def data_set(self) -> str:
        """Return the IRI of the statistical data set that a dataset's observations belong to."""
        return f"{self.uri_base}/id/{self.council}/data-set/{self.dataset}"
