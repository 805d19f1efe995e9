/* After an @ the people in the room are offered by name or handle; Tab takes the first. */
const mentions = (() => {
  const MAX_OFFERED = 5;
  const offered = byId("say-people");
  const spelled = (name) => name.normalize("NFKD").toLowerCase(); // half a syllable finds it, too
  const typed = () => {
    const before = text.value.slice(0, text.selectionStart);
    return /(?:^|\s)@([^@\n]{0,20})$/.exec(before)?.[1];
  };

  const offer = () => {
    const start = typed();
    const listed = document.querySelectorAll("#people [data-handle]");
    const people = start === undefined ? [] : [...listed];
    const begins = (name) => spelled(name).startsWith(spelled(start));
    const nameIn = (one) => one.querySelector("b").textContent.trim();
    const offers = people
      .map((one) => [nameIn(one), one.dataset.handle])
      .filter(([name, handle]) => (begins(name) || begins(handle)) && handle !== start);
    const buttons = offers.slice(0, MAX_OFFERED).map(([name, handle]) => {
      const textContent = `${name} @${handle}`;
      const button = make("button", { type: "button", className: "chip", textContent });
      button.dataset.handle = handle;
      return button;
    });
    offered.replaceChildren(...buttons);
    offered.hidden = !buttons.length;
  };
  const take = (button) => {
    finishSyllable();
    const end = text.selectionStart;
    text.setRangeText(`@${button.dataset.handle} `, end - typed().length - 1, end, "end");
    textChanged();
    text.focus();
  };
  text.addEventListener("input", offer);
  offered.addEventListener("mousedown", (event) => event.preventDefault());
  offered.addEventListener("click", ({ target }) => target.matches("button") && take(target));

  return {
    offer,
    areOffered: () => offered.firstChild !== null,
    takeFirst: () => take(offered.firstChild),
    close: () => {
      offered.replaceChildren();
      offered.hidden = true;
    },
  };
})();
