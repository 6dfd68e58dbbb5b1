"""What a reader answers: understood, doubtful or nothing. The readers themselves live beside this file."""

from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Understood(Generic[T]):
    """One reading only; the form may use it."""

    value: T


@dataclass(frozen=True)
class Doubt(Generic[T]):
    """Several readings, or one that must be confirmed; empty when the words are too vague to propose any."""

    candidates: tuple[T, ...] = ()


Reading: TypeAlias = Understood[T] | Doubt[T] | None
