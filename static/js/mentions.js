/* After an @ the people in the room are offered; Tab takes the first. */
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
    const people = start === undefined ? [] : [...document.querySelectorAll("#people .item b")];
    const names = [...new Set(people.map((one) => one.textContent))];
    const fits = (name) => spelled(name).startsWith(spelled(start)) && name !== start;
    const buttons = names.filter(fits).slice(0, MAX_OFFERED).map((name) =>
      make("button", { type: "button", className: "chip", textContent: `@${name}` }));
    offered.replaceChildren(...buttons);
    offered.hidden = !buttons.length;
  };
  const take = (button) => {
    finishSyllable();
    const end = text.selectionStart;
    text.setRangeText(`${button.textContent} `, end - typed().length - 1, end, "end");
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
