import { pickLang } from "../shared/i18n.ts";
import { NO_ANSWER } from "./api/failure.ts";
import {
  DEFAULT_PREFERENCES,
  type OutgoingMessage,
  type Preferences,
  type State,
  type UiState,
} from "./store/state.ts";
import type { Store } from "./store/store.ts";

const PREFERENCES_KEY = "qiantai.console.preferences";
const DRAFTS_KEY = "qiantai.console.drafts";
const UNSENT_KEY = "qiantai.console.unsent";
const ADDRESS = /^#\/c\/(.+)$/;

type Drafts = Pick<UiState, "drafts" | "noteDrafts">;
/** Replies that the desk has not taken, by conversation. */
type Unsent = Record<string, OutgoingMessage[]>;

/**
 * What outlives a page load: preferences in this browser, drafts and unsent replies in this tab, the open conversation in the address.
 * The session itself is the cookie's business; no token is ever stored.
 */
export class Memory {
  constructor(private readonly window: Window) {}

  recall(): Partial<UiState> {
    const lang = pickLang(this.window.document.documentElement.lang);
    const preferences = {
      ...DEFAULT_PREFERENCES,
      lang,
      ...this.stored<Preferences>("localStorage", PREFERENCES_KEY),
    };
    const drafts = this.stored<Drafts>("sessionStorage", DRAFTS_KEY);
    return { preferences, ...drafts, selected: this.addressed() };
  }

  /**
   * Puts the replies back that were on their way; with the `client_id` they had, none reaches the customer twice.
   * Whether the desk has them shows when it is connected.
   */
  recallUnsent(store: Store): void {
    for (const [id, messages] of Object.entries(this.stored<Unsent>("sessionStorage", UNSENT_KEY))) {
      for (const message of messages ?? [])
        store.dispatch({
          type: "outgoing.queued",
          id,
          message: { ...message, state: "failed", code: NO_ANSWER },
        });
    }
  }

  /** Writes changes of the state into the browser, and opens what the address comes to name. */
  follow(store: Store, open: (id: string | null) => void): void {
    let before = store.state.ui;
    this.followUnsent(store);
    store.subscribe(({ ui, session }) => {
      if (ui.preferences !== before.preferences) this.keep("localStorage", PREFERENCES_KEY, ui.preferences);
      if (ui.drafts !== before.drafts || ui.noteDrafts !== before.noteDrafts) {
        this.keep("sessionStorage", DRAFTS_KEY, { drafts: ui.drafts, noteDrafts: ui.noteDrafts });
      }
      if (ui.selected !== before.selected && session.phase === "active") this.address(ui.selected);
      if (ui.preferences.lang !== this.window.document.documentElement.lang) {
        this.window.document.documentElement.lang = ui.preferences.lang;
      }
      before = ui;
    });
    this.window.addEventListener("hashchange", () => {
      const named = this.addressed();
      if (named !== store.state.ui.selected) open(named);
    });
  }

  private followUnsent(store: Store): void {
    let before = store.state.threads;
    store.subscribe(({ threads }) => {
      if (threads !== before) this.keep("sessionStorage", UNSENT_KEY, unsentIn(threads));
      before = threads;
    });
    // Files cannot be kept: the browser asks before the page goes.
    this.window.addEventListener("beforeunload", (event) => {
      if (bringsFiles(store.state.threads)) event.preventDefault();
    });
  }

  private addressed(): string | null {
    const [, id] = ADDRESS.exec(this.window.location.hash) ?? [];
    return id ? decodeURIComponent(id) : null;
  }

  private address(id: string | null): void {
    const hash = id ? `#/c/${encodeURIComponent(id)}` : "#/";
    // From the list into a conversation is a step that a telephone's back button takes back.
    const { history } = this.window;
    if (id && !this.addressed()) history.pushState(null, "", hash);
    else history.replaceState(null, "", hash);
  }

  /** Storage may be switched off or hold something of an older version; both mean "nothing remembered". */
  private stored<Value>(where: "localStorage" | "sessionStorage", key: string): Partial<Value> {
    try {
      const value: unknown = JSON.parse(this.window[where].getItem(key) ?? "null");
      return typeof value === "object" && value !== null ? (value as Partial<Value>) : {};
    } catch {
      return {};
    }
  }

  private keep(where: "localStorage" | "sessionStorage", key: string, value: unknown): boolean {
    try {
      this.window[where].setItem(key, JSON.stringify(value));
      return true;
    } catch {
      // A full or forbidden storage costs the memory, never the work.
      return false;
    }
  }
}

/** Without those that bring files, which a page cannot keep. */
function unsentIn(threads: State["threads"]): Unsent {
  const each = Object.entries(threads).map(([id, { outgoing }]) => [
    id,
    outgoing.filter(({ files }) => !files?.length),
  ]);
  return Object.fromEntries(each.filter(([, messages]) => messages?.length));
}

function bringsFiles(threads: State["threads"]): boolean {
  return Object.values(threads).some(({ outgoing }) => outgoing.some(({ files }) => files?.length));
}
