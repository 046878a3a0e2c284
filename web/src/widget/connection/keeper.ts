import type { JoinResult, Profile } from "../../shared/protocol.ts";
import type { Outbox, OutboxEntry } from "../state/outbox.ts";
import type { ReadMark } from "../state/state.ts";
import type { KeyValue } from "./safe-storage.ts";

/**
 * What the widget keeps in the browser: the visitor's token, how far was read, and every unsent message.
 * Each unsent message has its own key, so that two tabs never overwrite each other's list.
 */
export class Keeper {
  readonly #storage: KeyValue;
  readonly #prefix: string;

  /** `origin` of the desk: a page may embed widgets of two desks in turn. */
  constructor(storage: KeyValue, origin: string) {
    this.#storage = storage;
    this.#prefix = `qiantai|${origin}|`;
  }

  get token(): string | null {
    return this.#storage.get(`${this.#prefix}token`);
  }

  set token(token: string) {
    this.#storage.set(`${this.#prefix}token`, token);
  }

  /** The most bytes of a file by its kind, as this page heard from the desk. */
  limits: Required<JoinResult>["limits"] | null = null;

  get read(): ReadMark | null {
    const mark = parse(this.#storage.get(`${this.#prefix}read`));
    return isReadMark(mark) ? mark : null;
  }

  set read(mark: ReadMark) {
    this.#storage.set(`${this.#prefix}read`, JSON.stringify(mark));
  }

  /** What the form asked, until the desk has it; null where nothing was filled in. */
  get profile(): Profile | null {
    const profile = parse(this.#storage.get(`${this.#prefix}profile`)) as Profile | null;
    return profile && (profile.name || profile.phone) ? profile : null;
  }

  /** An empty one says that the form was seen, and keeps nothing about the customer in the browser. */
  set profile(profile: Profile) {
    this.#storage.set(`${this.#prefix}profile`, JSON.stringify(profile));
  }

  get asked(): boolean {
    return this.#storage.get(`${this.#prefix}profile`) !== null;
  }

  /** Whether the chat was ever opened, or opened by itself, in this browser. */
  get met(): boolean {
    return this.#storage.get(`${this.#prefix}met`) !== null;
  }

  meet(): void {
    this.#storage.set(`${this.#prefix}met`, "1");
  }

  /** Unsent messages in the order in which they were written; unreadable values are left out. */
  outbox(): OutboxEntry[] {
    const prefix = `${this.#prefix}outbox|`;
    const values = this.#storage.keys().filter((key) => key.startsWith(prefix));
    const entries = values.map((key) => parse(this.#storage.get(key))).filter(isEntry);
    return entries.sort((a, b) => a.order - b.order);
  }

  /** Writes what differs between two outboxes. */
  saveOutbox(before: Outbox, after: Outbox): void {
    const kept = new Set(after.map((entry) => entry.clientId));
    for (const entry of after) {
      if (!before.includes(entry)) this.#storage.set(this.#entryKey(entry.clientId), JSON.stringify(entry));
    }
    for (const entry of before) {
      if (!kept.has(entry.clientId)) this.#storage.remove(this.#entryKey(entry.clientId));
    }
  }

  /** True when a `storage` event of another tab speaks of this desk; a cleared storage does too. */
  owns(key: string | null): boolean {
    return key === null || key.startsWith(this.#prefix);
  }

  #entryKey(clientId: string): string {
    return `${this.#prefix}outbox|${clientId}`;
  }
}

function parse(value: string | null): unknown {
  if (value === null) return null;
  try {
    return JSON.parse(value);
  } catch {
    // Another script of the page may have written nonsense under our key; nonsense is nothing.
    return null;
  }
}

function isReadMark(value: unknown): value is ReadMark {
  const mark = value as Partial<ReadMark> | null;
  return typeof mark?.conversationId === "string" && typeof mark.seq === "number";
}

function isEntry(value: unknown): value is OutboxEntry {
  const entry = value as Partial<OutboxEntry> | null;
  return (
    typeof entry?.clientId === "string" && typeof entry.text === "string" && typeof entry.order === "number"
  );
}
