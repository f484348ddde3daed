// A box to paste a text into and a file to choose: either is sent to the kernel, which checks and keeps it.

export default serveForms((model) => {
  const said = element("p", { class: "btl-notice", hidden: true });
  const say = (words) => { said.textContent = words; said.hidden = false; host.announce(words); };
  const send = (name, bytes) => model.send({ type: "text", name }, undefined, [bytes]);
  const pasted = element("textarea", { id: freshId(), rows: 8 });
  const chooser = element("input", { type: "file", accept: ".txt,.md,text/plain,text/markdown", id: freshId(), onchange: upload });
  async function upload() {
    const [file] = chooser.files;
    if (!file) return;
    if (file.size > model.get("largest")) say(`${file.name} has ${Math.round(file.size / 1e6)} MB. ${model.get("formats")}`);
    else send(file.name, await file.arrayBuffer());
    chooser.value = ""; // so that choosing the same file again is a change
  }
  model.on("msg:custom", (message) => { if (message.type === "said") say(message.words); });
  const el = element("form", {
    class: "btl-form", "data-lm-suppress-shortcuts": "true",
    onsubmit: (event) => { event.preventDefault(); send("", new TextEncoder().encode(pasted.value).buffer); },
  },
    element("div", {}, element("label", { for: pasted.id, class: "btl-prompt" }, "Paste a text"), pasted),
    element("div", { class: "btl-actions" }, element("button", { type: "submit", class: "btl-check" }, "Use this text")),
    element("div", {}, element("label", { for: chooser.id, class: "btl-prompt" }, "Or choose a file (.txt or .md)"), chooser),
    said);
  // the notebook around the form has shortcuts of its own for most keys
  el.addEventListener("keydown", (event) => { if (!event.shiftKey || event.key !== "Enter") event.stopPropagation(); });
  return { el, show() {}, draft: () => pasted.value || undefined, resume(text) { if (typeof text === "string") pasted.value = text; } };
});
