/* data-place: a button puts a line into a text, below the line one was on or at its end. */
{
  const places = new WeakMap(); // where one was in a text when one left it
  on("focusout", ({ target }) => {
    if (target.matches("textarea")) places.set(target, target.selectionEnd);
  });
  on("click", (event) => {
    const button = event.target.closest("[data-place]");
    if (!button) return;
    event.preventDefault();
    const text = byId(button.dataset.into);
    const end = text.value.indexOf("\n", places.get(text) ?? text.value.length); // of that line
    const at = end < 0 ? text.value.length : end;
    const [before, after] = [text.value.slice(0, at).trimEnd(), text.value.slice(at).trimStart()];
    const placed = `${before}${before && "\n\n"}${button.dataset.place}`;
    text.value = `${placed}\n\n${after}`.trimEnd();
    text.dispatchEvent(new Event("input", { bubbles: true }));
    text.focus();
    text.setSelectionRange(placed.length, placed.length);
  });
}
