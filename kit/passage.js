// A passage on the page: words with a cursor and a selection. It knows nothing of answers.

// `act` is told what the reader does: {menu(), remove(number of a word), say(words)}.
function passageView(question, describedBy, act) {
  const words = []; // {el, gap, start, end, text, marks}; gap is what follows the word up to the next
  const el = element("div", {
    class: "btl-passage mathjax_ignore tex2jax_ignore", role: "listbox", "aria-multiselectable": "true",
    "aria-label": "Passage to be marked", "aria-describedby": describedBy, "aria-orientation": "horizontal",
  }, element("div", { class: "btl-flow" }, ...question.paragraphs.map(paragraph)));
  const ink = inkOver(el.firstChild, words);
  const starters = question.sentences;
  let cursor = 0;
  let visited = false;
  let anchor = null; // where the selection began, null without one
  let head = null;
  let extending = false; // the arrows or the next tap extend the selection without Shift
  let dragging = false;
  let pointer = "";

  function paragraph({ start, pieces }, at) {
    const box = element("div", { role: "group", "aria-label": `Paragraph ${at + 1}`, class: "btl-paragraph" });
    let offset = start;
    pieces.forEach((text, place) => {
      const end = offset + [...text].length; // offsets count characters, not UTF-16 units
      const inner = element("span", { class: place % 2 ? "btl-word" : "btl-gap" }, text);
      if (place % 2) {
        inner.setAttribute("role", "option");
        inner.setAttribute("aria-selected", "false");
        inner.tabIndex = words.length ? -1 : 0;
        words.push({ el: inner, gap: null, start: offset, end, text, marks: [] });
      } else if (place) words.at(-1).gap = inner;
      inner.wordNumber = place ? words.length - 1 : words.length;
      box.append(inner);
      offset = end;
    });
    return box;
  }

  // the words that a stretch of characters touches: [from, to], from > to where it touches none
  function touched(start, end) {
    let [low, high] = [0, words.length];
    while (low < high) { const middle = (low + high) >> 1; if (words[middle].end <= start) low = middle + 1; else high = middle; }
    const from = low;
    high = words.length;
    while (low < high) { const middle = (low + high) >> 1; if (words[middle].start < end) low = middle + 1; else high = middle; }
    return [from, low - 1];
  }

  const range = () => (anchor === null ? null : [Math.min(anchor, head), Math.max(anchor, head)]);

  function select(from, to) {
    const before = range();
    [anchor, head] = [from, to];
    const after = range();
    const within = (limits, at) => limits !== null && limits[0] <= at && at <= limits[1];
    const limits = [before, after].filter(Boolean).flat();
    for (let at = Math.min(...limits); at <= Math.max(...limits); at += 1) {
      const word = words[at];
      if (within(before, at) !== within(after, at)) {
        word.el.classList.toggle("btl-selected", within(after, at));
        word.el.setAttribute("aria-selected", String(within(after, at)));
      }
      word.gap?.classList.toggle("btl-selected", within(after, at) && within(after, at + 1));
    }
  }

  function clear() {
    extending = false;
    if (anchor !== null) select(null, null);
  }

  const between = (from, to) => words.slice(from, to + 1)
    .map((word, at) => (from + at < to ? `${word.text}${word.gap.firstChild.data || " "}` : word.text)).join("");

  // the words from one to another, for people: a long stretch by its ends
  const quoted = (from, to) => {
    const count = to - from + 1;
    return count > 12 ? `${between(from, from + 3)} … ${between(to - 3, to)} (${count} words)` : between(from, to);
  };

  function visit(at, options) {
    if (!words.length) return;
    words[cursor].el.tabIndex = -1;
    cursor = Math.max(0, Math.min(words.length - 1, at));
    visited = true;
    words[cursor].el.tabIndex = 0;
    words[cursor].el.focus(options);
  }

  function extend(to) {
    select(anchor ?? cursor, to);
    visit(to);
  }

  function otherLine(step) {
    const here = words[cursor].el.getBoundingClientRect();
    const middle = (box) => (box.left + box.right) / 2;
    let [best, top] = [cursor, null];
    for (let at = cursor + step; words[at]; at += step) {
      const box = words[at].el.getBoundingClientRect();
      if (Math.abs(box.top - here.top) < here.height / 2) continue;
      if (top !== null && Math.abs(box.top - top) > here.height / 2) break;
      top = box.top;
      const nearer = Math.abs(middle(box) - middle(here)) < Math.abs(middle(words[best].el.getBoundingClientRect()) - middle(here));
      if (best === cursor || nearer) best = at;
    }
    return best;
  }

  function destination(event) {
    const whole = event.ctrlKey || event.metaKey;
    switch (event.key) {
      case "ArrowRight": return Math.min(cursor + 1, words.length - 1);
      case "ArrowLeft": return Math.max(cursor - 1, 0);
      case "ArrowDown": return otherLine(1);
      case "ArrowUp": return otherLine(-1);
      case "Home": return whole ? 0 : starters.findLast((start) => start <= cursor) ?? 0;
      case "End": return whole ? words.length - 1 : (starters.find((start) => start > cursor) ?? words.length) - 1;
      default: return null;
    }
  }

  el.addEventListener("keydown", (event) => {
    const to = destination(event);
    if (to !== null) {
      if (event.shiftKey || extending) {
        extend(to);
        act.say(`Selected: ${quoted(...range())}`);
      } else { clear(); visit(to); }
    } else if (event.key === " ") {
      extending = !extending;
      if (extending) select(cursor, cursor);
      act.say(extending ? "Selecting: arrow keys extend, Space ends." : `Selected: ${quoted(...range())}`);
    } else if (event.key === "Enter") act.menu();
    else if (event.key === "Delete" || event.key === "Backspace") act.remove(cursor);
    else if (event.key === "Escape") { if (anchor !== null) act.say("Selection cleared."); clear(); }
    else return;
    event.preventDefault();
  });

  const wordAt = (target) => {
    const cell = el.contains(target) ? target.closest(".btl-word, .btl-gap") : null;
    return cell ? Math.min(cell.wordNumber, words.length - 1) : -1;
  };

  el.addEventListener("mousedown", (event) => { if (wordAt(event.target) >= 0) event.preventDefault(); });
  el.addEventListener("pointerdown", (event) => {
    pointer = event.pointerType;
    const at = wordAt(event.target);
    if (pointer !== "mouse" || event.button || at < 0) return;
    extending = false;
    select(event.shiftKey ? anchor ?? cursor : at, at);
    visit(at, { preventScroll: true });
    dragging = true;
    el.setPointerCapture(event.pointerId);
  });
  el.addEventListener("pointermove", (event) => {
    if (!dragging) return;
    const box = el.getBoundingClientRect();
    if (event.clientY > box.bottom) el.scrollTop += 20;
    if (event.clientY < box.top) el.scrollTop -= 20;
    const at = wordAt(document.elementFromPoint(event.clientX, event.clientY));
    if (at >= 0 && at !== head) select(anchor, at);
  });
  const drop = () => {
    if (!dragging) return;
    dragging = false;
    visit(head, { preventScroll: true });
    act.say(`Selected: ${quoted(...range())}`);
  };
  el.addEventListener("pointerup", drop);
  el.addEventListener("pointercancel", drop);
  el.addEventListener("click", (event) => {
    const by = pointer;
    pointer = "";
    const at = wordAt(event.target);
    if (by === "mouse" || at < 0) return;
    if (extending && anchor !== null) {
      select(anchor, at);
      extending = false;
      act.say(`Selected: ${quoted(...range())}. Choose a label.`);
    } else {
      select(at, at);
      extending = true;
      act.say(`Selected: ${words[at].text}. Choose a label, or tap the last word of a longer stretch.`);
    }
    visit(at, { preventScroll: true });
  });

  return {
    el, words, touched, clear, between, quoted, ...ink,
    chosen: () => range() ?? (visited ? [cursor, cursor] : null),
    focus: (at) => visit(at ?? cursor, { preventScroll: true }),
  };
}
