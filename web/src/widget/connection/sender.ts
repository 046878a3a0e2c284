import { type Ack, type Attachment, EVENTS, type Refusal } from "../../shared/protocol.ts";
import { FILE_LOST, nextToSend, type OutboxEntry } from "../state/outbox.ts";
import type { ChatStore } from "../state/store.ts";
import { ACK_TIMEOUT_MS, type DeskSocket } from "./desk-link.ts";
import { Refused } from "./upload.ts";

/** Brings a file of an entry to the desk; null when this page does not hold it. Rejects with `Refused`. */
export type BringFile = (entry: OutboxEntry, index: number) => Promise<Attachment | null>;

const MAX_ATTEMPTS = 3;
const PAUSE_MS = 2_000;

/** What became of one attempt: `again` may still succeed, `rejoin` needs a new introduction first. */
type Outcome = "done" | "again" | "rejoin";

/** Sends the outbox, one entry at a time, so that the desk gets everything in the order it was written. */
export class Sender {
  readonly #store: ChatStore;
  readonly #socket: DeskSocket;
  readonly #rejoin: () => void;
  readonly #bring: BringFile;
  #running = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(store: ChatStore, socket: DeskSocket, rejoin: () => void, bring: BringFile = async () => null) {
    this.#store = store;
    this.#socket = socket;
    this.#rejoin = rejoin;
    this.#bring = bring;
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  /** Sends until the outbox is empty, the connection is gone, or an attempt has to wait. */
  async flush(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      await this.#sendAll();
    } finally {
      this.#running = false;
    }
  }

  async #sendAll(): Promise<void> {
    clearTimeout(this.#timer);
    while (this.#store.state.link === "online") {
      const entry = nextToSend(this.#store.state.outbox);
      if (entry === null) return;
      const outcome = await this.#send(entry);
      if (outcome === "done" || this.#giveUp(entry)) continue;
      return outcome === "rejoin" ? this.#rejoin() : this.#later();
    }
  }

  async #send(entry: OutboxEntry): Promise<Outcome> {
    try {
      if (entry.kind === "human") return await this.#sendWish(entry);
      const whole = await this.#withFiles(entry);
      return whole ? await this.#sendText(whole) : "done";
    } catch (error) {
      if (error instanceof Refused) return this.#fail(entry, error.code);
      // No acknowledgement: the desk may or may not have it. The same client_id again is safe.
      return "again";
    }
  }

  /** The entry once the desk has all its files; null when the customer gave it up meanwhile. */
  async #withFiles(entry: OutboxEntry): Promise<OutboxEntry | null> {
    const { clientId, files = [] } = entry;
    for (const [index, file] of files.entries()) {
      if (file.stored) continue;
      const attachment = await this.#bring(entry, index);
      if (!attachment) throw new Refused(FILE_LOST);
      this.#store.dispatch({ type: "uploaded", clientId, index, attachment });
    }
    return this.#store.state.outbox.find((each) => each.clientId === clientId) ?? null;
  }

  async #sendText(entry: OutboxEntry): Promise<Outcome> {
    const { clientId, text, payload } = entry;
    const attachments = (entry.files ?? []).flatMap(({ stored }) => stored?.id ?? []);
    const request = {
      client_id: clientId,
      text,
      ...(payload === null ? {} : { payload }),
      ...(attachments.length === 0 ? {} : { attachments }),
    };
    const reply = await this.#socket.timeout(ACK_TIMEOUT_MS).emitWithAck(EVENTS.customer.SEND, request);
    if (!reply.ok) return this.#refused(entry, reply);
    this.#store.dispatch({ type: "delivered", entry, result: reply });
    return "done";
  }

  async #sendWish(entry: OutboxEntry): Promise<Outcome> {
    const request = { client_id: entry.clientId };
    const reply = await this.#socket.timeout(ACK_TIMEOUT_MS).emitWithAck(EVENTS.customer.HUMAN, request);
    if (!reply.ok) return this.#refused(entry, reply);
    this.#store.dispatch({ type: "conversation", conversation: reply.conversation });
    this.#store.dispatch({ type: "drop", clientId: entry.clientId });
    return "done";
  }

  #refused(entry: OutboxEntry, refusal: Extract<Ack<object>, Refusal>): Outcome {
    if (refusal.error === "not_joined") return "rejoin";
    if (refusal.error === "too_many_messages") return "again";
    if (refusal.error !== "unknown_attachment") return this.#fail(entry, refusal.message);
    const { clientId, files = [], attempts } = entry;
    if (attempts > 0) return this.#fail(entry, refusal.error);
    // Whoever logged in meanwhile is another customer than the one who brought the files: they are brought again, once.
    for (const index of files.keys())
      this.#store.dispatch({ type: "uploaded", clientId, index, attachment: null });
    return "again";
  }

  #fail({ clientId }: OutboxEntry, reason: string): Outcome {
    this.#store.dispatch({ type: "failed", clientId, reason });
    return "done";
  }

  /** Counts an attempt that was made over a living connection; true when it was the last one. */
  #giveUp(entry: OutboxEntry): boolean {
    if (this.#store.state.link !== "online") return false;
    const { clientId } = entry;
    this.#store.dispatch({ type: "attempt", clientId });
    if (entry.attempts + 1 < MAX_ATTEMPTS) return false;
    this.#store.dispatch({ type: "failed", clientId, reason: null });
    return true;
  }

  #later(): void {
    if (this.#store.state.link !== "online") return;
    this.#timer = setTimeout(() => void this.flush(), PAUSE_MS);
  }
}
