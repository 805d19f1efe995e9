/* Sending takes all out of the box at once, so that one can write on. What did not arrive
   comes back. */
{
  const { nonce } = composer.elements; // the idempotency key: each message gets one of its own
  const firstNonce = nonce.value;
  const sent = new WeakMap(); // by htmx's context of a request: what was in the box
  let count = 0;
  let returned = ""; // what came back and stands first in the box

  composer.addEventListener("htmx:config:request", (event) => {
    const { ctx } = event.detail;
    const { files } = attached;
    attached.isWaiting = attached.preparing > 0;
    const isEmpty = !text.value.trim() && !files.length;
    if (attached.isWaiting || isEmpty) return event.preventDefault();
    ctx.request.body.delete("attachments");
    for (const { file, item } of files) {
      ctx.request.body.append("attachments", file);
      item.setAttribute("aria-busy", "true");
    }
    const [plain, withFiles] = ["application/x-www-form-urlencoded", "multipart/form-data"];
    composer.enctype = files.length ? withFiles : plain;
    const reply = [...replyingTo.childNodes];
    sent.set(ctx, { text: text.value, nonce: nonce.value, reply, alt: alt.value, files });
    clear();
  });
  const clear = () => {
    [text.value, alt.value, nonce.value] = ["", "", `${firstNonce}.${++count}`];
    [returned, attached.files] = ["", []];
    replyingTo.replaceChildren();
    mentions.offer();
    showAttached();
  };

  composer.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
    const message = sent.get(ctx);
    if (!message) return;
    const hasArrived = ctx.response?.raw.ok && !ctx.hx?.redirect;
    if (hasArrived) for (const { item } of message.files) item.remove();
    else giveBack(message);
    showAttached();
  });
  // It stands before what was written meanwhile. Sent again as it is, it is the same message.
  const giveBack = (message) => {
    if (!text.value.startsWith(returned)) returned = "";
    const rest = text.value.slice(returned.length).replace(/^\n/, "");
    if (!returned && !rest && !attached.files.length) nonce.value = message.nonce;
    returned = [returned, message.text].filter(Boolean).join("\n");
    text.value = [returned, rest].filter(Boolean).join("\n");
    textChanged();
    for (const { item } of message.files) item.removeAttribute("aria-busy");
    attached.files = [...message.files, ...attached.files];
    alt.value ||= message.alt;
    if (!replyingTo.childElementCount) replyingTo.replaceChildren(...message.reply);
  };
}
