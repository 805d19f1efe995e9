/* Where the keyboard goes on after a part of the page was swapped. */
{
  // A form that comes back with errors is read from its summary on.
  const focusErrors = () => byId("errors")?.focus();
  on("htmx:after:swap", ({ detail: { ctx } }) => ctx.response?.status === 422 && focusErrors());
  focusErrors();

  // A button that was pressed goes when its part is swapped. Whoever pressed it goes on from there
  // and not from the top: at the same button of the part, or at the nearest box with an id.
  const waysBack = new WeakMap(); // by htmx's context of a request
  const nothingHasFocus = () => document.activeElement.matches("body, main");
  const remember = (ctx, pressed) => {
    const boxes = [];
    for (let box = pressed; box; box = box.parentElement) if (box.id) boxes.push(box);
    const alike = (box) => [...box.querySelectorAll(pressed.tagName)];
    const place = boxes.length ? alike(boxes[0]).indexOf(pressed) : -1;
    const successor = (box) => (box?.id === boxes[0].id && alike(box)[place]) || box;
    waysBack.set(ctx, () => boxes.map(({ id }) => successor(byId(id))));
  };
  on("htmx:config:request", ({ detail: { ctx } }) => {
    const pressed = document.activeElement;
    if (ctx.sourceElement.contains(pressed)) remember(ctx, pressed);
  });
  // A swap that somebody else caused may take it away, too.
  on("htmx:before:swap", ({ detail: { ctx } }) => {
    if (!waysBack.has(ctx) && !nothingHasFocus()) remember(ctx, document.activeElement);
  });
  const focus = (place) => {
    if (place.tabIndex < 0) place.tabIndex = -1;
    place.focus({ preventScroll: true });
    return document.activeElement === place;
  };
  const goBack = (ctx) => {
    if (nothingHasFocus()) waysBack.get(ctx)?.().some((place) => place && focus(place));
  };
  on("htmx:finally:request", ({ detail: { ctx } }) => setTimeout(goBack, 0, ctx));
}
