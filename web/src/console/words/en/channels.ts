import type { Dictionary } from "../../../shared/i18n.ts";
import type { channels as zh } from "../zh/channels.ts";

/** The supervisors' page about channels. */
export const channels: Dictionary<keyof typeof zh> = {
  "channels.title": "Channels",
  "channels.back": "Back to conversations",
  "channels.failed": "The channels could not be loaded",
  "channels.well": "Working",
  "channels.silent": "Nothing received yet",
  "channels.failing": "Calls fail",
  "channels.undelivered": "Messages undelivered",
  "channels.not_served": "Not served",
  "channels.faults": "{account} in {setting} is incomplete; complete it and restart the desk:",
  "channels.accepted": "Last received",
  "channels.never": "never",
  "channels.refused": "Last refused",
  "channels.times": "{moment}, {count} in all",
  "channels.token": "Access token",
  "channels.no_token": "none yet; fetched with the first message",
  "channels.token_until": "valid until {moment}",
  "channels.token_over": "ended {moment}; renewed with the next message",
  "channels.last_error": "Last error",
  "channels.is_over": "over",
  "channels.limited": "Quota or window",
  "channels.deliveries": "Deliveries",
  "channels.counts": "{pending} pending · {held} held until the customer writes · {dead} given up",
  "channels.dead": "Messages given up",
  "channels.retry": "Try again",
  "channels.retry_all": "Try all again",
  "channels.retried": "{count} messages are on their way again",
  "channels.guide": "How to set it up",
  "channels.copy": "Copy the address",
};
