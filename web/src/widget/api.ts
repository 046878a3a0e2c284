import type { QiantaiChat } from "./elements/chat.ts";
import { Place } from "./place.ts";
import type { OptionValues, QiantaiApi, QiantaiEvents } from "./widget.d.ts";

/** The events bubble from the chat to the document, where the page's listeners outlive the chat itself. */
const typeOf = (name: string): string => `qiantai-${name}`;

/** Makes `window.Qiantai`; `initial` are the options of the script tag. */
export function createApi(initial: OptionValues): QiantaiApi {
  const place = new Place();
  let listening = new AbortController();
  const chat = (): QiantaiChat | null => document.querySelector<QiantaiChat>("qiantai-chat");
  const api: QiantaiApi = {
    get isOpen() {
      return chat()?.open ?? false;
    },
    open: () => chat()?.show("page"),
    close: () => chat()?.hide("page"),
    toggle: () => (api.isOpen ? api.close() : api.open()),
    send: (text) => chat()?.say(text) ?? false,
    identify: async (token) => (await chat()?.identify(token)) ?? null,
    setContext: (values) => chat()?.configure(values),
    on(name, listener) {
      const heard = listener as EventListener;
      document.addEventListener(typeOf(name), heard, { signal: listening.signal });
      if (name === "ready" && chat()) queueMicrotask(() => heard(new CustomEvent(typeOf(name))));
      return () => api.off(name, listener);
    },
    off: <Name extends keyof QiantaiEvents>(name: Name, listener: unknown) =>
      document.removeEventListener(typeOf(name), listener as EventListener),
    mount: (values) => place.put(values ?? (chat() ? {} : initial)),
    destroy() {
      place.clear();
      listening.abort();
      listening = new AbortController();
    },
  };
  return api;
}
