"""What the API keeps: answers given once, and webhooks with their deliveries."""

from .answers import KeptAnswer
from .webhooks import ReadPosition, Webhook, WebhookAttempt, WebhookDelivery

__all__ = ["KeptAnswer", "ReadPosition", "Webhook", "WebhookAttempt", "WebhookDelivery"]
