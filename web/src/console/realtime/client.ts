import { io, type Socket } from "socket.io-client";
import type { ConversationSummary } from "../../shared/conversations.ts";
import {
  type AgentClientEvents,
  type AgentServerEvents,
  type AgentTypingNotice,
  type AlertsNotice,
  EVENTS,
  type Message,
  NAMESPACES,
  type PromiseNotice,
} from "../../shared/protocol.ts";

/** What the console does about each thing that the desk says. */
export interface RealtimeHandlers {
  connected(): void;
  disconnected(): void;
  /** The desk refused the session; the caller finds out why with `GET /me`. */
  refused(): void;
  queueChanged(): void;
  conversationChanged(summary: ConversationSummary): void;
  message(message: Message): void;
  typing(notice: AgentTypingNotice): void;
  promiseDue(notice: PromiseNotice): void;
  alertsChanged(notice: AlertsNotice): void;
}

type AgentSocket = Socket<AgentServerEvents, AgentClientEvents>;

/** Milliseconds before a refused connection is tried again; socket.io itself does not retry those. */
const RETRY_REFUSED_MS = 5_000;

/** The live line to the desk: socket.io, namespace `/agents` (docs/contracts.md §2). */
export class Realtime {
  private socket: AgentSocket | null = null;
  private watched: string | null = null;
  private retry: ReturnType<typeof setTimeout> | undefined;

  /** Opens the line; without a token the session cookie speaks for the agent. */
  open(token: string | null, handlers: RealtimeHandlers): void {
    this.close();
    const auth = token ? { token } : {};
    const socket: AgentSocket = io(NAMESPACES.agents, {
      auth,
      withCredentials: true,
      reconnectionDelayMax: 4_000,
    });
    this.socket = socket;
    socket.on("connect", () => this.resume(socket, handlers));
    socket.on("disconnect", (reason) => this.interrupted(socket, handlers, reason));
    socket.on("connect_error", () => this.failed(socket, handlers));
    socket.on(EVENTS.agents.QUEUE_CHANGED, () => handlers.queueChanged());
    socket.on(EVENTS.agents.CONVERSATION_CHANGED, (summary) => handlers.conversationChanged(summary));
    socket.on(EVENTS.agents.MESSAGE, (message) => handlers.message(message));
    socket.on(EVENTS.agents.TYPING, (notice) => handlers.typing(notice));
    socket.on(EVENTS.agents.PROMISE_DUE, (notice) => handlers.promiseDue(notice));
    socket.on(EVENTS.agents.ALERTS_CHANGED, (notice) => handlers.alertsChanged(notice));
  }

  close(): void {
    clearTimeout(this.retry);
    this.socket?.removeAllListeners();
    this.socket?.disconnect();
    this.socket = null;
    this.watched = null;
  }

  /** Follows one conversation that the agent does not own; `null` follows none. Survives reconnects. */
  watch(id: string | null): void {
    if (id === this.watched) return;
    const before = this.watched;
    this.watched = id;
    if (!this.socket?.connected) return;
    if (before) this.socket.emit(EVENTS.agents.UNWATCH, { conversation_id: before }, () => undefined);
    if (id) this.socket.emit(EVENTS.agents.WATCH, { conversation_id: id }, () => undefined);
  }

  typing(id: string, on: boolean): void {
    if (this.socket?.connected) this.socket.emit(EVENTS.agents.TYPING, { conversation_id: id, on });
  }

  private resume(socket: AgentSocket, handlers: RealtimeHandlers): void {
    if (this.watched) socket.emit(EVENTS.agents.WATCH, { conversation_id: this.watched }, () => undefined);
    handlers.connected();
  }

  /** After a disconnect that the desk asked for, socket.io waits for us to call again. */
  private interrupted(socket: AgentSocket, handlers: RealtimeHandlers, reason: string): void {
    handlers.disconnected();
    if (reason === "io server disconnect") this.callAgain(socket);
  }

  private failed(socket: AgentSocket, handlers: RealtimeHandlers): void {
    handlers.disconnected();
    if (socket.active) return;
    handlers.refused();
    this.callAgain(socket);
  }

  private callAgain(socket: AgentSocket): void {
    clearTimeout(this.retry);
    this.retry = setTimeout(() => socket.connect(), RETRY_REFUSED_MS);
  }
}
