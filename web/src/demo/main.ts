import { tokens } from "../shared/tokens.ts";
import { DEMO_WAYBILLS, type DemoWaybill } from "./waybills.ts";

const COPIED_FOR_MS = 2_000;

/** The chat as this page uses it; the element comes from `/widget.js`. */
interface ChatElement extends HTMLElement {
  show(): void;
}

function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  text = "",
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

function waybillRow(waybill: DemoWaybill): HTMLLIElement {
  const row = element("li", "waybill");
  const words = element("div", "waybill-words");
  words.append(element("code", "number", waybill.number), element("span", "question", waybill.question));
  const status = element("span", "status", waybill.status);
  status.dataset.tone = waybill.tone;
  const copy = element("button", "copy", "复制");
  copy.type = "button";
  copy.setAttribute("aria-label", `复制单号 ${waybill.number}`);
  copy.addEventListener("click", () => void copyNumber(waybill.number, copy));
  row.append(words, status, copy);
  return row;
}

async function copyNumber(number: string, button: HTMLButtonElement): Promise<void> {
  const copied = await writeClipboard(number);
  button.textContent = copied ? "已复制" : "请手动复制";
  const status = document.querySelector("[data-copied]");
  if (status) status.textContent = copied ? `已复制 ${number}，发给客服试试` : `请长按选中 ${number} 后复制`;
  setTimeout(() => {
    button.textContent = "复制";
  }, COPIED_FOR_MS);
}

/** The clipboard is missing on plain http pages and refused without permission; the number can still be selected. */
async function writeClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function start(): void {
  const sheet = tokens.styleSheet;
  if (sheet) document.adoptedStyleSheets.push(sheet);
  document.querySelector("[data-waybills]")?.append(...DEMO_WAYBILLS.map(waybillRow));
  const snippet = document.querySelector("[data-snippet]");
  if (snippet) snippet.textContent = `<script src="${location.origin}/widget.js" async></script>`;
  document.querySelector("[data-open-chat]")?.addEventListener("click", () => {
    document.querySelector<ChatElement>("qiantai-chat")?.show();
  });
}

start();
