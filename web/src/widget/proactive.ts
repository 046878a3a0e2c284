import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Options } from "./options.ts";

/** What the controller needs of the chat. */
interface Host extends ReactiveControllerHost {
  readonly options: Options;
  /** Whether this visitor has met the chat: it opened by itself, or they opened or closed it. */
  met(): boolean;
  invite(): void;
}

/** Opens the chat by itself, once for a visitor: after some seconds, or when enough of the page was scrolled. */
export class ProactiveController implements ReactiveController {
  readonly #host: Host;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #known: Options | undefined;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdate(): void {
    const { options } = this.#host;
    const before = this.#known;
    this.#known = options;
    if (before?.openAfter === options.openAfter && before.openOnScroll === options.openOnScroll) return;
    this.#stop();
    if (this.#host.met()) return;
    if (options.openAfter) this.#timer = setTimeout(this.#invite, options.openAfter * 1000);
    if (options.openOnScroll) document.addEventListener("scroll", this.#scrolled, { passive: true });
  }

  hostDisconnected(): void {
    this.#stop();
    this.#known = undefined;
  }

  #stop(): void {
    clearTimeout(this.#timer);
    document.removeEventListener("scroll", this.#scrolled);
  }

  readonly #scrolled = (): void => {
    const { scrollHeight, clientHeight } = document.documentElement;
    const all = scrollHeight - clientHeight;
    if (all > 0 && (scrollY / all) * 100 >= this.#host.options.openOnScroll) this.#invite();
  };

  readonly #invite = (): void => {
    this.#stop();
    if (!this.#host.met()) this.#host.invite();
  };
}
