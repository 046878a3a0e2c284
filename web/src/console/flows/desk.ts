import type { Params } from "../../shared/i18n.ts";
import type { ApiClient } from "../api/client.ts";
import { ApiFailure, NO_ANSWER } from "../api/failure.ts";
import type { Realtime } from "../realtime/client.ts";
import type { ToastTone } from "../store/state.ts";
import type { Store } from "../store/store.ts";
import type { Word } from "../words/index.ts";

/** Milliseconds that a notice stays; errors stay longer because they ask for something. */
const TOAST_MS: Record<ToastTone, number> = { info: 4_000, success: 3_000, warning: 6_000, error: 8_000 };

const KNOWN_CODES = [
  NO_ANSWER,
  "bad_request",
  "not_yours",
  "not_found",
  "unknown_conversation",
  "conversation_closed",
  "not_in_queue",
  "agent_unavailable",
  "message_too_long",
  "too_many_messages",
  "conflict",
  "not_owner",
  "already_joined",
  "too_many_attempts",
  "already_claimed",
  "at_capacity",
  "unsupported_type",
  "unreadable_image",
  "attachment_too_large",
  "infected",
  "unknown_attachment",
  "scanner_unavailable",
] as const;
type KnownCode = (typeof KNOWN_CODES)[number];

/** What every use case of the console works with: the API, the live line, the state, and how to tell the agent. */
export class Desk {
  private lastToast = 0;

  constructor(
    readonly store: Store,
    readonly api: ApiClient,
    readonly realtime: Realtime,
  ) {}

  get myId(): string | null {
    return this.store.state.session.me?.id ?? null;
  }

  toast(tone: ToastTone, word: Word, params: Params = {}): void {
    this.lastToast += 1;
    const id = this.lastToast;
    this.store.dispatch({ type: "ui.toast", toast: { id, tone, word, params } });
    setTimeout(() => this.store.dispatch({ type: "ui.toast_gone", id }), TOAST_MS[tone]);
  }

  /** Tells the agent what went wrong; a lost session leads to the login instead. */
  report(error: unknown): ApiFailure {
    const failure = asFailure(error);
    if (this.expired(failure)) return failure;
    const { word, params } = saying(failure);
    this.toast(failure.status === 409 ? "info" : "error", word, params);
    return failure;
  }

  /** For calls whose failure shows in its own place on screen: only a lost session needs more. */
  quietly(error: unknown): ApiFailure {
    const failure = asFailure(error);
    this.expired(failure);
    return failure;
  }

  private expired(failure: ApiFailure): boolean {
    if (failure.status !== 401) return false;
    this.realtime.close();
    if (this.store.state.session.phase === "active") this.store.dispatch({ type: "session.expired" });
    return true;
  }
}

/** The sentence for a failed call. */
export function saying(failure: ApiFailure): { word: Word; params: Params } {
  const known = KNOWN_CODES.find((code) => code === failure.code);
  if (known === "already_claimed") return claimedBy(failure.detail);
  return known ? { word: wordOf(known), params: { message: failure.message } } : unexpected(failure.code);
}

/** The sentence for an error code that was kept without its failure. */
export function sayingCode(code: string): { word: Word; params: Params } {
  const known = KNOWN_CODES.find((one) => one === code);
  return known ? { word: wordOf(known), params: { message: "" } } : unexpected(code);
}

function wordOf(code: KnownCode): Word {
  return `error.${code}`;
}

function unexpected(code: string): { word: Word; params: Params } {
  return { word: "error.unexpected", params: { code } };
}

/** The desk may say who was faster; the contract leaves `detail` open. */
function claimedBy(detail: unknown): { word: Word; params: Params } {
  const named = typeof detail === "object" && detail !== null && "agent_name" in detail;
  const name = named ? detail.agent_name : null;
  if (typeof name !== "string") return { word: "error.already_claimed", params: {} };
  return { word: "error.already_claimed_by", params: { name } };
}

/** A mistake in our own code must not be dressed up as a failed call. */
function asFailure(error: unknown): ApiFailure {
  if (error instanceof ApiFailure) return error;
  throw error;
}
