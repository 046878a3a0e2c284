import { LitElement, type PropertyValues } from "lit";
import { property } from "lit/decorators.js";
import type { ConsoleApp } from "../app.ts";
import type { State } from "../store/state.ts";
import type { T } from "../words/index.ts";

/**
 * An element that shows a part of the state. It is drawn again when something that {@link watched} names has
 * changed, when the language has, and each second while {@link ticking} says so.
 */
export abstract class ConsoleElement extends LitElement {
  @property({ attribute: false }) app!: ConsoleApp;
  private leave: (() => void)[] = [];
  private drawn: readonly unknown[] = [];

  /** The parts of the state that this element draws; compared by identity. */
  protected abstract watched(state: State): readonly unknown[];

  protected ticking(): boolean {
    return false;
  }

  protected get state(): State {
    return this.app.store.state;
  }

  protected get t(): T {
    return this.app.t;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.leave = [
      this.app.store.subscribe(() => this.changed()),
      this.app.ticker.subscribe(() => this.ticking() && this.requestUpdate()),
    ];
    this.changed();
  }

  override disconnectedCallback(): void {
    for (const leave of this.leave) leave();
    this.leave = [];
    super.disconnectedCallback();
  }

  protected override updated(_changed: PropertyValues): void {
    this.drawn = this.everythingWatched();
  }

  private changed(): void {
    const now = this.everythingWatched();
    if (now.length !== this.drawn.length || now.some((part, index) => part !== this.drawn[index])) {
      this.requestUpdate();
    }
  }

  private everythingWatched(): readonly unknown[] {
    return [this.app.preferences.lang, ...this.watched(this.state)];
  }
}
