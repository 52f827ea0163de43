// What the panel asks of the browser, as `browser.rs` calls it: by hand, as
// each call that is bound one by one weighs 250 bytes.

const SHAPES = "http://www.w3.org/2000/svg";

// The shopper's own variety of a language.
const locale = (language) => (navigator.language.startsWith(language) ? navigator.language : language);

const attempt = (act) => {
  try {
    return act();
  } catch {
    // What the browser refuses is not there.
  }
};

const storage = (stays) => (stays ? localStorage : sessionStorage);

export const browser = {
  // An element with a class, which may be empty.
  make: (tag, name) => {
    const made = /^(svg|path)$/.test(tag) ? document.createElementNS(SHAPES, tag) : document.createElement(tag);
    if (name) made.setAttribute("class", name);
    return made;
  },
  // Sets an attribute, or takes it away. The empty one is the text; whether a
  // box is ticked is a property, as the attribute says only how it began.
  put: (element, name, value) => {
    if (!name) element.textContent = value;
    else if (name === "checked") element.checked = value != null;
    else if (value == null) element.removeAttribute(name);
    else element.setAttribute(name, value);
  },
  // Adds a node, or text.
  add: (parent, child) => parent.append(child),
  on: (element, event, act) => element.addEventListener(event, act),
  // Several nodes that go where the first of them goes.
  list: () => new DocumentFragment(),
  // A place on the page whose content changes: two empty texts around it.
  gap: () => {
    const gap = new DocumentFragment();
    gap.append("", "");
    gap.ends = [...gap.childNodes];
    return gap;
  },
  fill: (gap, content) => {
    const [start, end] = gap.ends;
    if (start.nextSibling === content && content.nextSibling === end) return;
    const at = start.getRootNode().activeElement;
    while (start.nextSibling !== end) start.nextSibling.remove();
    end.before(content);
    // What is chosen has the focus still where it is offered anew.
    if (at?.type === "radio" && !at.isConnected) end.parentNode.querySelector(`[value="${at.value}"]`)?.focus();
  },
  // Makes a list hold `lines`, parted by U+FDD2: buttons that call `act`. A line is the
  // button's value and its texts, parted by U+FDD1, a text plain and marked parts by
  // turns, parted by U+FDD0: what Unicode keeps for such uses, and nobody types. What
  // is there is used again, and left alone where it is so.
  rows: (list, lines, act) => {
    const child = (parent, place, tag, name) =>
      parent.childNodes[place] || parent.appendChild(tag ? browser.make(tag, name) : new Text());
    const each = (parent, text, sign, draw) => {
      const parts = text.split(sign);
      while (parent.childNodes[parts.length]) parent.lastChild.remove();
      parts.forEach(draw);
    };
    each(list, lines, "\ufdd2", (line, place) => {
      const [value, ...texts] = line.split("\ufdd1");
      const button = child(child(list, place, "li"), 0, "button", "row");
      button.onclick = act;
      button.value = value;
      texts.forEach((text, number) => {
        const words = child(child(button, 0, "span"), number, "span", number && "passage");
        each(words, text, "\ufdd0", (part, turn) => {
          const piece = child(words, turn, turn % 2 && "mark");
          if (piece.textContent !== part) piece.textContent = part;
        });
      });
    });
  },
  // What stands in the field where something happened; whether its box is ticked.
  value: (event) => event.currentTarget.value,
  ticked: (event) => event.target.checked,

  // Once what was just decided stands on the page.
  focus: (root, selector) =>
    requestAnimationFrame(() => {
      const found = root.querySelector(selector);
      found?.focus();
      found?.scrollIntoView({ block: "nearest" });
    }),
  paint: (element, name, colour) => element.style.setProperty(name, colour),
  matches: (query) => matchMedia(query).matches,
  visible: () => document.visibilityState === "visible",
  online: () => navigator.onLine,
  download: (name, type, text) =>
    attempt(() => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text], { type }));
      link.download = name;
      link.click();
    }),

  // Status and text of an answer, apart by a space. Headers are name, value,
  // name, value, a line each. What is as short as this gets there though the
  // page be left.
  fetch: async (method, url, headers, body, patience) => {
    const lines = headers.split("\n");
    const pairs = lines.flatMap((name, place) => (place % 2 ? [] : [[name, lines[place + 1]]]));
    const answer = await fetch(url, {
      method,
      headers: pairs.slice(0, -1),
      body,
      credentials: "omit",
      keepalive: body?.length < 200,
      signal: AbortSignal.timeout(patience),
    });
    return `${answer.status} ${await answer.text()}`;
  },
  // Whether there is a storage; what it keeps, and whether it does.
  keeps: (stays) => !!attempt(() => storage(stays)),
  read: (stays, name) => attempt(() => storage(stays).getItem(name)),
  write: (stays, name, text) =>
    !!attempt(() => (text == null ? storage(stays).removeItem(name) : storage(stays).setItem(name, text), true)),
  // 128 random bits. `randomUUID` is missing where a page is not secure.
  random: () => {
    const bytes = new Uint8Array(16);
    if (!attempt(() => crypto.getRandomValues(bytes))) bytes.forEach((_, place) => (bytes[place] = Math.random() * 256));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  },

  elapsed: () => performance.now(),
  // Minutes that the device's clocks are behind UTC at a moment.
  offset: (seconds) => new Date(seconds * 1000).getTimezoneOffset(),
  // A day, counted from 1970, as people write it.
  day: (language, days) =>
    attempt(() => {
      const form = { month: "long", day: "numeric", weekday: "short", timeZone: "UTC" };
      return new Intl.DateTimeFormat(locale(language), form).format(days * 86_400_000);
    }),
  // A zone's name for people.
  zone: (language, timeZone) =>
    attempt(() => {
      const parts = new Intl.DateTimeFormat(locale(language), { timeZone, timeZoneName: "long" }).formatToParts();
      return parts.find((part) => part.type === "timeZoneName").value;
    }),
};
