import { pickLang } from "../shared/i18n.ts";
import { DEFAULT_PREFERENCES, type Preferences, type UiState } from "./store/state.ts";
import type { Store } from "./store/store.ts";

const PREFERENCES_KEY = "qiantai.console.preferences";
const DRAFTS_KEY = "qiantai.console.drafts";
const ADDRESS = /^#\/c\/(.+)$/;

type Drafts = Pick<UiState, "drafts" | "noteDrafts">;

/**
 * What outlives a page load: preferences in this browser, drafts in this tab, the open conversation in the address.
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

  /** Writes changes of the state into the browser, and opens what the address comes to name. */
  follow(store: Store, open: (id: string | null) => void): void {
    let before = store.state.ui;
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
