import type { QiantaiChat } from "./elements/chat.ts";
import type { OptionValues } from "./widget.d.ts";

/** Where the chat stands: at the end of the page's body, once, also after a route change put in another body. */
export class Place {
  #chat: QiantaiChat | null = null;
  readonly #watch = new MutationObserver(() => {
    // Whoever sees the chat gone without `clear` sees a page that was replaced by the next one.
    if (this.#chat && !this.#chat.isConnected && document.body) this.#stand(this.#chat);
  });

  /** Puts the chat on the page, or changes the options of the one that is there. */
  put(values: OptionValues): void {
    const found = document.querySelector<QiantaiChat>("qiantai-chat");
    const chat = found ?? (document.createElement("qiantai-chat") as QiantaiChat);
    chat.configure(values);
    if (!found) this.#stand(chat);
  }

  /** Takes the chat away, whoever placed it. */
  clear(): void {
    this.#watch.disconnect();
    this.#chat = null;
    document.querySelector("qiantai-chat")?.remove();
  }

  #stand(chat: QiantaiChat): void {
    this.#chat = chat;
    document.body.append(chat);
    this.#watch.disconnect();
    for (const parent of [document.documentElement, document.body])
      this.#watch.observe(parent, { childList: true });
  }
}
