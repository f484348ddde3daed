// Shared by every live form: finds the static markup of a question in the page and takes its place there.
//
// The front end may draw an output again at any time (an update, a reload, a scrolled-away cell), so one observer
// for the whole page watches for places and gives each its form back, with the focus where it was.

const host = (globalThis.__betweenTheLines ??= {
  owners: new Map(), // class name of a place -> the form factory that serves it; the newest wins
  observe() {
    if (this.observer) return;
    this.observer = new MutationObserver(() => this.settle());
    this.observer.observe(document.body, { childList: true, subtree: true });
    const announcer = document.createElement("div");
    announcer.id = "btl-announcer";
    announcer.setAttribute("role", "status");
    announcer.setAttribute("aria-live", "polite");
    document.body.append(announcer);
  },
  settle() {
    for (const owner of this.owners.values()) owner.settle();
  },
  announce(words) {
    const announcer = document.getElementById("btl-announcer");
    announcer.textContent = "";
    setTimeout(() => { announcer.textContent = words; }, 50); // a change is what gets read out
  },
});

// What a page reload must not lose: an answer that was sent and not yet acknowledged.
const pending = {
  key: (place) => `btl-pending:${place}`,
  get(place) {
    try { return JSON.parse(sessionStorage.getItem(this.key(place))); } catch { return null; }
  },
  set(place, message) {
    try { sessionStorage.setItem(this.key(place), JSON.stringify(message)); } catch { /* private mode */ }
  },
  clear(place) {
    try { sessionStorage.removeItem(this.key(place)); } catch { /* private mode */ }
  },
};

const ACKNOWLEDGED_WITHIN = 4000; // ms; after that the student is told that the kernel is silent
const SHOWN_WITHIN = 1500; // ms; after that the student is told that the notebook's output was not reached

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "html") made.innerHTML = value; // only ever markup that the kernel escaped
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

let lastNumber = 0;
const freshId = () => `btl-${Date.now().toString(36)}-${++lastNumber}`;

// One form in one place. `buildControls` returns {el, read(), write(response), focus()}.
function createForm(model, buildControls) {
  const question = model.get("question");
  const place = model.get("place");
  const controls = buildControls(question, freshId, model);
  const feedback = element("div", { class: "btl-feedback" });
  const notice = element("p", { class: "btl-notice", hidden: true });
  const button = element("button", { type: "submit", class: "btl-check" },
    question.mode === "test" || question.kind === "essay" ? "Record" : "Check");
  const confidence = question.confidence ? confidenceScale() : null;
  const el = element("form", {
    class: `btl-form btl-kind-${question.kind}`, "data-lm-suppress-shortcuts": "true", novalidate: true,
    onsubmit: (event) => { event.preventDefault(); submit(); },
  }, controls.el, ...hintsOf(question), ...(confidence ? [confidence.el] : []),
    element("div", { class: "btl-actions" }, button), notice, feedback);
  // the notebook around the form has shortcuts of its own for most keys
  el.addEventListener("keydown", (event) => { if (!event.shiftKey || event.key !== "Enter") event.stopPropagation(); });

  function say(words) {
    notice.textContent = words;
    notice.hidden = !words;
    if (words) host.announce(words);
  }

  function submit(message) {
    message ??= {
      type: "answer", response: controls.read(), confidence: confidence?.read(),
      nonce: `${Date.now()}-${Math.random()}`,
    };
    pending.set(place, message);
    delete el.dataset.touched;
    say("");
    setTimeout(() => {
      if (pending.get(place)?.nonce !== message.nonce) return;
      say("The kernel does not answer. Your answer is kept in this page: run this cell again to record it.");
    }, ACKNOWLEDGED_WITHIN);
    try { model.send(message); } catch { /* the message above tells the student */ }
  }

  function show({ announce }) {
    const state = model.get("state");
    if (state.ack && pending.get(place)?.nonce === state.ack) pending.clear(place);
    if (state.problem) return say(state.problem);
    if (!state.attempt) return undefined;
    const [verdict, ...rest] = state.feedback;
    feedback.className = `btl-feedback btl-${state.verdict}`;
    feedback.innerHTML = `<p><strong>${verdict}</strong></p>${rest.map((line) => `<p>${line}</p>`).join("")}`;
    controls.after?.(state);
    say(state.warning ?? "");
    if (!announce) return undefined;
    host.announce(feedback.textContent);
    setTimeout(() => {
      if (model.get("state").attempt !== state.attempt) return; // answered again meanwhile
      const places = [...document.getElementsByClassName(place)];
      if (places.length && !places.some((spot) => spot.classList.contains(`btl-attempt-${state.attempt}`))) {
        say("Your answer is safe on disk, but this page no longer reaches the notebook's output. "
          + "Run this cell again to put the answer into the notebook.");
      }
    }, SHOWN_WITHIN);
    return undefined;
  }

  const state = model.get("state");
  const waiting = pending.get(place);
  const response = waiting?.response ?? state.response;
  if (response !== undefined && response !== null) controls.write(response);
  confidence?.write(waiting?.confidence ?? state.confidence);
  show({ announce: false });
  const draft = () => (el.dataset.touched ? controls.read() : undefined);
  el.addEventListener("input", () => { el.dataset.touched = "yes"; });
  el.addEventListener("click", (event) => { if (event.target.type === "button") el.dataset.touched = "yes"; });
  const resume = (response) => { if (response !== undefined) { controls.write(response); el.dataset.touched = "yes"; } };
  return { el, show, draft, resume, resend: () => { const kept = pending.get(place); if (kept) submit({ ...kept, again: true }); } };
}

function hintsOf(question) {
  if (!question.hints.length) return [];
  let shown = 0;
  const list = element("ol", { class: "btl-hints" });
  const button = element("button", {
    type: "button",
    onclick: () => {
      const hint = element("li", { html: question.hints[shown++] });
      list.append(hint);
      host.announce(hint.textContent);
      button.textContent = `Next hint (${shown + 1} of ${question.hints.length})`;
      button.hidden = shown === question.hints.length;
    },
  }, `Hint (1 of ${question.hints.length})`);
  return [list, element("div", { class: "btl-actions" }, button)];
}

function confidenceScale() {
  const name = freshId();
  const el = element("fieldset", { class: "btl-confidence" },
    element("legend", {}, "How sure are you?"),
    ...[50, 60, 70, 80, 90, 100].map((value) => element("label", {},
      element("input", { type: "radio", name, value }), ` ${value} %`)));
  return {
    el,
    read: () => Number(el.querySelector(":checked")?.value) || undefined,
    write(value) { const input = el.querySelector(`[value="${Number(value)}"]`); if (input) input.checked = true; },
  };
}

// The anywidget module of a question, from the controls of its kind.
const serve = (buildControls) => serveForms((model) => createForm(model, buildControls));

// An anywidget module from a function that makes a form {el, show({announce}), resend?()} for a model: `initialize`
// serves the static places of a notebook, `render` a front end that shows the widget itself.
function serveForms(create) {
  return {
    initialize({ model }) {
      host.observe();
      const place = model.get("place");
      const forms = [];
      const draft = host.owners.get(place)?.retire(); // typed into an older form and not sent yet
      const owner = {
        retire() {
          const typed = forms.map((form) => form.draft?.()).find((response) => response !== undefined);
          for (const form of forms.splice(0)) form.el.remove();
          return typed;
        },
        settle() {
          for (const spot of document.getElementsByClassName(place)) {
            if (spot.querySelector(":scope > .btl-form")) continue;
            let form = forms.find((candidate) => !candidate.el.isConnected);
            if (!form) {
              forms.push((form = create(model)));
              form.resume?.(draft);
            }
            const focused = form.focused;
            for (const child of spot.children) child.hidden = true;
            spot.append(form.el);
            if (focused && !document.activeElement?.closest(".btl-form")) focused.focus({ preventScroll: true });
          }
        },
      };
      const keepFocus = (event) => {
        for (const form of forms) if (form.el.contains(event.target)) form.focused = event.target;
          else form.focused = null;
      };
      const change = () => { for (const form of forms) if (form.el.isConnected) form.show({ announce: true }); };
      document.addEventListener("focusin", keepFocus);
      model.on("change:state", change);
      host.owners.set(place, owner);
      owner.settle();
      forms[0]?.resend?.();
      return () => {
        document.removeEventListener("focusin", keepFocus);
        model.off("change:state", change);
        if (host.owners.get(place) !== owner) return;
        host.owners.delete(place);
      };
    },
    render({ model, el }) {
      const form = create(model);
      const change = () => form.show({ announce: true });
      host.observe();
      model.on("change:state", change);
      el.append(form.el);
      return () => model.off("change:state", change);
    },
  };
}
