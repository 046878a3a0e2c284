"""Waiting conversations in serving order, and how an agent takes one."""
