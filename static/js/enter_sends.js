/* data-enter-sends: Enter sends, Shift+Enter breaks the line; never in the middle of a syllable. */
{
  // A phone's Enter breaks the line
  on("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || isComposing(event)) return;
    if (!hasKeyboard || !event.target.matches("[data-enter-sends]")) return;
    event.preventDefault();
    const { value, form } = event.target;
    if (value.trim() || form.matches("[data-filled]")) form.requestSubmit();
  });
}
