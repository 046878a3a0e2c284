import { newClientId } from "../../shared/ids.ts";
import type { Attachment } from "../../shared/protocol.ts";
import { isPassing } from "../api/failure.ts";
import type { Desk } from "./desk.ts";
import type { Threads } from "./threads.ts";

/** Milliseconds between two "is typing" signals, and of silence after which typing has ended. */
const TYPING_EVERY_MS = 2_500;
/** Refusals which mean that the conversation is not what this screen takes it for. */
const LOST: ReadonlySet<string> = new Set(["not_owner", "not_yours", "conversation_closed"]);

/** What the agent writes: replies to the customer, notes to colleagues, and the typing signal. */
export class Replies {
  /** One chain for each conversation: its messages are sent one after the other, in the order of writing. */
  private readonly chains = new Map<string, Promise<void>>();
  /** The files of messages on their way; `stored` are those that the desk has. */
  private readonly files = new Map<string, { files: readonly File[]; stored: Attachment[] }>();
  private typingIn: string | null = null;
  private typingEnds: ReturnType<typeof setTimeout> | undefined;
  private lastSignal = 0;

  constructor(
    private readonly desk: Desk,
    private readonly threads: Threads,
  ) {}

  /** Sends a text, files or both. */
  reply(id: string, text: string, chosen: readonly File[] = []): void {
    const clientId = newClientId();
    const at = new Date().toISOString();
    const files = chosen.map(({ name, size }) => ({ name, size }));
    if (chosen.length > 0) this.files.set(clientId, { files: chosen, stored: [] });
    this.desk.store.dispatch({
      type: "outgoing.queued",
      id,
      message: { client_id: clientId, text, files, at, state: "sending", code: null },
    });
    this.stopTyping();
    this.enqueue(id, clientId, text);
  }

  /** The same `client_id` again: if the first attempt did arrive, the desk answers with its `seq`. */
  resend(id: string, clientId: string): void {
    const message = this.desk.store.state.threads[id]?.outgoing.find((one) => one.client_id === clientId);
    if (!message) return;
    this.desk.store.dispatch({ type: "outgoing.retried", id, clientId });
    this.enqueue(id, clientId, message.text);
  }

  /** What the desk could not take, because it was away, goes out by itself now; a refusal is for the agent to see. */
  resendPassing(): void {
    for (const [id, { outgoing }] of Object.entries(this.desk.store.state.threads)) {
      const passing = outgoing.filter(({ state, code }) => state === "failed" && isPassing(code ?? ""));
      for (const { client_id } of passing) this.resend(id, client_id);
    }
  }

  discard(id: string, clientId: string): void {
    this.files.delete(clientId);
    this.desk.store.dispatch({ type: "outgoing.dropped", id, clientId });
  }

  /** Returns whether the note was stored. */
  async note(id: string, text: string): Promise<boolean> {
    try {
      this.desk.store.dispatch({ type: "note.added", id, note: await this.desk.api.addNote(id, text) });
      return true;
    } catch (error) {
      this.desk.report(error);
      return false;
    }
  }

  typing(id: string): void {
    const now = Date.now();
    if (this.typingIn !== id || now - this.lastSignal > TYPING_EVERY_MS) {
      this.desk.realtime.typing(id, true);
      this.lastSignal = now;
    }
    this.typingIn = id;
    clearTimeout(this.typingEnds);
    this.typingEnds = setTimeout(() => this.stopTyping(), TYPING_EVERY_MS);
  }

  stopTyping(): void {
    clearTimeout(this.typingEnds);
    if (this.typingIn) this.desk.realtime.typing(this.typingIn, false);
    this.typingIn = null;
  }

  private enqueue(id: string, clientId: string, text: string): void {
    const before = this.chains.get(id) ?? Promise.resolve();
    this.chains.set(
      id,
      before.then(() => this.send(id, clientId, text)),
    );
  }

  /** What a failed attempt brought is not brought again. */
  private async bring(clientId: string): Promise<Attachment[]> {
    const pending = this.files.get(clientId);
    if (!pending) return [];
    for (const file of pending.files.slice(pending.stored.length))
      pending.stored.push(await this.desk.api.upload(file));
    return pending.stored;
  }

  private async send(id: string, clientId: string, text: string): Promise<void> {
    const { api, store } = this.desk;
    try {
      const attachments = await this.bring(clientId);
      const { seq, at, suggested_promise } = await api.sendMessage(id, {
        client_id: clientId,
        text,
        ...(attachments.length === 0 ? {} : { attachments: attachments.map((one) => one.id) }),
      });
      this.files.delete(clientId);
      if (suggested_promise) store.dispatch({ type: "promise.suggested", id, suggestion: suggested_promise });
      const me = store.state.session.me;
      const author_name = me?.display_name ?? null;
      const message = {
        seq,
        at,
        text,
        author_name,
        client_id: clientId,
        buttons: [],
        card: null,
        attachments,
      };
      const stored = { ...message, conversation_id: id, author: "agent" as const };
      await this.threads.received(stored);
    } catch (error) {
      const { code } = this.desk.quietly(error);
      store.dispatch({ type: "outgoing.failed", id, clientId, code });
      if (LOST.has(code)) await this.threads.refresh(id);
    }
  }
}
