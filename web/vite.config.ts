import { type BuildEnvironmentOptions, defineConfig, mergeConfig, type UserConfig } from "vite";
import { demoPages, ownTransports, plainTemplates, widgetFiles } from "./plugins.ts";

const here = (path: string): string => new URL(path, import.meta.url).pathname;

/** One part of `dist/`: where its sources are, under which path the desk serves it, where the result goes. */
interface Page {
  root: string;
  base: string;
  outDir: string;
  assetsDir: string;
}

const PAGES: Record<string, Page> = {
  site: { root: here("."), base: "/", outDir: here("dist"), assetsDir: "assets" },
  docs: { root: here("src/docs"), base: "/docs/", outDir: here("dist/docs"), assetsDir: "assets" },
  console: {
    root: here("src/console"),
    base: "/console/",
    outDir: here("dist/console"),
    assetsDir: "assets",
  },
};

/** `site` is built first and empties `dist/`; every other part only adds to it. */
function pageBuild(mode: string, page: Page): UserConfig {
  const build: BuildEnvironmentOptions = {
    outDir: page.outDir,
    assetsDir: page.assetsDir,
    emptyOutDir: true,
    target: "es2022",
    chunkSizeWarningLimit: 2000,
  };
  return {
    root: page.root,
    base: page.base,
    publicDir: false,
    build,
    cacheDir: here(`node_modules/.vite-${mode}`),
  };
}

/** The front page and the pages of the widget's options, which allow no inlined pictures. */
const siteBuild: UserConfig = {
  plugins: [demoPages],
  build: { assetsInlineLimit: 0, rolldownOptions: { input: [here("index.html"), here("demo.html")] } },
};

/** The widget is one classic script without any other file, so that a shop embeds it with one tag. */
function widgetBuild(): UserConfig {
  return {
    publicDir: false,
    plugins: [ownTransports, plainTemplates, widgetFiles],
    build: {
      outDir: here("dist"),
      emptyOutDir: false,
      target: "es2022",
      lib: {
        entry: here("src/widget/index.ts"),
        name: "QiantaiChatWidget",
        formats: ["iife"],
        fileName: () => "widget.js",
      },
    },
    define: { "process.env.NODE_ENV": JSON.stringify("production") },
  };
}

export default defineConfig(({ mode }) => {
  const page = PAGES[mode];
  if (!page) return widgetBuild();
  return mode === "site" ? mergeConfig(pageBuild(mode, page), siteBuild) : pageBuild(mode, page);
});
