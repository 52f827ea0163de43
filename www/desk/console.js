// The console's entry: starts the wasm, which draws the page.

import start from "madoguchi-console";

start({ module_or_path: new URL(`console.wasm?${WASM}`, import.meta.url) });
