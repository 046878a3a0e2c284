import { type Action, initialState, reduce } from "./reducer.ts";
import type { ChatState } from "./state.ts";

export type Listener = (state: ChatState, before: ChatState) => void;

/** Holds the one state of a widget and tells listeners after each change. */
export class ChatStore {
  #state: ChatState = initialState();
  readonly #listeners = new Set<Listener>();

  get state(): ChatState {
    return this.#state;
  }

  dispatch(action: Action): void {
    const before = this.#state;
    this.#state = reduce(before, action);
    if (this.#state === before) return;
    for (const listener of this.#listeners) listener(this.#state, before);
  }

  /** Returns the function that ends the subscription. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
