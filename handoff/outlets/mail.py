"""Cases as e-mail, for outlets that have no system of their own."""

import asyncio
import smtplib
import ssl
from email.message import EmailMessage

from handoff.core.labels import facts_of, spoken_value
from handoff.core.wording import say
from handoff.outlets.port import Letter, NotDelivered
from handoff.outlets.settings import OutletSettings

_TIMEOUT_S = 15.0


class EmailSender:
    """Sends letters through an SMTP server."""

    def __init__(self, settings: OutletSettings) -> None:
        self._settings = settings

    async def send(self, letter: Letter) -> None:
        """Hand the letter over. Raises NotDelivered."""
        try:
            await asyncio.to_thread(self._deliver, self._mail(letter))
        except (smtplib.SMTPException, OSError) as error:
            raise NotDelivered(type(error).__name__) from error

    async def close(self) -> None:
        """Each mail has a connection of its own; nothing is left open."""

    def _mail(self, letter: Letter) -> EmailMessage:
        mail = EmailMessage()
        mail["From"], mail["To"] = self._settings.smtp_from, self._settings.outlet_email_to
        mail["Subject"] = " ".join(say("outlet_subject", "zh", outlet=letter.outlet, number=letter.number).split())
        mail["Message-ID"] = f"<{letter.id}@qiantai>"
        facts = "\n".join(f"{fact.label}：{fact.value}" for fact in facts_of(letter.details))
        values = {name: str(value or "-") for name, value in letter.as_dict().items()}
        told = {"details": facts, "deadline_at": spoken_value(letter.deadline_at)}
        # Not every server takes Chinese as it is.
        mail.set_content(say("outlet_letter", "zh", **values | told), cte="base64")
        return mail

    def _deliver(self, mail: EmailMessage) -> None:
        settings = self._settings
        with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=_TIMEOUT_S) as server:
            if settings.smtp_starttls:
                server.starttls(context=ssl.create_default_context())
            if settings.smtp_user:
                server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
            server.send_message(mail)
