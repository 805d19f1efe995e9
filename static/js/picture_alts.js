/* data-alts: the id of a text area with a line about each of the pictures that one picks. With
   scripts each line stands beside its picture instead. */
{
  const SIDE = 152; // px of a canvas that is shown half as large
  const MAX_LETTERS = 200; // as the server takes them

  const draw = async (canvas, file) => {
    try {
      const image = await createImageBitmap(file);
      const scale = SIDE / Math.min(image.width, image.height);
      const [width, height] = [image.width * scale, image.height * scale];
      const place = [(SIDE - width) / 2, (SIDE - height) / 2, width, height];
      canvas.getContext("2d").drawImage(image, ...place);
    } catch {
      // the server says what is wrong with it
    }
  };
  const itemOf = (file, number, lines) => {
    const item = make("li", { className: "row" });
    const canvas = make("canvas", { className: "thumb", width: SIDE, height: SIDE });
    const label = make("label", { className: "field grow" });
    const input = make("input", { className: "input" });
    input.dataset.most = MAX_LETTERS;
    input.value = lines.value.split("\n")[number - 1] ?? "";
    label.append(`${lines.labels[0].firstChild.textContent.trim()} ${number}`, input);
    item.append(canvas, label);
    draw(canvas, file);
    return item;
  };

  on("change", ({ target }) => {
    const lines = byId(target.dataset.alts);
    if (!lines) return;
    const field = lines.closest(".field");
    const items = [...target.files].map((file, place) => itemOf(file, place + 1, lines));
    const list = make("ul", { className: "stack alts" });
    list.setAttribute("role", "list");
    list.append(...items);
    field.parentElement.querySelector(".alts")?.remove();
    field.hidden = items.length > 0;
    if (items.length) field.after(list);
    list.addEventListener("input", () => {
      lines.value = items.map((item) => item.querySelector("input").value).join("\n");
    });
  });
}
