import type { ReactiveController } from "lit";
import type { ConsoleApp } from "../app.ts";
import { rows } from "../domain/rows.ts";
import { isMine } from "../store/lists.ts";
import type { Tab } from "../store/state.ts";
import { isWriting } from "./focus.ts";

/** Codes of keys with Alt: on a Mac, Option changes the character, but never the key's code. */
const TABS: Readonly<Record<string, Tab>> = { Digit1: "queue", Digit2: "mine", Digit3: "all" };

/** The console's keyboard shortcuts; the help dialog lists the same ones. */
export class Shortcuts implements ReactiveController {
  private readonly onKey = (event: KeyboardEvent): void => this.pressed(event);

  constructor(
    private readonly app: () => ConsoleApp,
    private readonly focusComposer: () => void,
  ) {}

  hostConnected(): void {
    document.addEventListener("keydown", this.onKey);
  }

  hostDisconnected(): void {
    document.removeEventListener("keydown", this.onKey);
  }

  private pressed(event: KeyboardEvent): void {
    if (event.isComposing || event.defaultPrevented || this.app().store.state.ui.dialog) return;
    const done =
      event.altKey && !event.ctrlKey && !event.metaKey ? this.withAlt(event.code) : this.plain(event);
    if (done) event.preventDefault();
  }

  private withAlt(code: string): boolean {
    const tab = TABS[code];
    if (tab) return this.tab(tab);
    const act = this.acts[code];
    if (!act) return false;
    act();
    return true;
  }

  private readonly acts: Readonly<Record<string, () => void>> = {
    KeyA: () => this.claim(),
    KeyT: () => this.onMine(() => this.dialog("transfer")),
    KeyE: () => this.onMine(() => this.dialog("close")),
    KeyN: () => this.toggleNote(),
    KeyP: () => this.app().store.dispatch({ type: "ui.drawer", open: !this.app().store.state.ui.drawer }),
    ArrowDown: () => this.step(1),
    ArrowUp: () => this.step(-1),
  };

  private plain(event: KeyboardEvent): boolean {
    if (event.key === "Escape") return this.escape();
    if (event.ctrlKey || event.metaKey || isWriting(event.composedPath()[0])) return false;
    if (event.key === "?" || event.key === "？") return this.dialog("help");
    if (event.key !== "/") return false;
    this.focusComposer();
    return true;
  }

  private escape(): boolean {
    const { store } = this.app();
    if (!store.state.ui.drawer) return false;
    store.dispatch({ type: "ui.drawer", open: false });
    return true;
  }

  private dialog(dialog: "transfer" | "close" | "help"): true {
    this.app().store.dispatch({ type: "ui.dialog", dialog });
    return true;
  }

  private tab(tab: Tab): boolean {
    const { store } = this.app();
    if (tab === "all" && store.state.session.me?.role !== "supervisor") return false;
    store.dispatch({ type: "ui.tab", tab });
    return true;
  }

  private claim(): void {
    const { store, ownership } = this.app();
    const { selected } = store.state.ui;
    const owner = selected ? store.state.lists.summaries[selected]?.owner : null;
    if (selected && owner === "queue") void ownership.claim(selected);
    else if (!selected) void ownership.claimNext();
  }

  private onMine(act: () => void): void {
    const { session, lists, ui } = this.app().store.state;
    if (ui.selected && isMine(lists.summaries[ui.selected], session.me?.id ?? null)) act();
  }

  private toggleNote(): void {
    const { store } = this.app();
    if (!store.state.ui.selected) return;
    store.dispatch({ type: "ui.mode", mode: store.state.ui.mode === "note" ? "reply" : "note" });
    this.focusComposer();
  }

  private step(by: 1 | -1): void {
    const { store, threads } = this.app();
    const ids = rows(store.state, store.state.ui.tab).map((row) => row.id);
    const at = ids.indexOf(store.state.ui.selected ?? "");
    const next = ids[at < 0 ? 0 : Math.min(ids.length - 1, Math.max(0, at + by))];
    if (next) void threads.open(next);
  }
}
