import type { ConsoleApp } from "./app.ts";
import { unreadTotal } from "./domain/rows.ts";
import type { State } from "./store/state.ts";

/** Calls the agent back to the window: what is unread and who waits stand in its title and, if wished, a soft tone. */
export class Attention {
  private unread = 0;
  private waiting: ReadonlySet<string> = new Set();
  private audio: AudioContext | null = null;

  constructor(private readonly app: ConsoleApp) {}

  start(): void {
    this.show(this.app.store.state);
    this.app.store.subscribe((state) => this.show(state));
  }

  private show(state: State): void {
    const unread = unreadTotal(state);
    const newcomer = this.hasNewcomer(state);
    document.title = this.title(unread, state.lists.queue.length);
    if (unread > this.unread || newcomer) this.ring();
    this.unread = unread;
  }

  private title(unread: number, waiting: number): string {
    const { t } = this.app;
    const news = waiting > 0 ? [t("app.waiting", { count: waiting })] : [];
    const title = [...news, t("app.name"), t("app.title")].join(" · ");
    return unread > 0 ? `(${unread}) ${title}` : title;
  }

  private hasNewcomer({ lists }: State): boolean {
    const before = this.waiting;
    this.waiting = new Set(lists.queue.map((item) => item.conversation_id));
    return lists.queue.some(({ conversation_id: id }) => !before.has(id) && (lists.arrivedAt[id] ?? 0) > 0);
  }

  /** A short falling tone, made on the spot: no sound file to load. */
  private ring(): void {
    if (!this.app.preferences.sound) return;
    this.audio ??= new AudioContext();
    const { currentTime, destination } = this.audio;
    const tone = new OscillatorNode(this.audio, { type: "sine", frequency: 880 });
    const volume = new GainNode(this.audio, { gain: 0.08 });
    tone.frequency.exponentialRampToValueAtTime(660, currentTime + 0.18);
    volume.gain.exponentialRampToValueAtTime(0.0001, currentTime + 0.35);
    tone.connect(volume).connect(destination);
    tone.start();
    tone.stop(currentTime + 0.4);
  }
}
