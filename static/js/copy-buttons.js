// Buttons that copy the address above them, or select it where the browser does not let a page copy. Each is hidden until
// this script runs in a browser that can copy.

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
