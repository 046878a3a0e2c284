import type { Action } from "./actions.ts";
import { reduce } from "./reduce.ts";
import type { State } from "./state.ts";

export type Listener = (state: State, action: Action) => void;

/** Holds the one state of the console and tells its listeners after every change. */
export class Store {
  private readonly listeners = new Set<Listener>();

  constructor(private current: State) {}

  get state(): State {
    return this.current;
  }

  dispatch(action: Action): void {
    this.current = reduce(this.current, action);
    for (const listener of [...this.listeners]) listener(this.current, action);
  }

  /** Returns the function that ends the subscription. */
  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
