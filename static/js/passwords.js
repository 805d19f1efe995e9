/* data-reveal="id": shows the password that is typed there, and hides it before it is sent. */
{
  const passwordOf = (button) => byId(button.dataset.reveal);
  const reveal = (button, shown) => {
    passwordOf(button).type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", shown);
  };

  on("click", (event) => {
    const button = event.target.closest?.("[data-reveal]");
    if (button) reveal(button, passwordOf(button).type === "password");
  });
  on("submit", (event) => {
    for (const button of event.target.querySelectorAll("[data-reveal]")) reveal(button, false);
  });
}
