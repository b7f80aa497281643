"""Ibis and DuckDB, imported on first use: they take a third of a second, and are typed too loosely to be checked."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def reach_ibis() -> Any:
    """The library that writes one expression in every engine's SQL."""
    return import_module("ibis")


def reach_duckdb() -> Any:
    """The engine that is always there."""
    return import_module("duckdb")
