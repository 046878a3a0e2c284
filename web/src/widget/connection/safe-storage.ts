/** The part of `Storage` that the widget needs. */
export interface KeyValue {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
  keys(): string[];
}

/** Keeps values for the life of the page only: what is left when a browser refuses localStorage. */
export class MemoryStorage implements KeyValue {
  readonly #values = new Map<string, string>();

  get(key: string): string | null {
    return this.#values.get(key) ?? null;
  }

  set(key: string, value: string): void {
    this.#values.set(key, value);
  }

  remove(key: string): void {
    this.#values.delete(key);
  }

  keys(): string[] {
    return [...this.#values.keys()];
  }
}

/**
 * localStorage that cannot fail. Private mode, a full quota or a sandboxed frame make it throw on access or on
 * write; the value then lives in memory, so that the conversation goes on and only a reload forgets it.
 */
export class BrowserStorage implements KeyValue {
  readonly #memory = new MemoryStorage();
  readonly #open: () => Storage;

  constructor(open: () => Storage = () => window.localStorage) {
    this.#open = open;
  }

  get(key: string): string | null {
    return this.#memory.get(key) ?? this.#try((storage) => storage.getItem(key), null);
  }

  set(key: string, value: string): void {
    const stored = this.#try((storage) => {
      storage.setItem(key, value);
      return true;
    }, false);
    if (stored) this.#memory.remove(key);
    else this.#memory.set(key, value);
  }

  remove(key: string): void {
    this.#memory.remove(key);
    this.#try((storage) => storage.removeItem(key), undefined);
  }

  keys(): string[] {
    const kept = this.#try((storage) => Object.keys(storage), []);
    return [...new Set([...kept, ...this.#memory.keys()])];
  }

  #try<Result>(use: (storage: Storage) => Result, otherwise: Result): Result {
    try {
      return use(this.#open());
    } catch {
      return otherwise;
    }
  }
}
