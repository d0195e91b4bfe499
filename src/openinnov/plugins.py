"""Parts that a user chooses by a name: each is imported when it is chosen, since few are."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TypeVar, cast

Plugin = TypeVar("Plugin")


class Plugins(Mapping[str, Plugin]):
    """The parts of a package that provide the same, by the names under which users know them."""

    def __init__(self, package: str, modules: Mapping[str, str]) -> None:
        """Take the name of a package, and by the names that users give what stands for each.

        That is a module, or something in one, written "module:name" as entry points are.
        """
        self._package, self._modules = package, modules

    def __getitem__(self, name: str) -> Plugin:
        path, _, part = self._modules[name].partition(":")
        module = import_module(f"{self._package}.{path}")
        return cast("Plugin", getattr(module, part) if part else module)

    def __contains__(self, name: object) -> bool:
        return name in self._modules

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __len__(self) -> int:
        return len(self._modules)
