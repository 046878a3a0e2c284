/** Entry of `widget.js`: `<script src="https://desk.example/widget.js" async></script>` is all a page needs. */
import { createApi } from "./api.ts";
import { defineElements } from "./define.ts";
import type { QiantaiConfig } from "./widget.d.ts";

const script = document.currentScript as HTMLScriptElement | null;
const config: QiantaiConfig = {
  // The desk lives where the script came from.
  ...(script?.src ? { server: new URL(script.src).origin } : {}),
  ...script?.dataset,
  ...window.QiantaiConfig,
};

function start(): void {
  defineElements();
  // A second copy of the script, e.g. of the next page of a single-page site, only brings its options.
  const api = window.Qiantai ?? createApi(config);
  window.Qiantai = api;
  if (config.mount !== "manual") api.mount(config);
  config.onReady?.(api);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start, { once: true });
else start();
