import { type ChannelAccount, keyOf } from "../../shared/channels.ts";
import type { Action } from "./actions.ts";
import type { ChannelsState } from "./state.ts";

/** How channels are doing, and which messages were given up, by account. */
export function reduceChannels(channels: ChannelsState, action: Action): ChannelsState {
  switch (action.type) {
    case "channels.loaded":
      return { load: "ready", accounts: action.accounts, dead: stillDead(channels.dead, action.accounts) };
    case "channels.failed":
      return { ...channels, load: channels.load === "ready" ? "ready" : "failed" };
    case "dead.loaded":
      return { ...channels, dead: { ...channels.dead, [action.key]: action.letters } };
    default:
      return channels;
  }
}

/** What was shown of an account stays until its letters are read again, unless it has none any more. */
function stillDead(
  before: ChannelsState["dead"],
  accounts: readonly ChannelAccount[],
): ChannelsState["dead"] {
  const kept = accounts.filter(({ deliveries }) => deliveries && deliveries.dead > 0);
  return Object.fromEntries(kept.map((one) => [keyOf(one), before[keyOf(one)] ?? []]));
}
