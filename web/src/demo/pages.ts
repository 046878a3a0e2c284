import type { Lang } from "../shared/protocol.ts";

type Text = Readonly<Record<Lang, string>>;

/** One option of the widget, shown on a page of its own under `/demo/<name>`. */
export interface DemoPage {
  readonly name: string;
  readonly title: Text;
  readonly text: Text;
  /** The attributes of the script tag; those of one language are in `texts`. */
  readonly data: Readonly<Record<string, string>>;
  readonly texts?: Readonly<Record<string, Text>>;
  /** Buttons that call `window.Qiantai`, or log customers of a shop in and out, and a list of what is told. */
  readonly controls?: "calls" | "logins";
  /** What the page's own script calls besides. */
  readonly call?: string;
}

export const DEMO_PAGES: readonly DemoPage[] = [
  {
    name: "colour",
    title: { "zh-CN": "颜色", en: "Colour" },
    text: {
      "zh-CN": "换成您网站的主色。太浅的颜色会自动加深，保证文字看得清。",
      en: "Your site's own colour. One that is too light is darkened until the words on it can be read.",
    },
    data: { colour: "#ffb000" },
  },
  {
    name: "position",
    title: { "zh-CN": "位置", en: "Position" },
    text: {
      "zh-CN": "按钮放在左下角，离左边 24 像素、离底边 96 像素，给页面自己的按钮让位。",
      en: "The button stands on the left, 24 pixels from the side and 96 from the bottom, clear of the page's own.",
    },
    data: { position: "left", offset: "24 96" },
  },
  {
    name: "language",
    title: { "zh-CN": "语言", en: "Language" },
    text: {
      "zh-CN": "英文页面用英文界面；客户写什么语言，智能客服就用什么语言回答。",
      en: "An English widget for an English page; the assistant answers in the language that the customer writes.",
    },
    data: { lang: "en" },
  },
  {
    name: "greeting",
    title: { "zh-CN": "问候语与名称", en: "Greeting and heading" },
    text: {
      "zh-CN": "打开后看到的第一句话，和窗口顶部的名称。",
      en: "The first words in the open chat, and the name at its top.",
    },
    data: {},
    texts: {
      title: { "zh-CN": "小店售后", en: "Shop support" },
      greeting: { "zh-CN": "您好，包裹的事都可以问我", en: "Hello, ask me anything about your parcel" },
    },
  },
  {
    name: "waybill",
    title: { "zh-CN": "当前运单", en: "The page's waybill" },
    text: {
      "zh-CN": "订单页已经知道运单号。客户想查时点一下就好，点之前单号不会发出去。",
      en: "The order page knows the waybill. The customer asks with one tap; until then the number is not sent.",
    },
    data: { waybill: "73100000000012" },
  },
  {
    name: "proactive",
    title: { "zh-CN": "主动打开", en: "Opening by itself" },
    text: {
      "zh-CN": "停留 5 秒或看到页面一半时打开，每位访客一次；客户关过就不再打扰。手机上先显示一句问候。",
      en: "Opens after 5 seconds or half of the page, once for each visitor, never for one who closed it. On phones it shows a greeting first.",
    },
    data: { "open-after": "5", "open-on-scroll": "50" },
  },
  {
    name: "form",
    title: { "zh-CN": "对话前表单", en: "Form before the chat" },
    text: {
      "zh-CN": "姓名、手机号、运单号都可以不填；直接发消息也行。填了客服就不用再问。",
      en: "Name, telephone and waybill may all stay empty, and writing a message is as good. What is filled in is not asked again.",
    },
    data: { form: "name phone waybill", privacy: "/" },
  },
  {
    name: "api",
    title: { "zh-CN": "脚本接口与事件", en: "Script interface and events" },
    text: {
      "zh-CN": "页面可以打开、关闭、发送、换上下文、卸载和重新挂载，也能听到发生了什么。",
      en: "The page opens, closes, sends, changes the context, removes and mounts again, and hears what happens.",
    },
    data: {},
    controls: "calls",
  },
  {
    name: "identity",
    title: { "zh-CN": "已登录的客户", en: "Customers who log in" },
    text: {
      "zh-CN":
        "小店的服务器签名说明客户是谁，客服就能看到姓名，换设备也能接着聊。请先发一句话，再登录、退出试试。",
      en: "The shop's server signs who the customer is: agents see the name, and the conversation is there on every device. Write something, then log in and out.",
    },
    data: {},
    controls: "logins",
    call: "await Qiantai.identify(token);",
  },
  {
    name: "mount",
    title: { "zh-CN": "由页面决定何时出现", en: "Put there by the page" },
    text: {
      "zh-CN": "脚本加载后不会自动出现，页面调用 mount() 时才放上来。",
      en: "The script shows nothing by itself; the chat comes when the page calls mount().",
    },
    data: { mount: "manual" },
    controls: "calls",
    call: "Qiantai.mount();",
  },
  {
    name: "server",
    title: { "zh-CN": "自己存放脚本", en: "A script of your own" },
    text: {
      "zh-CN": "脚本放在您自己的服务器上时，用 server 指明客服系统的地址。",
      en: "Where the script is served by your own server, server says where the desk is.",
    },
    data: { server: "/" },
  },
];

/** The script tag of a page, as its owner would write it. */
export function scriptTag(page: DemoPage, lang: Lang, source = "/widget.js"): string {
  const texts = Object.entries(page.texts ?? {}).map(([name, text]): [string, string] => [name, text[lang]]);
  const language: [string, string][] = lang === "en" && !page.data.lang ? [["lang", "en"]] : [];
  const all = [...language, ...Object.entries(page.data), ...texts];
  return [`<script src="${source}" async`, ...all.map(([name, value]) => `data-${name}="${value}"`)]
    .join(" ")
    .concat("></script>");
}

export function demoPath(page: DemoPage, lang: Lang): string {
  return lang === "en" ? `/demo/en/${page.name}` : `/demo/${page.name}`;
}

/** The same as another site would have it in its pages. */
function shownTag(page: DemoPage, lang: Lang): string {
  const { server, ...data } = page.data;
  const elsewhere = server ? { ...page, data: { server: "https://desk.example", ...data } } : page;
  const tag = scriptTag(elsewhere, lang, server ? "/widget.js" : "https://desk.example/widget.js");
  return page.call ? `${tag}\n${page.call}` : tag;
}

/** Links to every page, for the front page and for each other. */
export function links(lang: Lang): string {
  return DEMO_PAGES.map((page) => `<a href="${demoPath(page, lang)}">${page.title[lang]}</a>`).join("\n");
}

const FRAME: Readonly<Record<string, Text>> = {
  site: { "zh-CN": "中通快递", en: "ZTO Express" },
  badge: { "zh-CN": "演示站", en: "demo" },
  back: { "zh-CN": "返回首页", en: "Front page" },
  snippet: { "zh-CN": "页面里只需要这些", en: "All that the page holds" },
  loginOne: { "zh-CN": "王芳登录", en: "Log in as 王芳" },
  loginOther: { "zh-CN": "李明登录", en: "Log in as 李明" },
  logout: { "zh-CN": "退出登录", en: "Log out" },
  others: { "zh-CN": "其他选项", en: "Other options" },
  note: {
    "zh-CN": "本页以严格的内容安全策略提供：default-src 'self'。",
    en: "This page is served under a strict policy: default-src 'self'.",
  },
};

/** Fills `demo.html`, whose places are written `{{name}}`, for one page in one language. */
export function renderDemo(template: string, page: DemoPage, lang: Lang): string {
  const other = lang === "en" ? "zh-CN" : "en";
  const values: Record<string, string> = {
    ...Object.fromEntries(Object.entries(FRAME).map(([name, text]) => [name, text[lang]])),
    lang,
    title: page.title[lang],
    text: page.text[lang],
    tag: scriptTag(page, lang),
    shown: shownTag(page, lang).replaceAll("<", "&lt;"),
    links: links(lang),
    other: demoPath(page, other),
    otherLang: other,
    language: other === "en" ? "English" : "中文",
    controls: page.controls ? "" : "hidden",
    calls: page.controls === "calls" ? "" : "hidden",
    logins: page.controls === "logins" ? "" : "hidden",
  };
  return template.replace(/\{\{(\w+)\}\}/g, (place, name: string) => values[name] ?? place);
}
