/* The list of applications by keyboard. Keys are places on the board, so they work in Hangul. */
{
  const rows = () => [...document.querySelectorAll("#rows .mod")];
  const current = () => document.activeElement.closest?.("#rows .mod");
  const go = (step) => {
    const all = rows();
    const place = all.indexOf(current());
    const next = all[place < 0 ? 0 : Math.min(Math.max(place + step, 0), all.length - 1)];
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: "center" });
  };
  const press = (selector) => current()?.querySelector(selector)?.click();
  const keys = {
    KeyJ: () => go(1),
    KeyK: () => go(-1),
    KeyX: () => press("[name=pick]"),
    KeyO: () => press("h2 a"),
    KeyA: () => press("[data-key=A]"),
    KeyR: () => press("[data-key=R]"),
    KeyU: () => press("[data-key=U]"),
  };
  const WRITES = "input:not([type=checkbox]), textarea, select, [contenteditable]";
  document.addEventListener("keydown", (event) => {
    if (event.target.matches(WRITES) || event.isComposing) return;
    if (event.repeat && event.code !== "KeyJ" && event.code !== "KeyK") return;
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.code in keys)) return;
    event.preventDefault();
    keys[event.code]();
  });
}
