"""What the Bot API answers when it refuses: one exception and the exact words.

Words and codes follow the source of the public Bot API server; clients match on them. No state here.
"""

from typing import Any

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
TWO_POLLERS = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active;"
    " use deleteWebhook to delete the webhook first"
)
TERMINATED_BY_WEBHOOK = "Conflict: terminated by setWebhook request"
UPGRADED = "group chat was upgraded to a supergroup chat"


class ApiError(Exception):
    """A refusal: HTTP status and ``error_code`` are ``code``; ``parameters`` is omitted when empty."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """The JSON object a client receives."""
        answer: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


def bad_request(reason: str, **parameters: Any) -> ApiError:
    """400 with the server's prefix."""
    return ApiError(400, f"Bad Request: {reason}", **parameters)


def forbidden(reason: str) -> ApiError:
    """403 with the server's prefix."""
    return ApiError(403, f"Forbidden: {reason}")


def flood(seconds: int) -> ApiError:
    """429 that asks to wait the given whole seconds."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def migrated(new_chat_id: int) -> ApiError:
    """400 of a group that became a supergroup."""
    return bad_request(UPGRADED, migrate_to_chat_id=new_chat_id)
