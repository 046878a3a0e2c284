import type { Conversation } from "../../shared/protocol.ts";
import type { Outbox } from "./outbox.ts";
import type { Thread } from "./thread.ts";

/** `idle`: not asked for yet. `joining`: connected, history not here yet. `lost`: retrying. `offline`: no network. */
export type Link = "idle" | "connecting" | "joining" | "online" | "lost" | "offline";

export interface ReadMark {
  readonly conversationId: string;
  readonly seq: number;
}

/** Everything that the widget shows. Replaced as a whole, never changed in place. */
export interface ChatState {
  readonly link: Link;
  readonly conversation: Conversation | null;
  /** Oldest first; the last one is the conversation that goes on. */
  readonly threads: readonly Thread[];
  readonly outbox: Outbox;
  readonly typing: "bot" | "agent" | null;
  readonly read: ReadMark | null;
  /** How much of the files of this entry is at the desk, from 0 to 1. */
  readonly upload: { readonly clientId: string; readonly part: number } | null;
}

export function currentThread(state: ChatState): Thread | null {
  return state.threads.at(-1) ?? null;
}
