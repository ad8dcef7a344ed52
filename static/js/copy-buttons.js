// Buttons that copy the address above them, or select it where the browser does not let a page copy. Each waits hidden for
// a script, and a browser, that can do what it says.

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("button[data-copies]")) {
    const status = button.parentElement.querySelector("[role=status]");
    button.hidden = false;
    button.addEventListener("click", async () => {
      status.textContent = "";
      try {
        await navigator.clipboard.writeText(button.dataset.copies);
        status.textContent = button.dataset.copied;
      } catch {
        getSelection().selectAllChildren(button.parentElement.previousElementSibling);
        status.textContent = button.dataset.selected;
      }
    });
  }
}
