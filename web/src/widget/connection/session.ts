import { kindOf } from "../../shared/files.ts";
import { newClientId } from "../../shared/ids.ts";
import {
  type Attachment,
  EVENTS,
  type JoinResult,
  type Lang,
  type Profile,
  type Recognition,
  type Refusal,
} from "../../shared/protocol.ts";
import type { OutboxEntry, OutboxKind } from "../state/outbox.ts";
import { fullyRead, humanRequested } from "../state/selectors.ts";
import { ChatStore } from "../state/store.ts";
import { CatchUp, RENEW_MS } from "./catch-up.ts";
import { DeskLink } from "./desk-link.ts";
import { Files } from "./files.ts";
import { Keeper } from "./keeper.ts";
import { BrowserStorage } from "./safe-storage.ts";
import { Sender } from "./sender.ts";
import { Typing } from "./typing.ts";
import { Refused, upload } from "./upload.ts";

/** One customer's chat with one desk: what the elements call, and the store that they show. */
export class ChatSession {
  readonly store = new ChatStore();
  /** Of the desk. */
  readonly origin: string;
  readonly #files = new Files();
  readonly #keeper: Keeper;
  readonly #link: DeskLink;
  readonly #sender: Sender;
  readonly #catchUp: CatchUp;
  readonly #typing: Typing;
  #renewing: ReturnType<typeof setInterval> | undefined;
  #recognised: ((answer: Recognition | null) => void) | undefined;

  /** Called when the desk does not take the identity. */
  onRefused: (refusal: Refusal) => void = () => {};

  /** `origin` of the desk, e.g. `https://desk.example`. */
  constructor(origin: string, lang: () => Lang) {
    this.origin = origin;
    this.#keeper = new Keeper(new BrowserStorage(), origin);
    this.#link = new DeskLink(origin, this.store, this.#keeper, lang);
    const rejoin = () => void this.#link.join();
    this.#sender = new Sender(this.store, this.#link.socket, rejoin, (entry, index) =>
      this.#bring(entry, index),
    );
    this.#catchUp = new CatchUp(this.store, this.#link.socket);
    this.#typing = new Typing(this.store, this.#link.socket);
    this.#link.onJoined = (result) => this.#joined(result);
    this.store.subscribe((state, before) => {
      this.#keeper.saveOutbox(before.outbox, state.outbox);
      this.#files.forget(before.outbox, state.outbox);
    });
  }

  /** Whether this visitor knows the chat: it need not open by itself again. */
  get met(): boolean {
    return this.#keeper.met || this.#keeper.token !== null;
  }

  meet(): void {
    this.#keeper.meet();
  }

  /** Loads what this browser kept; connects at once only for somebody who has been here before. */
  start(): void {
    this.#readKept();
    window.addEventListener("storage", this.#otherTab);
    document.addEventListener("visibilitychange", this.#visible);
    this.#renewing = setInterval(this.#visible, RENEW_MS);
    if (this.#keeper.token !== null || this.store.state.outbox.length > 0) this.connect();
  }

  /** The site says who this is; null that it is nobody it knows. Answers what the desk makes of it. */
  identify(token: string | null): Promise<Recognition | null> {
    this.#recognised?.(null);
    this.#link.identity = token;
    if (this.store.state.link === "idle" && !token) return Promise.resolve(null);
    const answer = new Promise<Recognition | null>((resolve) => {
      this.#recognised = resolve;
    });
    if (this.store.state.link === "idle") this.connect();
    else void this.#link.join();
    return answer;
  }

  /** Whether the form before the chat was filled in or passed over. */
  get asked(): boolean {
    return this.#keeper.asked;
  }

  introduce(profile: Profile): void {
    this.#keeper.profile = profile;
    if (this.store.state.link === "idle") this.connect();
    else void this.#link.join();
  }

  stop(): void {
    this.#recognised?.(null);
    window.removeEventListener("storage", this.#otherTab);
    document.removeEventListener("visibilitychange", this.#visible);
    clearInterval(this.#renewing);
    this.#typing.dispose();
    this.#catchUp.dispose();
    this.#sender.dispose();
    this.#link.close();
  }

  connect(): void {
    this.#link.open();
  }

  /** Queues a text; `payload` belongs to a button that the bot offered. Blank text is sent only with files. */
  send(text: string, payload: string | null = null, files: readonly File[] = []): void {
    const trimmed = text.trim();
    if (trimmed === "" && files.length === 0) return;
    this.#typing.update(false);
    this.#enqueue("text", trimmed, payload, files);
  }

  /** Asks for a person. A second tap while the first is on its way changes nothing. */
  askForHuman(): void {
    if (humanRequested(this.store.state)) return;
    for (const entry of this.store.state.outbox) if (entry.kind === "human") this.discard(entry.clientId);
    this.#enqueue("human", "", null);
  }

  resend(clientId: string): void {
    this.store.dispatch({ type: "retry", clientId, now: Date.now() });
    void this.#sender.flush();
  }

  discard(clientId: string): void {
    this.store.dispatch({ type: "drop", clientId });
  }

  typing(on: boolean): void {
    this.#typing.update(on);
  }

  /** Everything received so far is on the screen: remember it here and tell the desk. */
  markRead(): void {
    const mark = fullyRead(this.store.state);
    const { read, link } = this.store.state;
    if (!mark || link !== "online") return;
    if (read?.conversationId === mark.conversationId && read.seq >= mark.seq) return;
    this.#keeper.read = mark;
    this.store.dispatch({ type: "read", mark });
    this.#link.socket.emit(EVENTS.customer.READ, { conversation_id: mark.conversationId, seq: mark.seq });
  }

  #joined({ identity }: JoinResult): void {
    if (this.#keeper.profile) this.#keeper.profile = {};
    // What was refused once would be refused again with every new connection.
    if (identity && !identity.ok) this.#link.identity = null;
    this.#recognised?.(identity);
    this.#recognised = undefined;
    if (identity && !identity.ok) this.onRefused(identity);
    void this.#sender.flush();
  }

  async #bring(entry: OutboxEntry, index: number): Promise<Attachment | null> {
    const { clientId, files = [] } = entry;
    const file = await this.#files.get(clientId, index);
    const { limits } = this.#keeper;
    const { access } = this.#link;
    if (!file) return null;
    if (!access) throw new Error("The desk has not been joined.");
    if (file.size > (limits?.[kindOf(file.type)] ?? file.size)) throw new Refused("attachment_too_large");
    const address = `${this.origin}/channels/web/attachments`;
    return upload(address, access, file, (part) =>
      this.store.dispatch({ type: "upload", clientId, part: (index + part) / files.length }),
    );
  }

  #enqueue(kind: OutboxKind, text: string, payload: string | null, chosen: readonly File[] = []): void {
    const clientId = newClientId();
    const files = chosen.length > 0 ? { files: this.#files.keep(clientId, chosen) } : {};
    const draft = { clientId, kind, text, payload, ...files };
    this.store.dispatch({ type: "draft", draft, now: Date.now() });
    this.connect();
    void this.#sender.flush();
  }

  #readKept(): void {
    const read = this.#keeper.read;
    if (read) this.store.dispatch({ type: "read", mark: read });
    const entries = this.#keeper.outbox().map((entry) => ({ ...entry, ...unseen(entry), mine: false }));
    this.store.dispatch({ type: "restore", entries, now: Date.now() });
  }

  /** Another tab wrote, sent or read something: show it here too, but leave the sending to that tab. */
  readonly #otherTab = (event: StorageEvent): void => {
    if (!this.#keeper.owns(event.key)) return;
    this.#readKept();
    if (this.#keeper.token !== null) this.connect();
  };

  readonly #visible = (): void => {
    if (document.visibilityState === "visible") void this.#catchUp.sync();
  };
}

/** The previews of another page are nothing here. */
function unseen({ files }: OutboxEntry): Pick<OutboxEntry, "files"> {
  return files ? { files: files.map((file) => ({ ...file, preview: null })) } : {};
}
