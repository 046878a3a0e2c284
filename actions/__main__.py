"""Runs the action server: python -m actions."""

import asyncio
import logging
import sys
import warnings

import structlog
from pydantic import ValidationError

from actions.app import create_app
from actions.services import open_services
from actions.settings import ActionSettings
from courier.facts import FactsError
from courier.settings import CourierSettings


async def serve(settings: ActionSettings, courier: CourierSettings) -> None:
    """Serve until interrupted, and close everything that was opened."""
    async with open_services(settings, courier) as services:
        server = await create_app(services).create_server(
            host=settings.actions_host, port=settings.actions_port, return_asyncio_server=True, access_log=False
        )
        if server is None:
            raise OSError(f"Nothing could listen on {settings.actions_host}:{settings.actions_port}.")
        await server.startup()
        await server.serve_forever()


def main() -> int:
    """Start, or say in one sentence why not."""
    try:
        settings, courier = ActionSettings(), CourierSettings()
    except ValidationError as error:
        return _refuse(error)
    # This SDK works with Rasa 3.6.21 (DESIGN D2); the reminder would come with every single call.
    warnings.filterwarnings("ignore", message="Your versions of rasa and rasa_sdk")
    logging.basicConfig(level=settings.log_level)
    # It would log every address in full, and with that the waybills that are looked up at the desk.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, settings.log_level)))
    try:
        asyncio.run(serve(settings, courier))
    except ValidationError as error:
        # The chosen tracking source has settings of its own.
        return _refuse(error)
    except FactsError as error:
        print(f"The facts are wrong: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 0
    return 0


def _refuse(error: ValidationError) -> int:
    """Name what is missing or wrong, but not what was given: it may be a secret."""
    faults = "; ".join(f"{str(one['loc'][0]).upper()}: {one['msg']}" for one in error.errors())
    print(f"Settings are missing or wrong: {faults}. See .env.example.", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
