"""Agents: login, sessions, presence."""
