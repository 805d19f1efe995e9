// The queue of applications by keyboard. Keys are places on the board, so they work in Hangul too.
(() => {
  const rows = () => [...document.querySelectorAll("#rows .mod")];
  const here = () => document.activeElement.closest?.("#rows .mod");
  const go = (step) => {
    const all = rows(), place = all.indexOf(here());
    const next = all[place < 0 ? 0 : Math.min(Math.max(place + step, 0), all.length - 1)];
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: "center" });
  };
  const keys = {
    KeyJ: () => go(1),
    KeyK: () => go(-1),
    KeyX: () => here()?.querySelector("[name=pick]")?.click(),
    KeyO: () => here()?.querySelector("h2 a").click(),
    KeyA: () => here()?.querySelector("[data-key=A]")?.click(),
    KeyR: () => here()?.querySelector("[data-key=R]")?.click(),
    KeyU: () => here()?.querySelector("[data-key=U]")?.click(),
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (typing || event.isComposing || event.repeat && event.code !== "KeyJ" && event.code !== "KeyK") return;
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.code in keys)) return;
    event.preventDefault();
    keys[event.code]();
  });
})();
