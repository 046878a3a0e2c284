/** What a shop says in its script tag: `data-lang`, `data-title`, `data-position`, `data-server`, `data-mount`. */
export interface EmbedOptions {
  readonly server: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** False with `data-mount="manual"`: the page places `<qiantai-chat>` itself. */
  readonly mount: boolean;
}

/** Reads the script tag that loaded the widget. The desk lives where the script came from. */
export function readOptions(source: string, data: DOMStringMap): EmbedOptions {
  const server = data.server || new URL(source).origin;
  const attributes = {
    server,
    ...(data.lang ? { lang: data.lang } : {}),
    ...(data.title ? { heading: data.title } : {}),
    ...(data.position === "left" ? { position: "left" } : {}),
  };
  return { server, attributes, mount: data.mount !== "manual" };
}

/** Puts the chat at the end of the page, unless there is one already. */
export function mount(options: EmbedOptions): void {
  if (!options.mount || document.querySelector("qiantai-chat")) return;
  const element = document.createElement("qiantai-chat");
  for (const [name, value] of Object.entries(options.attributes)) element.setAttribute(name, value);
  document.body.append(element);
}
