// The controls of each kind of question. Each returns {el, read(), write(response)}.

const KINDS = { choice, choices, number, text, match, order, essay };

function options(question, freshId, type) {
  const name = freshId();
  const inputs = question.options.map(({ value }) => element("input", { type, name, value }));
  const el = element("fieldset", {}, element("legend", { html: question.prompt }),
    ...inputs.map((input, at) => element("label", { class: "btl-option" }, input,
      element("span", { html: question.options[at].html }))));
  return { el, inputs };
}

function choice(question, freshId) {
  const { el, inputs } = options(question, freshId, "radio");
  return {
    el,
    read: () => inputs.find((input) => input.checked)?.value ?? null,
    write: (response) => { for (const input of inputs) input.checked = input.value === response; },
  };
}

function choices(question, freshId) {
  const { el, inputs } = options(question, freshId, "checkbox");
  return {
    el,
    read: () => inputs.filter((input) => input.checked).map((input) => input.value),
    write: (response) => { for (const input of inputs) input.checked = [response].flat().includes(input.value); },
  };
}

function field(question, freshId, control, ...after) {
  const id = freshId();
  control.id = id;
  const el = element("div", {}, element("label", { for: id, class: "btl-prompt", html: question.prompt }), control, ...after);
  return { el, read: () => control.value, write: (response) => { control.value = response; } };
}

function number(question, freshId) {
  const unit = freshId();
  const input = element("input", {
    type: "text", inputmode: "decimal", autocomplete: "off", size: 10, "aria-describedby": question.unit ? unit : undefined,
  });
  return field(question, freshId, input, element("span", { id: unit }, ` ${question.unit}`));
}

function text(question, freshId) {
  return field(question, freshId, element("input", { type: "text", autocomplete: "off", size: 40, maxlength: 500 }));
}

function essay(question, freshId) {
  const { min, max } = question.words;
  const area = element("textarea", { rows: 8, spellcheck: "true" });
  const tally = element("p", { class: "btl-tally" });
  const wanted = min ? `${min} to ${max} words` : `at most ${max} words`;
  const update = () => {
    const words = area.value.split(/\s+/).filter(Boolean).length;
    tally.textContent = `${words} words so far; the task asks for ${wanted}.`;
  };
  area.addEventListener("input", update);
  const rubric = element("details", {}, element("summary", {}, "How this is marked"),
    element("ul", {}, ...question.rubric.map((line) => element("li", {}, line))));
  const controls = field(question, freshId, area, tally, rubric);
  update();
  return { ...controls, write: (response) => { area.value = response; update(); } };
}

function match(question, freshId) {
  const selects = question.lefts.map(() => element("select", {},
    element("option", { value: "" }, "choose"),
    ...question.rights.map((right) => element("option", { value: right }, right))));
  const rows = selects.map((select, at) => {
    select.id = freshId();
    return element("div", { class: "btl-pair" },
      element("label", { for: select.id, html: question.lefts[at].html }), select);
  });
  const el = element("fieldset", {}, element("legend", { html: question.prompt }), ...rows);
  return {
    el,
    read() {
      const chosen = selects.map((select, at) => [question.lefts[at].value, select.value]).filter(([, right]) => right);
      return Object.fromEntries(chosen);
    },
    write(response) {
      selects.forEach((select, at) => { select.value = response?.[question.lefts[at].value] ?? ""; });
    },
  };
}

function order(question, freshId) {
  let items = [...question.items];
  let touched = false;
  const list = element("ol", { class: "btl-order" });
  const el = element("fieldset", {}, element("legend", { html: question.prompt }), list);
  const move = (at, step) => {
    const item = items[at];
    items.splice(at, 1);
    items.splice(at + step, 0, item);
    touched = true;
    draw();
    const row = list.children[at + step];
    const buttons = [...row.querySelectorAll("button")];
    const same = buttons[step < 0 ? 0 : 1];
    (same.disabled ? buttons.find((button) => !button.disabled) : same).focus();
    host.announce(`${item}: place ${at + step + 1} of ${items.length}`);
  };
  function draw() {
    list.replaceChildren(...items.map((item, at) => element("li", {},
      element("button", { type: "button", "aria-label": `Move up: ${item}`, disabled: at === 0, onclick: () => move(at, -1) }, "↑"),
      element("button", { type: "button", "aria-label": `Move down: ${item}`, disabled: at === items.length - 1, onclick: () => move(at, 1) }, "↓"),
      element("span", {}, item))));
  }
  draw();
  return {
    el,
    read: () => items,
    write(response) {
      const known = Array.isArray(response) && [...response].sort().join() === [...question.items].sort().join();
      if (known) { items = [...response]; touched = true; draw(); }
    },
  };
}

export default serve((question, freshId) => KINDS[question.kind](question, freshId));
