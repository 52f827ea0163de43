// Puts this installation's address and the owner's shop into what is to be
// pasted, and copies it. Without a script the placeholders stand there.

const ja = document.documentElement.lang == "ja";
const field = document.querySelector("#shop");
const places = [...document.querySelectorAll("code")].map((code) => ({ code, text: code.textContent }));

const fill = (shop) => {
  for (const { code, text } of places)
    code.textContent = text.replaceAll("https://YOUR-INSTALLATION", location.origin).replaceAll("YOUR-SHOP", shop || "YOUR-SHOP");
  // To the other pages it comes along.
  for (const link of document.querySelectorAll("nav a, main a")) {
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
if (field) {
  field.form.hidden = false;
  field.value = given;
  field.addEventListener("input", () => fill(named(field.value)));
  field.form.addEventListener("submit", (event) => event.preventDefault());
}

for (const pre of document.querySelectorAll("pre")) {
  const button = document.createElement("button");
  const words = ja ? ["コピー", "コピーしました", "コピーできません。選んでコピーしてください。"] : ["Copy", "Copied", "Can’t copy: please select the text."];
  button.type = "button";
  button.textContent = words[0];
  button.setAttribute("aria-live", "polite");
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
