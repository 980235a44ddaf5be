"""Shared models: declarative YAML files and their loader."""
