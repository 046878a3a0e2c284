"""Demo agents, made from passwords in the environment."""

from handoff.agents.service import Agents
from handoff.settings import Settings

_AGENTS = (("xiaolin", "小林"), ("xiaochen", "小陈"))
_SUPERVISOR = ("zhuguan", "王主管")


async def seed_agents(agents: Agents, settings: Settings) -> list[str]:
    """Make the demo agents and the supervisor; returns their user names. Without a password none is made."""
    made: list[str] = []
    if password := settings.demo_agent_password.get_secret_value():
        for username, display_name in _AGENTS:
            await agents.ensure(username, display_name, password, "agent")
            made.append(username)
    if password := settings.demo_supervisor_password.get_secret_value():
        await agents.ensure(*_SUPERVISOR, password, "supervisor")
        made.append(_SUPERVISOR[0])
    return made
