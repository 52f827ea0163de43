// Puts this installation's address and the owner's shop into what is to be
// pasted, and copies it. Without a script the placeholders stand there.

const ja = document.documentElement.lang == "ja";
const places = [...document.querySelectorAll("code")].map((code) => ({ code, text: code.textContent }));

const made = (name, text, more) => {
  const element = Object.assign(document.createElement(name), more);
  element.append(text);
  return element;
};

const fill = (shop) => {
  for (const { code, text } of places)
    code.textContent = text.replaceAll("https://YOUR-INSTALLATION", location.origin).replaceAll("YOUR-SHOP", shop || "YOUR-SHOP");
  // To the other pages it comes along.
  for (const link of document.querySelectorAll("a")) {
    if (link.origin != location.origin) continue;
    const to = new URL(link.href);
    shop ? to.searchParams.set("shop", shop) : to.searchParams.delete("shop");
    link.href = to;
  }
};
// A shop's name holds nothing else (see `Slug` in the API's description).
const named = (text) => text.toLowerCase().replace(/[^a-z0-9-]/g, "").slice(0, 40);
const given = named(new URLSearchParams(location.search).get("shop") || "");
fill(given);

if (document.querySelector("pre")) {
  const field = made("input", "", { id: "shop", value: given, autocomplete: "off", autocapitalize: "none", spellcheck: false });
  const label = made("label", ja ? "お店の識別名 " : "Your shop ", { htmlFor: "shop" });
  label.append(made("span", ja ? "(窓口の設定で決めた名前。下の一行に入ります)" : "(its name in addresses; it goes into the line below)"));
  const box = made("p", label, { className: "shop" });
  box.append(field);
  document.querySelector("h1").after(box);
  field.addEventListener("input", () => fill(named(field.value)));
}

for (const pre of document.querySelectorAll("pre")) {
  const words = ja ? ["コピー", "コピーしました", "コピーできません。選んでコピーしてください。"] : ["Copy", "Copied", "Can’t copy: please select the text."];
  const button = made("button", words[0], { type: "button", ariaLive: "polite" });
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(pre.querySelector("code").textContent);
      button.textContent = words[1];
    } catch {
      button.textContent = words[2];
    }
  });
  pre.append(button);
}
