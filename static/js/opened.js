/* A list that comes anew leaves open what somebody has opened in it.
   htmx is the last of our scripts, so it is there once the page is. */
on("DOMContentLoaded", () =>
  window.htmx?.registerExtension("opened", {
    htmx_before_morph_attr: (element, { attrName }) =>
      !(element.matches("details") && attrName === "open"),
  }),
);
