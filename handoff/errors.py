"""One root for everything that may be said to a caller, and nothing else."""


class DeskError(Exception):
    """An error with a stable code, a status and a sentence that says what to do."""

    status_code = 500
    code = "internal_error"
    retry_after_s: int | None = None
    message = "Something went wrong on our side; it was logged. Try again in a moment."

    def __init__(self, message: str | None = None, *, detail: object = None) -> None:
        super().__init__(message or self.message)
        self.message = message or self.message
        self.detail = detail

    def as_dict(self) -> dict[str, object]:
        """The JSON shape of every error: {error, message, detail?}."""
        body: dict[str, object] = {"error": self.code, "message": self.message}
        return body if self.detail is None else body | {"detail": self.detail}


class BadRequest(DeskError):
    status_code, code = 400, "bad_request"
    message = "The request does not have the expected form."


class EmptyMessage(BadRequest):
    code = "empty_message"
    message = "The message is empty; write something first."


class MessageTooLong(BadRequest):
    code = "message_too_long"
    message = "The message is longer than 4000 characters; send it in parts."


class UnknownAttachment(BadRequest):
    code = "unknown_attachment"
    message = "An attachment was not found or was sent already; add it again."


class TooManyAttachments(BadRequest):
    code = "too_many_attachments"
    message = "A message holds at most 9 attachments; send the others with the next one."


class UnreadableImage(BadRequest):
    status_code, code = 415, "unreadable_image"
    message = "The picture is damaged or cannot be read; send another one."


class UnsupportedType(BadRequest):
    status_code, code = 415, "unsupported_type"
    message = "Files of this type are not taken; send a picture, a recording, an MP4 video or a PDF."


class AttachmentTooLarge(BadRequest):
    status_code, code = 413, "attachment_too_large"
    message = "The file is too large."


class Infected(BadRequest):
    status_code, code = 422, "infected"
    message = "The virus scanner found something in this file, so it was not kept; send another one."


class NotLoggedIn(DeskError):
    status_code, code = 401, "not_logged_in"
    message = "Log in first."


class WrongCredentials(DeskError):
    status_code, code = 401, "wrong_credentials"
    message = "User name or password is wrong."


class Forbidden(DeskError):
    status_code, code = 403, "not_yours"
    message = "This belongs to somebody else."


class NotFound(DeskError):
    status_code, code = 404, "not_found"
    message = "There is no such thing here."


class UnknownConversation(NotFound):
    code = "unknown_conversation"
    message = "There is no such conversation."


class LinkExpired(NotFound):
    status_code, code = 410, "link_expired"
    message = "This link has expired; load the message again for a new one."


class AttachmentGone(NotFound):
    status_code, code = 410, "attachment_gone"
    message = "This attachment was deleted."


class Conflict(DeskError):
    status_code, code = 409, "conflict"
    message = "The conversation changed meanwhile; load it again."


class AlreadyClaimed(Conflict):
    code = "already_claimed"
    message = "A colleague has taken this conversation already."


class AtCapacity(Conflict):
    code = "at_capacity"
    message = "The agent already has as many conversations as allowed; close one first."


class AlreadyJoined(Conflict):
    code = "already_joined"
    message = "They are one person already; load the packet again."


class ConversationClosed(Conflict):
    code = "conversation_closed"
    message = "This conversation is closed."


class NotInQueue(Conflict):
    code = "not_in_queue"
    message = "The assistant is still serving this conversation; it is not waiting for an agent."


class NotOwner(Conflict):
    code = "not_owner"
    message = "You do not own this conversation now; claim it first."


class AgentUnavailable(Conflict):
    code = "agent_unavailable"
    message = "That agent is offline; choose another agent or a skill."


class TooManyAttempts(DeskError):
    status_code, code = 429, "too_many_attempts"
    message = "Too many attempts; wait a minute and try again."


class TooManyMessages(DeskError):
    status_code, code = 429, "too_many_messages"
    message = "Too many messages in a short time; wait a few seconds."

    def __init__(self, message: str | None = None, *, retry_after_s: int | None = None) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class NotJoined(BadRequest):
    code = "not_joined"
    message = "Send qt_join before anything else on this connection."


class IdentityRefused(DeskError):
    """A signed identity that cannot be used; the chat goes on as a visitor."""

    status_code = 400

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class BotFailed(DeskError):
    """The assistant gave no usable answer; callers hand the conversation to people."""

    status_code, code = 502, "bot_unavailable"
    message = "The assistant is not available."


class ScannerFailed(DeskError):
    status_code, code = 503, "scanner_unavailable"
    message = "The file could not be checked for viruses right now, so it was not kept; try again in a moment."
