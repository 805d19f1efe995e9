/* data-most="4000": so many letters the server takes; a browser cuts none. As a field fills up,
   a line below it counts: code points of composed text, as the server does, so that an emoji of
   one code point is one letter. */
{
  const FIELDS = "textarea[data-most], input[data-most]";
  const SHOWN_FROM = 0.9; // of the limit
  const lines = new WeakMap(); // by field
  const letters = ({ value }) => [...value.normalize("NFC").trim()].length;
  const written = (number) => number.toLocaleString(document.documentElement.lang);
  const lineOf = (field) => {
    if (!lines.has(field)) lines.set(field, make("p", { className: "count" }));
    const line = lines.get(field);
    if (!line.isConnected) field.after(line);
    return line;
  };
  const count = (field) => {
    const most = Number(field.dataset.most);
    const shown = field.value.length >= most * SHOWN_FROM && most > 0;
    if (!shown && !lines.has(field)) return;
    const line = lineOf(field);
    const number = shown ? letters(field) : 0;
    line.hidden = number < most * SHOWN_FROM;
    line.textContent = `${written(number)} / ${written(most)}`;
    line.classList.toggle("over", number > most);
  };
  const countAll = () => document.querySelectorAll(FIELDS).forEach(count);
  on("input", ({ target }) => target.matches(FIELDS) && count(target));
  // What came with a part of the page, and what sending took out of the box.
  for (const type of ["htmx:config:request", "htmx:after:swap"]) on(type, countAll);
  countAll();
}
