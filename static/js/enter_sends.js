/* data-enter-sends: Enter sends, Shift+Enter breaks the line; never in the middle of a syllable. */
{
  // A phone's Enter breaks the line
  const hasKeyboard = matchMedia("(hover: hover) and (pointer: fine)");
  on("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || isComposing(event)) return;
    if (!hasKeyboard.matches || !event.target.matches("[data-enter-sends]")) return;
    event.preventDefault();
    const { value, form } = event.target;
    if (value.trim() || form.matches("[data-filled]")) form.requestSubmit();
  });
}
