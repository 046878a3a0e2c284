import type { Attachment } from "../../shared/protocol.ts";
import type { SentFile } from "./files.ts";

/** What the customer wants sent: a message, or (`human`) the wish for a person. */
export type OutboxKind = "text" | "human";

/** One thing that the desk has not acknowledged yet. It is kept in the browser until it has. */
export interface OutboxEntry {
  readonly clientId: string;
  readonly kind: OutboxKind;
  readonly text: string;
  readonly payload: string | null;
  /** Pictures and files that go with the text. */
  readonly files?: readonly SentFile[];
  /** Milliseconds since the epoch; strictly growing, so that it is also the order of sending. */
  readonly order: number;
  readonly attempts: number;
  readonly state: "sending" | "failed";
  /** The desk's own words about a refusal. */
  readonly reason: string | null;
  /** False while another open tab is busy sending it; a new connection adopts such entries. */
  readonly mine: boolean;
}

export type Outbox = readonly OutboxEntry[];

/** After this long a kept entry is not sent by itself any more: the customer may no longer mean it. */
export const STALE_AFTER_MS = 24 * 60 * 60 * 1000;

/** Reason of a failure: an earlier page held the file, and it is gone with it. */
export const FILE_LOST = "file_lost";

export interface Draft {
  clientId: string;
  kind: OutboxKind;
  text: string;
  payload: string | null;
  files?: readonly SentFile[];
}

/** Puts a draft at the end of the queue. `now` is milliseconds since the epoch. */
export function enqueue(outbox: Outbox, draft: Draft, now: number): Outbox {
  const entry: OutboxEntry = {
    ...draft,
    order: nextOrder(outbox, now),
    attempts: 0,
    state: "sending",
    reason: null,
    mine: true,
  };
  return [...outbox, entry];
}

/** Takes in entries that storage holds (an earlier page, another tab); those that this tab sends stay as they are. */
export function restore(outbox: Outbox, stored: Outbox, now: number): Outbox {
  const ours = outbox.filter((entry) => entry.mine);
  const known = new Set(ours.map((entry) => entry.clientId));
  const added = stored
    .filter((entry) => !known.has(entry.clientId))
    .map(
      (entry): OutboxEntry => (now - entry.order > STALE_AFTER_MS ? { ...entry, state: "failed" } : entry),
    );
  return added.length === 0 && ours.length === outbox.length ? outbox : sorted([...ours, ...added]);
}

/** Removes what arrived at the desk, or what the customer gave up. */
export function remove(outbox: Outbox, clientIds: Iterable<string | null>): Outbox {
  const gone = new Set(clientIds);
  const rest = outbox.filter((entry) => !gone.has(entry.clientId));
  return rest.length === outbox.length ? outbox : rest;
}

export function markAttempt(outbox: Outbox, clientId: string): Outbox {
  return change(outbox, clientId, (entry) => ({ ...entry, attempts: entry.attempts + 1 }));
}

/** The desk has one of the entry's files; null if it has not, after all. */
export function markUploaded(
  outbox: Outbox,
  clientId: string,
  index: number,
  stored: Attachment | null,
): Outbox {
  const put = (file: SentFile, at: number) => (at === index ? { ...file, stored } : file);
  return change(outbox, clientId, (entry) => ({ ...entry, files: (entry.files ?? []).map(put) }));
}

export function markFailed(outbox: Outbox, clientId: string, reason: string | null): Outbox {
  return change(outbox, clientId, (entry) => ({ ...entry, state: "failed", reason }));
}

/** The customer asks to send again: same `client_id`, now at the end of the queue, without files that are lost. */
export function retry(outbox: Outbox, clientId: string, now: number): Outbox {
  const order = nextOrder(outbox, now);
  const again = change(outbox, clientId, (entry) => ({
    ...entry,
    ...(entry.reason === FILE_LOST ? { files: (entry.files ?? []).filter(({ stored }) => stored) } : {}),
    order,
    attempts: 0,
    state: "sending",
    reason: null,
    mine: true,
  }));
  return sorted(again);
}

/** Makes every entry ours: after a new connection nobody can say that its tab still lives. */
export function adoptAll(outbox: Outbox): Outbox {
  return outbox.every((entry) => entry.mine) ? outbox : outbox.map((entry) => ({ ...entry, mine: true }));
}

/** The entry whose turn it is, or null. Order is kept: nothing overtakes an entry that is still being sent. */
export function nextToSend(outbox: Outbox): OutboxEntry | null {
  return outbox.find((entry) => entry.state === "sending" && entry.mine) ?? null;
}

function nextOrder(outbox: Outbox, now: number): number {
  return Math.max(now, (outbox.at(-1)?.order ?? 0) + 1);
}

function sorted(outbox: Outbox): Outbox {
  return [...outbox].sort((a, b) => a.order - b.order);
}

function change(outbox: Outbox, clientId: string, edit: (entry: OutboxEntry) => OutboxEntry): Outbox {
  return outbox.map((entry) => (entry.clientId === clientId ? edit(entry) : entry));
}
