"""`python -m handoff serve | migrate | seed | agent NAME | revision MESSAGE`."""

import argparse
import asyncio
import sys
from getpass import getpass

from pydantic import ValidationError

from courier.clock import utc_now
from courier.collected import open_collections
from courier.facts import FactsError, load_facts
from courier.settings import CourierSettings
from courier.tracking import open_source
from handoff.agents.service import Agents
from handoff.app import create_app
from handoff.attachments.settings import AttachmentSettings
from handoff.bot import RasaBot
from handoff.channels.wechat.settings import WeChatSettings
from handoff.channels.wecom_kf.settings import WeComSettings
from handoff.http import App
from handoff.log import setup_logging
from handoff.outlets.opening import open_sender
from handoff.outlets.settings import OutletSettings
from handoff.seed import seed_agents
from handoff.services import make_services
from handoff.settings import Settings
from handoff.storage.engine import Database
from handoff.storage.migrate import migrate, new_revision

_SHORTEST_PASSWORD = 10


def main() -> None:
    """Run one command; a missing or wrong setting or fact is named and nothing starts."""
    parser = argparse.ArgumentParser(prog="python -m handoff", description="The desk of Qiantai.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("serve", help="serve customers and agents")
    commands.add_parser("migrate", help="bring the database to the newest schema")
    commands.add_parser("seed", help="make the demo agents")
    agent = commands.add_parser(
        "agent", help="make an agent, or change a password; it is asked for, or read from stdin"
    )
    agent.add_argument("username")
    agent.add_argument("--name", required=True, help="what customers see, e.g. 小林")
    agent.add_argument("--role", choices=("agent", "supervisor"), default="agent")
    commands.add_parser("revision", help="write a migration").add_argument("message")
    arguments = parser.parse_args()
    try:
        settings = Settings()
        app = _app(settings) if arguments.command == "serve" else None
    except ValidationError as error:
        parser.exit(2, f"Settings are wrong: {_faults(error)}. See .env.example.\n")
    except FactsError as error:
        parser.exit(2, f"The facts are wrong: {error}\n")
    if app:
        app.run(host=settings.desk_host, port=settings.desk_port, single_process=True, access_log=False, motd=False)
    else:
        asyncio.run(_run(settings, arguments))


def _faults(error: ValidationError) -> str:
    """Each fault with the variable that it is in, where it is in one."""
    return "; ".join(": ".join([*(str(part).upper() for part in e["loc"][:1]), e["msg"]]) for e in error.errors())


def _app(settings: Settings) -> App:
    """The desk as its settings choose it. Raises pydantic's ValidationError, FactsError."""
    setup_logging(settings.log_level)
    courier, outlets = CourierSettings(), OutletSettings()
    wechat, wecom = WeChatSettings(), WeComSettings()
    facts = load_facts(courier.facts_dir)
    services = make_services(
        settings,
        bot=RasaBot(settings),
        source=open_source(courier, rules=facts.tracking),
        collections=open_collections(courier),
        facts=facts,
        sender=open_sender(outlets),
        automatic=outlets.outlet_automatic,
        wechat=wechat,
        wecom=wecom,
        attachments=AttachmentSettings(),
        clock=utc_now,
    )
    return create_app(settings, services, wechat=wechat, wecom=wecom)


async def _run(settings: Settings, arguments: argparse.Namespace) -> None:
    database = Database(settings.database_url)
    try:
        if arguments.command == "migrate":
            await migrate(database)
        elif arguments.command == "revision":
            await new_revision(database, arguments.message)
        elif arguments.command == "agent":
            password = _read_password()
            agents = Agents(database, utc_now, settings.session_hours)
            await agents.ensure(arguments.username, arguments.name, password, arguments.role)
            print(f"{arguments.username} can log in now.")
        else:
            made = await seed_agents(Agents(database, utc_now, settings.session_hours), settings)
            print(f"Demo agents: {', '.join(made) or 'none, because no password is set'}.")
    finally:
        await database.close()


def _read_password() -> str:
    password = getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    if len(password) < _SHORTEST_PASSWORD:
        raise SystemExit(f"The password needs at least {_SHORTEST_PASSWORD} characters; nothing was changed.")
    return password


if __name__ == "__main__":
    main()
