import type { Plugin } from "vite";
import { DEMO_PAGES, demoPath, links, renderDemo } from "./src/demo/pages.ts";
import { LANGS } from "./src/shared/i18n.ts";

/** What the widget may weigh after gzip, in bytes: shops load it on every page. */
const MOST_BYTES = 45 * 1024;

/** Makes one page of `demo.html` for each option and language, and lists them on the front page. */
export const demoPages: Plugin = {
  name: "demo-pages",
  transformIndexHtml: (page) => page.replace("{{demos}}", links("zh-CN")),
  generateBundle: {
    order: "post",
    handler(_, bundle) {
      const template = bundle["demo.html"];
      if (template?.type !== "asset") return this.error("demo.html is missing from the site.");
      for (const page of DEMO_PAGES) {
        for (const lang of LANGS) {
          const fileName = `${demoPath(page, lang).slice(1)}.html`;
          this.emitFile({ type: "asset", fileName, source: renderDemo(String(template.source), page, lang) });
        }
      }
      delete bundle["demo.html"];
    },
  },
};

/** Takes comments and blanks out of style sheets and templates, which the minifier sees as mere text. */
export const plainTemplates: Plugin = {
  name: "plain-templates",
  enforce: "pre",
  transform(code, id) {
    if (!id.endsWith(".ts") || id.includes("node_modules")) return undefined;
    return code.replace(/\n\s+/g, "\n").replace(/css`[^`]*`/g, (sheet) =>
      sheet
        .replace(/\/\*.*?\*\//gs, "")
        .replace(/\s+/g, " ")
        .replace(/ ?([{};,]) ?/g, "$1")
        .replace(/: /g, ":")
        .replace(/;}/g, "}"),
    );
  },
};

/** The desk speaks polling and WebSocket; the third transport would weigh almost a kilobyte on every page. */
export const ownTransports: Plugin = {
  name: "own-transports",
  transform(_, id) {
    if (!id.endsWith("engine.io-client/build/esm/transports/index.js")) return undefined;
    return `import { XHR } from "./polling-xhr.js";
      import { WS } from "./websocket.js";
      export const transports = { websocket: WS, polling: XHR };`;
  },
};

/** Puts the types of the script beside it, for sites in TypeScript, and refuses a script that weighs too much. */
export const widgetFiles: Plugin = {
  name: "widget-files",
  async generateBundle(_, bundle) {
    const source = await this.fs.readFile(new URL("src/widget/widget.d.ts", import.meta.url).pathname);
    this.emitFile({ type: "asset", fileName: "widget.d.ts", source });
    const script = bundle["widget.js"];
    const bytes = script?.type === "chunk" ? await zipped(script.code) : 0;
    if (bytes > MOST_BYTES) this.error(`widget.js has ${bytes} bytes after gzip, of at most ${MOST_BYTES}.`);
  },
};

async function zipped(code: string): Promise<number> {
  const stream = new Blob([code]).stream().pipeThrough(new CompressionStream("gzip"));
  return (await new Response(stream).arrayBuffer()).byteLength;
}
