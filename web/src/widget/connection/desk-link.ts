import { io, type Socket } from "socket.io-client";
import {
  type Ack,
  type CustomerClientEvents,
  type CustomerServerEvents,
  EVENTS,
  type JoinResult,
  type Lang,
  NAMESPACES,
} from "../../shared/protocol.ts";
import type { Link } from "../state/state.ts";
import type { ChatStore } from "../state/store.ts";
import type { Keeper } from "./keeper.ts";

export type DeskSocket = Socket<CustomerServerEvents, CustomerClientEvents>;

/** How long the desk may take to acknowledge anything, in milliseconds. */
export const ACK_TIMEOUT_MS = 10_000;
const RETRY_JOIN_MS = 3_000;
const MAX_JOIN_ROUNDS = 3;

/** The socket to the desk: connects, joins after every connect, and tells the store what comes in. */
export class DeskLink {
  readonly socket: DeskSocket;
  readonly #store: ChatStore;
  readonly #keeper: Keeper;
  readonly #lang: () => Lang;
  readonly #origin: string;
  #retry: ReturnType<typeof setTimeout> | undefined;

  /** The site's signed word about who this is, until the desk refuses it. */
  identity: string | null = null;
  /** For what goes beside the socket; null before the first join. */
  access: string | null = null;
  #customer: string | undefined;

  /** Called after each successful join, when unsent messages may go out. */
  onJoined: (result: JoinResult) => void = () => {};

  constructor(origin: string, store: ChatStore, keeper: Keeper, lang: () => Lang) {
    this.#origin = origin;
    this.#store = store;
    this.#keeper = keeper;
    this.#lang = lang;
    this.socket = io(origin + NAMESPACES.customer, {
      autoConnect: false,
      forceNew: true,
      reconnectionDelay: 800,
      reconnectionDelayMax: 8_000,
    });
    this.#listen();
  }

  open(): void {
    if (this.#store.state.link !== "idle") return;
    this.#setLink("connecting");
    this.socket.connect();
    window.addEventListener("online", this.#networkBack);
    window.addEventListener("offline", this.#networkGone);
  }

  close(): void {
    clearTimeout(this.#retry);
    window.removeEventListener("online", this.#networkBack);
    window.removeEventListener("offline", this.#networkGone);
    this.socket.removeAllListeners();
    this.socket.disconnect();
    this.#setLink("idle");
  }

  /** Introduces this visitor again, e.g. after the desk answered `not_joined`. */
  async join(): Promise<void> {
    clearTimeout(this.#retry);
    if (!this.socket.connected) return;
    this.#setLink("joining");
    try {
      this.onJoined(await this.#introduce());
    } catch {
      // No acknowledgement or a refusal: the socket may still be good, so the introduction is repeated later.
      if (this.#store.state.link !== "idle") this.#retry = setTimeout(() => void this.join(), RETRY_JOIN_MS);
    }
  }

  /**
   * Joins with the kept token. When another tab became a visitor in the meantime its token wins, and this tab
   * joins again with it, so that all tabs of one browser are one visitor.
   */
  async #introduce(): Promise<JoinResult> {
    for (let round = 0; round < MAX_JOIN_ROUNDS; round += 1) {
      const sent = this.#keeper.token;
      const { identity } = this;
      const result = await this.#ask(sent, identity);
      const now = this.#keeper.token;
      if (now !== sent && now !== null && now !== result.token) continue;
      this.#keeper.token = result.token;
      this.#keeper.limits = result.limits ?? null;
      // Who came or went while the desk was answering is introduced next.
      if (identity !== this.identity) continue;
      const before = this.#customer ?? (sent === result.token ? result.customer : null);
      this.#customer = result.customer;
      this.access = result.access;
      this.#store.dispatch({ type: "joined", result, sameVisitor: before === result.customer });
      return result;
    }
    throw new Error("The tabs of this browser do not agree on a visitor.");
  }

  async #ask(token: string | null, identity: string | null): Promise<JoinResult> {
    const page = { url: location.href.slice(0, 500), title: document.title.slice(0, 200) };
    const { profile } = this.#keeper;
    const request = {
      token,
      lang: this.#lang(),
      page,
      ...(identity && { identity }),
      ...(profile && { profile }),
    };
    const reply: Ack<JoinResult> = await this.socket
      .timeout(ACK_TIMEOUT_MS)
      .emitWithAck(EVENTS.customer.JOIN, request);
    if (!reply.ok) return this.#refused(reply.error);
    return reply;
  }

  /** What the desk cannot read is not shown to it again: the chat matters more than the form before it. */
  #refused(error: string): never {
    if (error === "bad_request") {
      this.#keeper.profile = {};
      this.identity = null;
    }
    throw new Error(error);
  }

  #listen(): void {
    this.socket.on("connect", () => void this.join());
    this.socket.on("disconnect", (reason) => this.#dropped(reason));
    this.socket.on("connect_error", () => this.#setLink(navigator.onLine ? "lost" : "offline"));
    this.socket.once("connect_error", () => this.#explain());
    this.socket.on(EVENTS.customer.MESSAGE, (message) =>
      this.#store.dispatch({ type: "messages", messages: [message] }),
    );
    this.socket.on(EVENTS.customer.CONVERSATION, (conversation) =>
      this.#store.dispatch({ type: "conversation", conversation }),
    );
    this.socket.on(EVENTS.customer.TYPING, (notice) => this.#store.dispatch({ type: "typing", notice }));
  }

  /** A browser does not tell its page why another origin gave no answer; most often that origin does not know the page. */
  #explain(): void {
    const { origin } = location;
    if (origin === this.#origin || !navigator.onLine) return;
    // biome-ignore lint/suspicious/noConsole: the console is where the owner of the site looks.
    console.warn(`[Qiantai] ${this.#origin} gives no answer. Is ${origin} in its WIDGET_ORIGINS?`);
  }

  #dropped(reason: Socket.DisconnectReason): void {
    this.#setLink(navigator.onLine ? "lost" : "offline");
    // socket.io does not come back by itself when the server closed the connection (a restart, for one).
    if (reason === "io server disconnect") {
      clearTimeout(this.#retry);
      this.#retry = setTimeout(() => this.socket.connect(), RETRY_JOIN_MS);
    }
  }

  /** The pause between attempts has grown meanwhile; a fresh start connects at once. */
  readonly #networkBack = (): void => {
    if (this.socket.connected) return;
    this.#setLink("lost");
    this.socket.disconnect().connect();
  };

  readonly #networkGone = (): void => {
    if (!this.socket.connected) this.#setLink("offline");
  };

  #setLink(link: Link): void {
    this.#store.dispatch({ type: "link", link });
  }
}
