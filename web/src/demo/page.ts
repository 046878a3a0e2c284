import { newClientId } from "../shared/ids.ts";
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

/** Another visitor of this page is another customer, though both are called 王芳: each browser makes up its own. */
function customerId(name: string): string {
  const key = `demo-shop|${name}`;
  const known = localStorage.getItem(key) ?? newClientId();
  localStorage.setItem(key, known);
  return known;
}

/** A real shop would sign when its customer logs in; the page only passes on what the server signed. */
async function login(name: string): Promise<void> {
  const body = JSON.stringify({ customer: customerId(name), name });
  const response = await fetch("/demo-shop/login", { method: "POST", body });
  const answer = await response.json();
  tell(`identify ${name}`, response.ok ? await window.Qiantai?.identify(answer.token) : answer);
}

async function logout(): Promise<void> {
  tell("identify null", await window.Qiantai?.identify(null));
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
  for (const button of document.querySelectorAll<HTMLElement>("[data-login]"))
    button.addEventListener("click", () => void login(button.dataset.login ?? ""));
  document.querySelector("[data-logout]")?.addEventListener("click", () => void logout());
}

start();
