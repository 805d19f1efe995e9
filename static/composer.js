/* The box one writes in, and the menu of a message. Without this every link and form still works. */
(() => {
  const find = (id) => document.getElementById(id);
  const [list, say, sheet, replying, strip] = ["messages", "say", "message-menu", "say-reply", "say-pictures"].map(find);
  const { text, nonce, pictures: picker, alt } = say.elements;
  const [button, error, drawn] = [say.querySelector(".btn-1"), find("say-err"), strip.querySelector("ul")];
  const caretLast = (field) => {
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  };

  // Pictures are picked, pasted or dropped; each is shown small, with a button that removes it.
  const [MOST, MOST_BYTES, LONGEST] = [4, 5e6, 2400];
  let picked = []; // [{ file, item }]
  let preparing = 0;
  let waiting = false; // to be sent as soon as all is prepared
  const count = () => {
    strip.hidden = !drawn.childElementCount;
    say.toggleAttribute("data-filled", picked.length > 0);
  };
  const complain = (sentence) => {
    const line = Object.assign(document.createElement("p"), { className: "err", textContent: sentence });
    line.setAttribute("role", "alert");
    error.replaceChildren(line);
  };
  const attach = (files) => {
    for (const file of files) {
      if (picked.length === MOST) return complain(strip.dataset.most);
      const [item, remove] = [document.createElement("li"), document.createElement("button")];
      Object.assign(remove, { type: "button", textContent: "×", className: "btn btn-i" });
      remove.setAttribute("aria-label", `${file.name} ${strip.dataset.remove}`);
      const picture = { file, item };
      remove.addEventListener("click", () => {
        picked = picked.filter((one) => one !== picture);
        item.remove();
        count();
        text.focus();
      });
      item.append(remove);
      drawn.append(item);
      picked.push(picture);
      prepare(picture);
    }
    count();
    text.focus();
  };
  const sketch = (image, width, height) => {
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    const scale = Math.max(width / image.width, height / image.height);
    const [x, y] = [(width - image.width * scale) / 2, (height - image.height * scale) / 2];
    canvas.getContext("2d").drawImage(image, x, y, image.width * scale, image.height * scale);
    return canvas;
  };
  // What is larger than we take is made smaller here; what cannot be drawn is sent, and explained by the server.
  const prepare = async (picture) => {
    preparing++;
    try {
      const image = await createImageBitmap(picture.file);
      picture.item.prepend(sketch(image, 160, 160));
      if (picture.file.size > MOST_BYTES) {
        const scale = Math.min(1, LONGEST / Math.max(image.width, image.height));
        const canvas = sketch(image, Math.round(image.width * scale), Math.round(image.height * scale));
        const smaller = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
        picture.file = new File([smaller], picture.file.name, { type: "image/jpeg" });
      }
    } catch {
      picture.item.prepend(picture.file.name);
    }
    if (--preparing || !waiting) return;
    waiting = false;
    say.requestSubmit();
  };
  say.querySelector("summary").addEventListener("click", (event) => {
    event.preventDefault();
    picker.click();
  });
  strip.append(alt.labels[0], alt);
  picker.addEventListener("change", () => {
    attach(picker.files);
    picker.value = "";
  });
  text.addEventListener("paste", (event) => {
    if (!event.clipboardData.files.length || event.clipboardData.getData("text/plain")) return;
    event.preventDefault();
    attach(event.clipboardData.files);
  });
  for (const type of ["dragenter", "dragover", "dragleave", "drop"]) {
    document.addEventListener(type, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      say.classList.toggle("dropping", ["dragenter", "dragover"].includes(type));
      if (type === "drop") attach(event.dataTransfer.files);
    });
  }

  // Sending takes all out of the box at once, so that one can write on. Each gets a nonce of its own.
  const [form, kept] = [nonce.value, new WeakMap()];
  let sent = 0;
  let back = ""; // what came back and stands first in the box
  say.addEventListener("htmx:config:request", (event) => {
    const { ctx } = event.detail;
    waiting = preparing > 0;
    if (waiting || (!text.value.trim() && !picked.length)) return event.preventDefault();
    ctx.request.body.delete("pictures");
    for (const { file, item } of picked) {
      ctx.request.body.append("pictures", file);
      item.setAttribute("aria-busy", "true");
    }
    say.enctype = picked.length ? "multipart/form-data" : "application/x-www-form-urlencoded";
    kept.set(ctx, { words: text.value, used: nonce.value, reply: [...replying.childNodes], alt: alt.value, pictures: picked });
    [text.value, alt.value, nonce.value, back, picked] = ["", "", `${form}.${++sent}`, "", []];
    replying.replaceChildren();
    offer();
    count();
  });

  // What did not arrive comes back, before what was written meanwhile; sent again as it is, it is the same message.
  say.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
    const { words, used, reply, pictures, ...was } = kept.get(ctx) ?? {};
    if (!pictures) return;
    if (ctx.response?.raw.ok && !ctx.hx?.redirect) {
      for (const { item } of pictures) item.remove();
      return count();
    }
    if (!text.value.startsWith(back)) back = "";
    const rest = text.value.slice(back.length).replace(/^\n/, "");
    if (!back && !rest && !picked.length) nonce.value = used;
    back = [back, words].filter(Boolean).join("\n");
    text.value = [back, rest].filter(Boolean).join("\n");
    text.dispatchEvent(new Event("input", { bubbles: true }));
    for (const { item } of pictures) item.removeAttribute("aria-busy");
    picked = [...pictures, ...picked];
    alt.value ||= was.alt;
    if (!replying.childElementCount) replying.replaceChildren(...reply);
    count();
  });

  // The keyboard stays open, and the syllable that is being composed is finished before it is used.
  const finishSyllable = () => {
    if (document.activeElement !== text) return;
    text.blur();
    text.focus({ preventScroll: true });
  };
  for (const type of ["pointerdown", "mousedown"]) button.addEventListener(type, (event) => event.preventDefault());
  button.addEventListener("click", finishSyllable);

  // After an @ the people in the room are offered; Tab takes the first. Half a syllable finds them, too.
  const offered = find("say-people");
  const spelled = (name) => name.normalize("NFKD").toLowerCase();
  const begun = () => /(?:^|\s)@([^@\n]{0,20})$/.exec(text.value.slice(0, text.selectionStart))?.[1];
  const offer = () => {
    const start = begun();
    const people = start === undefined ? [] : [...document.querySelectorAll("#people .item b")];
    const names = [...new Set(people.map((one) => one.textContent))];
    const fitting = names.filter((name) => spelled(name).startsWith(spelled(start)) && name !== start);
    offered.replaceChildren(...fitting.slice(0, 5).map((name) =>
      Object.assign(document.createElement("button"), { type: "button", className: "chip", textContent: `@${name}` })));
    offered.hidden = !fitting.length;
  };
  const call = (name) => {
    finishSyllable();
    const end = text.selectionStart;
    text.setRangeText(`${name} `, end - begun().length - 1, end, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
    text.focus();
  };
  text.addEventListener("input", offer);
  offered.addEventListener("mousedown", (event) => event.preventDefault());
  offered.addEventListener("click", (event) => event.target.matches("button") && call(event.target.textContent));

  // Up in the empty box corrects what one said last; Escape turns away from what one was answering.
  const open = async (link, url) => {
    const menu = sheet.querySelector("div div");
    menu.replaceChildren();
    await htmx.ajax("GET", url, { source: link, target: menu, swap: "innerHTML" });
    if (!menu.childElementCount) return;
    sheet.showModal();
    const field = menu.querySelector("textarea");
    if (field) caretLast(field);
  };
  text.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Tab" && !event.shiftKey && offered.firstChild) {
      event.preventDefault();
      call(offered.firstChild.textContent);
    } else if (event.key === "Escape" && offered.firstChild) {
      offered.replaceChildren();
      offered.hidden = true;
    } else if (event.key === "Escape") {
      replying.replaceChildren();
    } else if (event.key === "ArrowUp" && !text.value) {
      const mine = [...list.querySelectorAll(`[data-author="${say.dataset.me}"]`)];
      const link = mine.filter((one) => !one.querySelector(".gone")).pop()?.querySelector(".msg-at");
      if (!link) return;
      event.preventDefault();
      open(link, `${link.href}edit/`);
    }
  });

  // The dots of a message open its menu here instead of on a page of its own.
  list.addEventListener("click", (event) => {
    const link = event.target.closest(".msg-at[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link, link.href);
  });
  // It closes with what is chosen; a correction stays until it is taken.
  sheet.addEventListener("submit", ({ target }) => target.elements.text || sheet.close());
  sheet.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
    if (ctx.request.form?.elements.text && ctx.response.raw.ok) sheet.close();
  });
  document.addEventListener("htmx:after:swap", () => {
    const field = sheet.open && sheet.querySelector("textarea[autofocus]");
    if (field && document.activeElement !== field) caretLast(field);
  });

  // The box is turned to a message, and away from it.
  new MutationObserver(() => {
    if (!replying.childElementCount) return;
    sheet.close();
    text.focus();
  }).observe(replying, { childList: true });
  replying.addEventListener("click", (event) => {
    if (!event.target.closest("a")) return;
    event.preventDefault();
    replying.replaceChildren();
    text.focus();
  });
  // A quote leads to what it quotes, if that is on the page.
  list.addEventListener("click", (event) => {
    const quote = event.target.closest(".reply");
    if (!quote || !find(quote.dataset.to)) return;
    event.preventDefault();
    location.replace(`#${quote.dataset.to}`);
  });

  // A reaction below a message is a button of one form for all of them.
  find("react").addEventListener("submit", (event) => {
    event.preventDefault();
    const { formAction, name, value } = event.submitter;
    htmx.ajax("POST", formAction, { source: event.target, values: { [name]: value }, swap: "none" });
  });
})();
