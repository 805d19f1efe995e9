/* A log-in in another tab makes the token of this page old. What is refused for it brings a new
   one, with which the same press works. */
on("htmx:after:request", ({ detail: { ctx } }) => {
  const token = ctx.response?.raw.headers.get("X-CSRFToken");
  if (!token) return;
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
  document.body.setAttribute("hx-headers:inherited", JSON.stringify({ "X-CSRFToken": token }));
});
