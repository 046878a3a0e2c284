/** The console's one interval: everything that shows a running time is drawn again each second. */
export class Ticker {
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setInterval> | undefined;

  /** Returns the function that ends the subscription; with the last one the interval ends. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    this.timer ??= setInterval(() => this.tick(), 1_000);
    return () => this.leave(listener);
  }

  private tick(): void {
    for (const listener of [...this.listeners]) listener();
  }

  private leave(listener: () => void): void {
    this.listeners.delete(listener);
    if (this.listeners.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
