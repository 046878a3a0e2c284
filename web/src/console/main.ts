import { ConsoleApp } from "./app.ts";
import { defineElements } from "./define.ts";
import { ConsoleRoot } from "./elements/root.ts";

defineElements();
const app = new ConsoleApp(window);
const root = new ConsoleRoot();
root.app = app;
document.body.replaceChildren(root);
void app.start();
