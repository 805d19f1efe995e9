/* Pictures and a file are picked, pasted or dropped. Each is shown, with a button to remove it. */
{
  const [MAX_PICTURES, MAX_BYTES, MAX_ASPECT_RATIO] = [4, 5e6, 20]; // as the server takes them
  const MAX_FILE_BYTES = 1e7;
  const [MAX_SIDE, LEGIBLE_WIDTH, MAX_HEIGHT] = [2400, 1080, 15_000]; // px
  const QUALITIES = [0.85, 0.7, 0.5]; // of a JPEG; the first with which it is small enough
  const strip = byId("say-attachments");
  const list = strip.querySelector("ul");
  const picker = composer.elements.attachments;

  const refuse = (sentence) => {
    const line = make("p", { className: "err", textContent: sentence });
    line.setAttribute("role", "alert");
    byId("say-err").replaceChildren(line);
  };
  const remove = (attachment) => {
    attached.files = attached.files.filter((one) => one !== attachment);
    attachment.item.remove();
    showAttached();
    text.focus();
  };
  const add = (file) => {
    const attachment = { file, item: make("li") };
    const button = make("button", { type: "button", textContent: "×", className: "btn btn-i" });
    button.setAttribute("aria-label", `${file.name} ${strip.dataset.remove}`);
    button.addEventListener("click", () => remove(attachment));
    attachment.item.append(button);
    list.append(attachment.item);
    attached.files.push(attachment);
    if (isPicture(attachment)) prepare(attachment);
    else showName(attachment);
  };
  const showName = ({ file, item }) => {
    item.className = "named";
    item.prepend(make("div", { className: "clip", textContent: file.name }));
  };
  const refusalOf = (file) => {
    const alike = attached.files.filter((one) => isPicture(one) === isPicture({ file }));
    if (isPicture({ file })) return alike.length === MAX_PICTURES && strip.dataset.tooMany;
    if (alike.length) return strip.dataset.oneFile;
    return file.size > MAX_FILE_BYTES && `${file.name}: ${strip.dataset.largeFile}`;
  };
  const attach = (files) => {
    for (const file of files) {
      const refusal = refusalOf(file);
      if (refusal) refuse(refusal);
      else add(file);
    }
    showAttached();
    text.focus();
  };

  const draw = (image, width, height) => {
    const canvas = make("canvas", { width, height });
    const scale = Math.max(width / image.width, height / image.height);
    const [x, y] = [(width - image.width * scale) / 2, (height - image.height * scale) / 2];
    canvas.getContext("2d").drawImage(image, x, y, image.width * scale, image.height * scale);
    return canvas;
  };
  const smaller = async (image, name) => {
    const { width, height } = image;
    const fitting = Math.max(MAX_SIDE / Math.max(width, height), LEGIBLE_WIDTH / width);
    const scale = Math.min(1, fitting, MAX_HEIGHT / height);
    const canvas = draw(image, Math.round(width * scale), Math.round(height * scale));
    let blob;
    for (const quality of QUALITIES) {
      blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
      if (blob.size <= MAX_BYTES) break;
    }
    return new File([blob], name, { type: "image/jpeg" });
  };
  const isAbsurd = ({ width, height }) =>
    Math.max(width, height) > MAX_ASPECT_RATIO * Math.min(width, height);
  const refuseShape = (picture) => {
    attached.isWaiting = false; // what was to be sent with it stays in the box
    remove(picture);
    refuse(`${picture.file.name}: ${strip.dataset.shape}`);
  };
  const isAnimated = async (file) => {
    const head = await new Response(file.slice(0, 4096)).text();
    return file.type === "image/gif" || /^(RIFF.{1,4}WEBP.*ANIM|.PNG.*acTL)/s.test(head);
  };
  const fit = async (picture, image) => {
    picture.item.prepend(draw(image, 160, 160));
    picture.isAnimated = await isAnimated(picture.file);
    showAttached();
    if (picture.file.size > MAX_BYTES) picture.file = await smaller(image, picture.file.name);
  };
  // What is larger than the server takes is made smaller. What cannot be drawn is sent as it is,
  // and the server says what is wrong with it.
  const prepare = async (picture) => {
    attached.preparing++;
    try {
      const image = await createImageBitmap(picture.file);
      if (isAbsurd(image)) refuseShape(picture);
      else await fit(picture, image);
    } catch {
      picture.item.prepend(picture.file.name);
    }
    if (--attached.preparing || !attached.isWaiting) return;
    attached.isWaiting = false;
    composer.requestSubmit();
  };

  composer.querySelector("summary").addEventListener("click", (event) => {
    event.preventDefault();
    picker.click();
  });
  strip.append(alt.labels[0], alt);
  picker.addEventListener("change", () => {
    attach(picker.files);
    picker.value = "";
  });
  text.addEventListener("paste", (event) => {
    const { files } = event.clipboardData;
    if (!files.length || event.clipboardData.getData("text/plain")) return;
    event.preventDefault();
    attach(files);
  });
  for (const type of ["dragenter", "dragover", "dragleave", "drop"]) {
    on(type, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      composer.classList.toggle("dropping", ["dragenter", "dragover"].includes(type));
      if (type === "drop") attach(event.dataTransfer.files);
    });
  }
}
