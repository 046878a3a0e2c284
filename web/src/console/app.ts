import { ApiClient } from "./api/client.ts";
import { Attention } from "./attention.ts";
import { Channels } from "./flows/channels.ts";
import { Desk } from "./flows/desk.ts";
import { Feedback } from "./flows/feedback.ts";
import { Lists } from "./flows/lists.ts";
import { Live } from "./flows/live.ts";
import { Ownership } from "./flows/ownership.ts";
import { People } from "./flows/people.ts";
import { Replies } from "./flows/replies.ts";
import { Reports } from "./flows/reports.ts";
import { Session } from "./flows/session.ts";
import { Threads } from "./flows/threads.ts";
import { Work } from "./flows/work.ts";
import { Memory } from "./memory.ts";
import { Realtime } from "./realtime/client.ts";
import { initialState, type Preferences } from "./store/state.ts";
import { Store } from "./store/store.ts";
import { Ticker } from "./ticker.ts";
import { type T, wordsIn } from "./words/index.ts";

/** The console without its elements: wires the use cases once, and is handed to every element. */
export class ConsoleApp {
  readonly store: Store;
  readonly ticker = new Ticker();
  readonly desk: Desk;
  readonly threads: Threads;
  readonly lists: Lists;
  readonly session: Session;
  readonly ownership: Ownership;
  readonly replies: Replies;
  readonly work: Work;
  readonly people: People;
  readonly channels: Channels;
  readonly feedback: Feedback;
  readonly reports: Reports;
  private readonly memory: Memory;

  constructor(window: Window) {
    this.memory = new Memory(window);
    this.store = new Store(initialState(this.memory.recall()));
    this.desk = new Desk(this.store, new ApiClient(), new Realtime());
    this.threads = new Threads(this.desk);
    this.lists = new Lists(this.desk, this.threads);
    this.work = new Work(this.desk, this.threads);
    this.people = new People(this.desk, this.threads);
    this.reports = new Reports(this.desk);
    const live = new Live(this.desk, this.lists, this.threads, this.work, this.reports);
    this.session = new Session(this.desk, this.lists, this.threads, live);
    live.checkSession = () => void this.session.check();
    live.resend = () => this.replies.resendPassing();
    this.ownership = new Ownership(this.desk, this.lists, this.threads);
    this.channels = new Channels(this.desk);
    this.feedback = new Feedback(this.desk);
    this.replies = new Replies(this.desk, this.threads);
  }

  get t(): T {
    return wordsIn(this.preferences.lang);
  }

  get preferences(): Preferences {
    return this.store.state.ui.preferences;
  }

  /** Connects the state with the browser (address, storage, title, sound) and finds out who is logged in. */
  async start(): Promise<void> {
    this.memory.recallUnsent(this.store);
    this.memory.follow(this.store, (id) => void this.threads.open(id));
    new Attention(this).start();
    document.addEventListener("visibilitychange", () => this.threads.seen());
    await this.session.restore();
  }
}
