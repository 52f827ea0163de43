// What a phone's keyboard and the browser's own bars leave of the screen.

/**
 * Tells the panel's styles how high that is and where it begins, as long as it
 * is not enlarged by two fingers: whoever does that wants to see more of it.
 * It ends with `gone`.
 */
export function fit(host, gone) {
  const view = window.visualViewport;
  const told = () => {
    const plain = view.scale < 1.01;
    host.style.setProperty("--mdg-height", plain ? view.height + "px" : "100dvh");
    host.style.setProperty("--mdg-top", plain ? view.offsetTop + "px" : "0px");
  };
  const resized = () => {
    told();
    // The field that is typed into stays in sight.
    const field = host.shadowRoot.activeElement;
    if (field?.matches("input, textarea")) field.scrollIntoView({ block: "nearest" });
  };
  told();
  view.addEventListener("resize", resized, gone);
  view.addEventListener("scroll", told, gone);
}
