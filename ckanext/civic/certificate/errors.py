"""Errors of the readiness part."""

from __future__ import annotations

from ckanext.civic.core.errors import CivicError


class CertificateError(CivicError):
    """The root of this package's errors."""


class InvalidResponses(CertificateError):
    """Answers that do not fit the questionnaire; the message names the question."""


class UnknownRuleset(CertificateError):
    """A ruleset that this version does not have."""
