import type { Note } from "../../shared/conversations.ts";
import type { Message } from "../../shared/protocol.ts";
import type { OutgoingMessage, Thread } from "../store/state.ts";

/** One line of the transcript. `first` opens a run of messages of one author and shows who it is. */
export type TimelineItem =
  | { kind: "day"; key: string; at: string }
  | { kind: "message"; key: string; message: Message; first: boolean }
  | { kind: "note"; key: string; note: Note }
  | { kind: "outgoing"; key: string; outgoing: OutgoingMessage };

/** Milliseconds of silence after which the same author is introduced again. */
const RUN_GAP_MS = 3 * 60_000;

/** Messages in the order of `seq`, notes where they were written, what is still on its way at the end. */
export function timeline(thread: Thread): TimelineItem[] {
  const stored = withNotes(thread.messages, thread.notes);
  const outgoing = thread.outgoing.map(
    (one): TimelineItem => ({ kind: "outgoing", key: `out-${one.client_id}`, outgoing: one }),
  );
  return [...withDays(stored), ...outgoing];
}

function withNotes(messages: readonly Message[], notes: readonly Note[]): TimelineItem[] {
  const waiting = [...notes].sort((one, other) => time(one.at) - time(other.at));
  const items: TimelineItem[] = [];
  let before: Message | null = null;
  for (const message of messages) {
    while (waiting[0] && time(waiting[0].at) < time(message.at)) {
      items.push(noteItem(waiting.shift() as Note));
      before = null;
    }
    items.push({ kind: "message", key: `m-${message.seq}`, message, first: opensRun(before, message) });
    before = message;
  }
  return [...items, ...waiting.map(noteItem)];
}

function noteItem(note: Note): TimelineItem {
  return { kind: "note", key: `n-${note.id}`, note };
}

function opensRun(before: Message | null, message: Message): boolean {
  if (before?.author !== message.author || before.author_name !== message.author_name) return true;
  return time(message.at) - time(before.at) > RUN_GAP_MS;
}

function withDays(items: TimelineItem[]): TimelineItem[] {
  let day = "";
  return items.flatMap((item) => {
    const at = whenOf(item);
    const itsDay = new Date(at).toDateString();
    if (itsDay === day) return [item];
    day = itsDay;
    return [{ kind: "day", key: `d-${itsDay}`, at } as const, item];
  });
}

function whenOf(item: TimelineItem): string {
  if (item.kind === "message") return item.message.at;
  if (item.kind === "note") return item.note.at;
  return item.kind === "outgoing" ? item.outgoing.at : item.at;
}

function time(at: string): number {
  return Date.parse(at);
}
