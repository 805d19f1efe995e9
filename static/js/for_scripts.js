/* What only a script makes work waits where browsers without it, w3m among them, show nothing. */
{
  const unpackAll = () => {
    for (const script of document.querySelectorAll(".for-scripts")) {
      script.replaceWith(unpack(script));
    }
  };
  unpackAll();
  on("htmx:after:swap", unpackAll);
}
