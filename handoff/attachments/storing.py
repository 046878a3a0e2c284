"""Where the bytes are: a folder outside of everything that is served, or a bucket."""

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import obstore
from obstore.store import LocalStore, ObjectStore, S3Store

from handoff.attachments.settings import AttachmentSettings

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig, S3Config

_RETRIES, _TIMEOUT = 3, timedelta(seconds=30)


class Store:
    """Bytes under keys that we made ourselves; both kinds of places behave alike."""

    def __init__(self, place: ObjectStore) -> None:
        self._place = place

    async def put(self, key: str, data: bytes) -> None:
        """Keep, whole or not at all."""
        await obstore.put_async(self._place, key, data)

    async def get(self, key: str) -> bytes:
        """Give back. Raises FileNotFoundError."""
        found = await obstore.get_async(self._place, key)
        return bytes(await found.bytes_async())

    async def delete(self, key: str) -> None:
        """Forget; what is not there is forgotten already."""
        try:
            await obstore.delete_async(self._place, key)
        except FileNotFoundError:
            return


def open_store(settings: AttachmentSettings) -> Store:
    """The place that the settings name; nothing connects yet."""
    url = settings.attachment_store
    if not url.startswith("s3://"):
        folder = Path(url).resolve()
        # Pictures of customers are nobody else's business, also on the same machine.
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return Store(LocalStore(folder, automatic_cleanup=True))
    bucket, _, prefix = url.removeprefix("s3://").partition("/")
    config: S3Config = {
        "region": settings.attachment_s3_region,
        "access_key_id": settings.attachment_s3_key_id,
        "secret_access_key": settings.attachment_s3_secret.get_secret_value(),
    }
    if endpoint := settings.attachment_s3_endpoint:
        config["endpoint"] = endpoint
    client: ClientConfig = {"allow_http": settings.attachment_s3_endpoint.startswith("http://"), "timeout": _TIMEOUT}
    retry: RetryConfig = {"max_retries": _RETRIES, "retry_timeout": _TIMEOUT}
    place = S3Store(bucket, prefix=prefix or None, config=config, client_options=client, retry_config=retry)
    return Store(place)
