/* What scripts share. The files of a bundle are joined into one function, in the order that
   kclub/static_bundles.py declares; what a file keeps to itself stands in a block. */
const byId = (id) => document.getElementById(id);
const on = (type, handle) => document.addEventListener(type, handle);
const make = (tag, properties) => Object.assign(document.createElement(tag), properties);

// What only scripts make use of waits in a <script type="text/html">, where nobody else meets it.
const unpack = (script) => make("template", { innerHTML: script.text }).content;

// The element whose stream an event is about, if it is about one.
const streamOf = (event) => event.target.closest?.("[hx-sse\\:connect]");

// A click that asks the browser for another tab or window is left to it.
const opensElsewhere = (event) => event.ctrlKey || event.metaKey || event.shiftKey;

// Whether one writes with a keyboard and points with a mouse, as on no phone.
const hasKeyboard = matchMedia("(hover: hover) and (pointer: fine)").matches;

// Half a syllable of Hangul is still being typed; its Enter and Tab are the keyboard's.
const isComposing = (event) => event.isComposing || event.keyCode === 229;
