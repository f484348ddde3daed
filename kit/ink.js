// Marks drawn over the words of a passage: lines under them, tags above the first of them.
//
// They lie on a sheet above the text, so that it is never laid out again for a mark: marking costs as much as the mark
// is long, however long the passage is. A mark is {label, shown, letters, from, to}, the last two numbers of words.

const LANES = 4; // lines under a word that stay apart; more than that share the lowest

function inkOver(content, words) {
  const sheet = element("div", { class: "btl-sheet", "aria-hidden": "true" });
  const drawn = new Set(); // the marks on the sheet
  const tagged = new Map(); // number of a word -> the tags above it
  content.append(sheet);

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

  return { draw, erase, judge };
}
