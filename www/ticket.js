// A ticket's page that was opened by the link in a message: the key behind its
// `#` is sent to us, and nowhere else, and the address is rid of it at once. A
// cookie that no script can read opens the page from then on.
(() => {
  const key = new URLSearchParams(location.hash.slice(1)).get("k");
  const form = document.getElementById("open");
  if (!key || !form) return;
  history.replaceState(null, "", location.pathname + location.search);
  document.getElementById("closed").hidden = true;
  form.hidden = false;
  form.action = `${location.pathname.replace(/\/$/, "")}/open${location.search}`;
  form.elements.key.value = key;
  form.submit();
})();
