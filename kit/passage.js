// A passage on the page: words with a cursor, a selection and marks drawn under them. It knows nothing of answers.
//
// Every word is drawn once. Marks lie on a sheet above the words, so that the text is never laid out again for one:
// marking costs as much as the mark is long, however long the passage is.

const LANES = 4; // lines under a word that stay apart; more than that share the lowest

// `act` is told what the reader does: {selected(from, to), label(number), menu(), remove(word), say(words)}.
function passageView(question, describedBy, act) {
  const words = []; // {el, gap, start, end, text, marks}; gap is what follows the word up to the next
  const sheet = element("div", { class: "btl-sheet", "aria-hidden": "true" });
  const drawn = new Set(); // the marks on the sheet
  const tagged = new Map(); // number of a word -> the tags above it
  const el = element("div", {
    class: "btl-passage mathjax_ignore tex2jax_ignore", role: "listbox", "aria-multiselectable": "true",
    "aria-label": "Passage to be marked", "aria-describedby": describedBy, "aria-orientation": "horizontal",
  }, element("div", { class: "btl-flow" }, ...question.paragraphs.map(paragraph), sheet));
  const content = el.firstChild;
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
      inner.wordNumber = words.length - 1;
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

  function describe(word) {
    const said = word.marks.map((mark) => [mark.shown, mark.verdict?.words].filter(Boolean).join(" "));
    if (said.length) word.el.setAttribute("aria-label", `${word.text}, ${said.join(", ")}`);
    else word.el.removeAttribute("aria-label");
  }

  function draw(mark) {
    const inside = words.slice(mark.from, mark.to + 1);
    if (!inside.length) return;
    const taken = new Set(inside.flatMap((word) => word.marks.map((other) => other.lane)));
    mark.lane = 0;
    while (taken.has(mark.lane) && mark.lane < LANES - 1) mark.lane += 1;
    for (const word of inside) { word.marks.push(mark); describe(word); }
    if (!tagged.has(mark.from)) {
      tagged.set(mark.from, element("i", { class: "btl-tags" }));
      sheet.append(tagged.get(mark.from));
    }
    mark.tag = element("i", { class: `btl-tag btl-label-${mark.label % 9}` }, mark.letters);
    tagged.get(mark.from).append(mark.tag);
    drawn.add(mark);
    place(mark, content.getBoundingClientRect());
  }

  // Lines under a mark, one for each line of the text, and its tag above the first word.
  function place(mark, origin) {
    const lines = [];
    for (const word of words.slice(mark.from, mark.to + 1)) {
      const box = word.el.getBoundingClientRect();
      const last = lines.at(-1);
      if (last && Math.abs(last.bottom - box.bottom) < box.height / 2) last.right = box.right;
      else lines.push({ left: box.left, right: box.right, bottom: box.bottom, top: box.top });
    }
    const kind = mark.missed ? "btl-line btl-is-missed" : "btl-line";
    for (const line of mark.lines ?? []) line.remove();
    mark.lines = lines.map(({ left, right, bottom }) => {
      const line = element("i", { class: `${kind} btl-label-${mark.label % 9}` });
      Object.assign(line.style, {
        left: `${left - origin.left}px`, top: `${bottom - origin.top}px`, width: `${right - left}px`,
      });
      line.style.setProperty("--btl-lane", mark.lane);
      return line;
    });
    sheet.append(...mark.lines);
    const tags = tagged.get(mark.from).style;
    [tags.left, tags.top] = [`${lines[0].left - origin.left}px`, `${lines[0].top - origin.top}px`];
  }

  // the words moved: the window or the type got another size, or the form came into the page
  new ResizeObserver(() => {
    const origin = content.getBoundingClientRect();
    if (origin.width) for (const mark of drawn) place(mark, origin);
  }).observe(content);

  function erase(mark) {
    for (const word of words.slice(mark.from, mark.to + 1)) {
      word.marks = word.marks.filter((other) => other !== mark);
      describe(word);
    }
    if (!drawn.delete(mark)) return;
    for (const line of mark.lines) line.remove();
    mark.tag.remove();
    const tags = tagged.get(mark.from);
    if (tags.childElementCount) return;
    tags.remove();
    tagged.delete(mark.from);
  }

  // verdict: {symbol, words, name} once the marks are checked, or null
  function judge(mark, verdict) {
    mark.verdict = verdict;
    if (mark.tag) {
      mark.tag.textContent = verdict ? `${verdict.symbol} ${mark.letters}` : mark.letters;
      mark.tag.className = `btl-tag btl-label-${mark.label % 9} ${verdict ? `btl-is-${verdict.name}` : ""}`;
    }
    for (const word of words.slice(mark.from, mark.to + 1)) describe(word);
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

  const wordAt = (target) => (el.contains(target) ? target.closest(".btl-word, .btl-gap")?.wordNumber ?? -1 : -1);

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
    el, words, touched, draw, erase, judge, clear, quoted,
    chosen: () => range() ?? (visited ? [cursor, cursor] : null),
    focus: (at) => visit(at ?? cursor, { preventScroll: true }),
  };
}
