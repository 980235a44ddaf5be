"""Who is who: councils by any of their names and addresses, suppliers by published identifiers."""

from .councils import Council, all_councils, council
from .identifiers import Identifier, charity_number, company_number, identifier, vat_number

__all__ = [
    "Council",
    "Identifier",
    "all_councils",
    "charity_number",
    "company_number",
    "council",
    "identifier",
    "vat_number",
]
