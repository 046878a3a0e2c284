import { tokens } from "../shared/tokens.ts";
import type { QiantaiApi, QiantaiEvents } from "../widget/widget.d.ts";

const NAMES: readonly (keyof QiantaiEvents)[] = [
  "ready",
  "open",
  "close",
  "message",
  "unread",
  "handoff",
  "error",
];

const CALLS: Readonly<Record<string, (chat: QiantaiApi) => void>> = {
  open: (chat) => chat.open(),
  close: (chat) => chat.close(),
  toggle: (chat) => chat.toggle(),
  send: (chat) => chat.send("73100000000011"),
  context: (chat) => chat.setContext({ colour: "#0a7d4f", waybill: "73100000000012" }),
  destroy: (chat) => chat.destroy(),
  mount: (chat) => {
    listen(chat);
    chat.mount();
  },
};

function tell(name: string, detail: unknown): void {
  const line = document.createElement("li");
  line.textContent = `${name} ${JSON.stringify(detail ?? {})}`;
  document.querySelector("[data-told]")?.append(line);
}

const HEARD = Object.fromEntries(
  NAMES.map((name) => [name, (event: CustomEvent) => tell(name, event.detail)]),
);

/** The same listener twice is one, so this may be called again after `destroy` took all of them away. */
function listen(chat: QiantaiApi): void {
  for (const name of NAMES) chat.on(name, HEARD[name] as (event: CustomEvent) => void);
}

function start(): void {
  if (tokens.styleSheet) document.adoptedStyleSheets.push(tokens.styleSheet);
  if (window.Qiantai) listen(window.Qiantai);
  else window.QiantaiConfig = { onReady: listen };
  for (const button of document.querySelectorAll<HTMLElement>("[data-call]")) {
    button.addEventListener("click", () => {
      if (window.Qiantai) CALLS[button.dataset.call ?? ""]?.(window.Qiantai);
    });
  }
}

start();
