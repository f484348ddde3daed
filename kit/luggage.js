// Two buttons: download all work as one file, restore it from there.

export default serveForms((model) => {
  const said = element("p", { class: "btl-notice", hidden: true });
  const say = (words) => { said.textContent = words; said.hidden = false; host.announce(words); };
  const chooser = element("input", { type: "file", accept: ".zip", id: freshId(), onchange: restore });
  async function restore() {
    const [file] = chooser.files;
    if (!file) return;
    if (file.size > 50_000_000) { say("This file is larger than 50 MB, so it is not saved work of this kit."); return; }
    model.send({ type: "unpack" }, undefined, [await file.arrayBuffer()]);
    chooser.value = "";
  }
  model.on("msg:custom", (message, buffers) => {
    if (message.type === "said") say(message.words);
    if (message.type !== "packed") return;
    const address = URL.createObjectURL(new Blob([buffers[0]], { type: "application/zip" }));
    const link = element("a", { href: address, download: message.name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    say(`${message.name} is in your browser's downloads.`);
  });
  const el = element("form", { class: "btl-form", "data-lm-suppress-shortcuts": "true", onsubmit: (event) => event.preventDefault() },
    element("div", { class: "btl-actions" },
      element("button", { type: "button", class: "btl-check", onclick: () => model.send({ type: "pack" }) }, "Download all my work")),
    element("div", {}, element("label", { for: chooser.id, class: "btl-prompt" }, "Restore work from a downloaded file"), chooser),
    said);
  return { el, show() {} };
});
