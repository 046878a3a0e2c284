import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Keeps the sheet inside what a phone's keyboard leaves visible, through `--qt-view-height` and `--qt-view-top`. */
export class ViewportController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    window.visualViewport?.addEventListener("resize", this.#fit);
    window.visualViewport?.addEventListener("scroll", this.#fit);
    this.#fit();
  }

  hostDisconnected(): void {
    window.visualViewport?.removeEventListener("resize", this.#fit);
    window.visualViewport?.removeEventListener("scroll", this.#fit);
  }

  readonly #fit = (): void => {
    const view = window.visualViewport;
    if (!view) return;
    this.#host.style.setProperty("--qt-view-height", `${view.height}px`);
    this.#host.style.setProperty("--qt-view-top", `${view.offsetTop}px`);
  };
}
