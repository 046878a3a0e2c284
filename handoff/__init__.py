"""The desk: conversations and who owns them, the queue, agents, cases, channels."""
