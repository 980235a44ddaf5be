"""The steps that a crosswalk can name: each turns one text into another, or into nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

# A step takes the text so far and returns the new text, or None for "no value".
# It raises ValueProblem when the text does not have the form that the step needs.
Step = Callable[[str], str | None]
# A factory takes the parameters from the crosswalk; it raises ValueError when they are wrong.
StepFactory = Callable[[Any], Step]

_FACTORIES: dict[str, StepFactory] = {}


def transform(name: str) -> Callable[[StepFactory], StepFactory]:
    """Register the decorated factory as the step ``name``."""

    def register(factory: StepFactory) -> StepFactory:
        _FACTORIES[name] = factory
        return factory

    return register


def make_step(spec: str | Mapping[str, Any]) -> Step:
    """Return the step for ``name`` or ``{name: parameters}``; raises ValueError when unknown."""
    name, parameters = (spec, None) if isinstance(spec, str) else next(iter(spec.items()))
    factories = transforms()
    if name not in factories:
        raise ValueError(f"there is no step “{name}”; known: {', '.join(factories)}")
    return factories[name](parameters)


def transforms() -> dict[str, StepFactory]:
    """Return every step's factory by name, sorted."""
    package = import_module(__package__ or "")
    for module in iter_modules(package.__path__):
        import_module(f"{package.__name__}.{module.name}")
    return dict(sorted(_FACTORIES.items()))


def parameters(given: Any, **defaults: Any) -> dict[str, Any]:
    """Return ``given`` over ``defaults``; raises ValueError for a name without a default."""
    if given is None:
        return defaults
    if not isinstance(given, Mapping):
        raise ValueError(f"expected a mapping with {', '.join(defaults)}")
    unknown = sorted(set(given) - set(defaults))
    if unknown:
        raise ValueError(f"unknown parameter “{unknown[0]}”; known: {', '.join(defaults)}")
    return {**defaults, **given}
