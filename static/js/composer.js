/* The box one writes in: what its scripts share. Without them every link and form still works. */
const composer = byId("say");
const { text, alt } = composer.elements;
const replyingTo = byId("say-reply"); // the message that is being answered, or nothing
const attached = { files: [], preparing: 0, isWaiting: false }; // waiting: to send when prepared
const isPicture = ({ file }) => file.type.startsWith("image/");

// The list of what is attached is there, and Enter sends, as long as there is something.
const showAttached = () => {
  const strip = byId("say-attachments");
  strip.hidden = !strip.querySelector("ul").childElementCount;
  const isAnyAnimated = attached.files.some(({ isAnimated }) => isAnimated);
  strip.querySelector(".hint").textContent = isAnyAnimated ? strip.dataset.still : "";
  alt.hidden = alt.labels[0].hidden = !attached.files.some(isPicture);
  composer.toggleAttribute("data-filled", attached.files.length > 0);
};
const focusAtEnd = (field) => {
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
};
const textChanged = () => text.dispatchEvent(new Event("input", { bubbles: true }));

// The keyboard stays open, and a syllable that is being typed is finished before it is used.
const finishSyllable = () => {
  if (document.activeElement !== text) return;
  text.blur();
  text.focus({ preventScroll: true });
};
{
  const button = composer.querySelector(".btn-1");
  for (const type of ["pointerdown", "mousedown"]) {
    button.addEventListener(type, (event) => event.preventDefault());
  }
  button.addEventListener("click", finishSyllable);
}

// One opens a room to write in it, unless one was led to a message. A phone's keyboard stays away.
const opensAtEnd = messages.hasAttribute("hx-sse:connect") && !location.hash;
if (hasKeyboard && opensAtEnd && document.activeElement.matches("body")) {
  text.focus({ preventScroll: true });
}
