import type { Message } from "../../shared/protocol.ts";

/** The known messages of one conversation, in order of `seq`. Nothing at or below `floor` is expected. */
export interface Thread {
  readonly conversationId: string;
  readonly floor: number;
  readonly messages: readonly Message[];
}

export function newThread(conversationId: string, floor = 0): Thread {
  return { conversationId, floor, messages: [] };
}

/** Adds messages; the newest copy of a `seq` wins, because the desk's copy is more complete than our guess. */
export function merge(thread: Thread, incoming: readonly Message[]): Thread {
  const own = incoming.filter((message) => message.conversation_id === thread.conversationId);
  if (own.length === 0) return thread;
  const bySeq = new Map(thread.messages.map((message) => [message.seq, message]));
  for (const message of own) bySeq.set(message.seq, message);
  const messages = [...bySeq.values()].sort((a, b) => a.seq - b.seq);
  const floor = Math.min(thread.floor, (messages[0]?.seq ?? 1) - 1);
  return { ...thread, floor, messages };
}

/** The highest `seq` up to which nothing is missing: what `qt_sync` calls `after`. */
export function contiguousSeq(thread: Thread): number {
  let seq = thread.floor;
  for (const message of thread.messages) {
    if (message.seq > seq + 1) break;
    seq = Math.max(seq, message.seq);
  }
  return seq;
}

/** The highest `seq` that has arrived, whether or not something below it is missing. */
export function topSeq(thread: Thread): number {
  return thread.messages.at(-1)?.seq ?? thread.floor;
}

/** True when a message is missing between others, or when the desk's `lastSeq` says that there are more. */
export function hasGap(thread: Thread, lastSeq = 0): boolean {
  return contiguousSeq(thread) < Math.max(topSeq(thread), lastSeq);
}
