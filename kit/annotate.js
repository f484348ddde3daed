// The marker: a passage whose words are marked and labelled. Returns {el, read(), write(response), after(state)}.

const MOST_STEPS = 100; // that can be undone

function marker(question, freshId, model) {
  const { labels, links } = question;
  const letters = lettersOf(labels);
  const helpId = freshId();
  let marks = []; // in the order of the passage: {id, label, start, end, link, ink}; link is another's id, ink is drawn
  let nothing = false;
  let missed = []; // what the check showed beside the marks
  let lastId = 0;
  const steps = []; // what undo goes back to
  const draft = draftOf(model, read);
  const rows = new Map(); // id of a mark -> its row in the list

  const view = passageView(question, helpId, { say, menu: () => (labels.length > 1 ? buttons[0].focus() : label(0)), remove: removeAt });
  const status = element("p", { class: "btl-tally" });
  const list = element("ol", { class: "btl-marks", "aria-label": "Your marks" });
  const count = element("p", { class: "btl-tally" });
  const buttons = labels.map(({ shown }, at) => element("button", {
    type: "button", onclick: () => label(at), "aria-keyshortcuts": at < 9 ? String(at + 1) : undefined,
  }, element("span", { class: `btl-tag btl-label-${at % 9}`, "aria-hidden": "true" }, letters[at]),
    ` ${shown} `, ...(at < 9 ? [element("kbd", { "aria-hidden": "true" }, String(at + 1))] : [])));
  const undoButton = element("button", { type: "button", onclick: undo, "aria-keyshortcuts": "Control+Z" }, "Undo");
  const clearButton = element("button", { type: "button", onclick: () => change([], false, "All marks removed. Undo brings them back.") }, "Remove all");
  const nothingBox = element("input", {
    type: "checkbox",
    onchange: () => change([], nothingBox.checked, nothingBox.checked ? "Nothing to mark here." : "Box cleared."),
  });
  const numbers = labels.length > 1 ? `a number from 1 to ${Math.min(9, labels.length)}` : "1";
  const el = element("fieldset", { class: "btl-marker", onkeydown: shortcut },
    element("legend", { html: question.prompt }),
    element("p", { id: helpId, class: "btl-help" },
      "Select words, then choose a label. Mouse: drag. Touch: tap the first word, then the last. "
      + `Keys: arrows move, with Shift they select, ${numbers} or Enter labels, Delete removes the mark under the cursor, Ctrl+Z undoes.`),
    ...(question.notice ? [element("p", {}, element("em", {}, question.notice))] : []),
    element("div", { class: "btl-actions btl-labels", role: "group", "aria-label": "Labels" }, ...buttons, undoButton, clearButton),
    view.el, status,
    element("label", { class: "btl-option" }, nothingBox, element("span", {}, "There is nothing to mark here")),
    count, list,
    element("details", {}, element("summary", {}, "The passage as plain text"),
      ...question.paragraphs.map(({ pieces }) => element("p", { class: "mathjax_ignore tex2jax_ignore" }, pieces.join("")))));
  const results = element("div", { class: "btl-results" });

  function say(words) {
    status.textContent = words;
    host.announce(words);
  }

  function shortcut(event) {
    if (event.target.matches("select, input")) return;
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const undoes = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z";
    if (undoes) undo();
    else if (plain && /^[1-9]$/.test(event.key) && labels[event.key - 1]) label(event.key - 1);
    else return;
    event.preventDefault();
  }

  const wordsOf = ({ ink }) => (ink.from <= ink.to ? view.quoted(ink.from, ink.to) : "");
  const named = (mark) => `${labels[mark.label].shown}: ${wordsOf(mark)}`;
  const byPlace = (one, other) => one.start - other.start || one.end - other.end || one.label - other.label;

  function complete(mark, more = {}) {
    const [from, to] = view.touched(mark.start, mark.end);
    const ink = { label: mark.label, shown: labels[mark.label].shown, letters: letters[mark.label], from, to, ...more };
    return { ...mark, id: ++lastId, ink };
  }

  function label(at) {
    const chosen = view.chosen();
    if (!chosen) return say("Select words in the passage first.");
    const [from, to] = chosen;
    const place = { label: at, start: view.words[from].start, end: view.words[to].end, link: null };
    view.clear();
    if (marks.some((mark) => byPlace(mark, place) === 0)) say(`Already marked as ${labels[at].shown}.`);
    else {
      const mark = complete(place);
      change([...marks, mark].sort(byPlace), false, `${named(mark)}. Marked.`);
    }
    return view.focus(to);
  }

  function removeAt(word) {
    const here = marks.filter(({ ink }) => ink.from <= word && word <= ink.to);
    const size = ({ ink }) => ink.to - ink.from;
    here.sort((one, other) => size(one) - size(other) || other.id - one.id);
    if (here.length) remove(here[0]);
    else say("No mark here.");
  }

  function remove(mark) {
    const left = marks.filter((other) => other !== mark);
    change(left.map((other) => (other.link === mark.id ? { ...other, link: null } : other)), false, `Removed ${named(mark)}.`);
  }

  function undo() {
    const before = steps.pop();
    if (!before) return say("Nothing to undo.");
    return put(before.marks, before.nothing, "Undone.");
  }

  function change(next, none, words) {
    steps.push({ marks, nothing });
    if (steps.length > MOST_STEPS) steps.shift();
    put(next, none, words);
  }

  // Go from the marks shown to `next`, drawing only what differs.
  function put(next, none, words) {
    unjudge();
    const [was, is] = [new Map(marks.map((mark) => [mark.id, mark])), new Map(next.map((mark) => [mark.id, mark]))];
    const cuesChange = (mark) => links && labels[mark.label].name === links.to;
    let redrawLinks = false;
    for (const mark of marks) {
      if (is.has(mark.id)) continue;
      view.erase(mark.ink);
      rows.get(mark.id).remove();
      rows.delete(mark.id);
      redrawLinks ||= cuesChange(mark);
    }
    marks = next;
    nothing = none;
    let after = null; // rows are put in from the last to the first, each before the one that follows it
    for (const mark of [...marks].reverse()) {
      const shown = was.get(mark.id);
      if (!shown) {
        view.draw(mark.ink);
        rows.set(mark.id, row(mark));
        list.insertBefore(rows.get(mark.id), after);
        redrawLinks ||= cuesChange(mark) || Boolean(links);
      } else if (shown !== mark) redrawLinks = true;
      after = rows.get(mark.id);
    }
    if (redrawLinks) drawLinks();
    nothingBox.checked = nothing;
    undoButton.disabled = !steps.length;
    clearButton.disabled = !marks.length;
    count.textContent = marks.length === 1 ? "Your marks: 1" : `Your marks: ${marks.length || "none yet"}`;
    draft.keep();
    if (words) say(words);
  }

  function row(mark) {
    const { id } = mark;
    const current = () => marks.find((other) => other.id === id);
    const parts = [
      element("span", { class: `btl-tag btl-label-${mark.label % 9}`, "aria-hidden": "true" }, mark.ink.letters),
      element("span", { class: "btl-words" }, `${mark.ink.shown}: “${view.between(mark.ink.from, mark.ink.to)}”`),
    ];
    if (links?.from.includes(labels[mark.label].name)) {
      const select = element("select", {
        onchange: () => {
          const link = Number(select.value) || null;
          change(marks.map((other) => (other.id === id ? { ...other, link } : other)), false,
            link ? `Belongs to ${select.selectedOptions[0].textContent}.` : `Belongs to no ${links.to}.`);
        },
        "aria-label": `${mark.ink.shown} “${wordsOf(mark)}” belongs to ${links.to}`,
      });
      parts.push(element("label", {}, element("span", { "aria-hidden": "true" }, `belongs to ${links.to} `), select));
    }
    parts.push(element("button", {
      type: "button", "aria-label": `Remove ${named(mark)}`,
      onclick: () => {
        const next = rows.get(id).nextElementSibling ?? rows.get(id).previousElementSibling;
        remove(current());
        (next?.querySelector("button") ?? view).focus();
      },
    }, "Remove"));
    return element("li", {}, ...parts);
  }

  function drawLinks() {
    const targets = marks.filter((mark) => labels[mark.label].name === links?.to);
    for (const mark of marks) {
      const select = rows.get(mark.id).querySelector("select");
      select?.replaceChildren(element("option", { value: "" }, "choose"),
        ...targets.map((cue) => element("option", { value: cue.id, selected: cue.id === mark.link }, wordsOf(cue))));
    }
  }

  function unjudge() {
    for (const ink of missed) view.erase(ink);
    missed = [];
    for (const { ink } of marks) if (ink.verdict) view.judge(ink, null);
  }

  function read() {
    if (nothing && !marks.length) return { nothing: true };
    const places = new Map(marks.map((mark, at) => [mark.id, at]));
    return marks.map((mark) => {
      const plain = { label: labels[mark.label].name, start: mark.start, end: mark.end };
      return places.has(mark.link) ? { ...plain, link: places.get(mark.link) } : plain;
    });
  }

  // What is recorded may be damaged, or stem from another version of the passage: what does not fit is left out.
  function write(response, kept = draft.read()) {
    const given = kept ?? response;
    const items = Array.isArray(given) ? given : [];
    const found = items.map((item) => {
      const at = labels.findIndex(({ name }) => name === item?.label);
      if (at < 0 || !Number.isInteger(item.start) || !Number.isInteger(item.end)) return null;
      const mark = complete({ label: at, start: item.start, end: item.end, link: null });
      return mark.ink.from <= mark.ink.to ? mark : null;
    });
    found.forEach((mark, at) => { if (mark) mark.link = found[items[at].link]?.id ?? null; });
    put(found.filter(Boolean).sort(byPlace), given?.nothing === true, "");
  }

  function after(state) {
    draft.keep();
    results.replaceChildren();
    if (!state.spans) return;
    results.append(...verdictsOn(state.spans, labels));
    el.closest("form")?.querySelector(".btl-feedback").after(results);
    if (!sameResponse(read(), state.response)) return; // marks have moved on since
    unjudge();
    for (const kind of ["found", "alarms"]) {
      for (const line of state.spans[kind]) for (const at of line.marks) view.judge(marks[at].ink, VERDICTS[kind]);
    }
    for (const line of state.spans.missed) {
      for (const [start, end] of line.spans) {
        const label = labels.findIndex(({ name }) => name === line.label);
        const { ink } = complete({ label, start, end }, { missed: true });
        view.draw(ink);
        view.judge(ink, VERDICTS.missed);
        missed.push(ink);
      }
    }
  }

  const kept = draft.read();
  if (kept) write(null, kept);
  else put([], false, "");
  return { el, read, write: (response) => write(response), after };
}

export default serve(marker);
