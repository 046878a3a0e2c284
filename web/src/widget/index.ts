/** Entry of `widget.js`: `<script src="https://desk.example/widget.js" async></script>` is all a page needs. */
import { defineElements } from "./define.ts";
import { mount, readOptions } from "./embed.ts";

const script = document.currentScript as HTMLScriptElement | null;
const options = readOptions(script?.src || location.href, script?.dataset ?? {});

function start(): void {
  defineElements();
  mount(options);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start, { once: true });
else start();
