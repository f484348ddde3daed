// What goes with marks in a passage: letters for the labels, words for the verdicts, a draft that outlives the page.

const VERDICTS = {
  found: { symbol: "✓", name: "found", words: "found" },
  alarms: { symbol: "✗", name: "alarm", words: "not in the reference" },
  missed: { symbol: "○", name: "missed", words: "missed" },
};
const HEADINGS = { found: "Found", missed: "Missed", alarms: "Marked, but not in the reference" };

// The fewest first letters that tell each label from the others.
function lettersOf(labels) {
  const lower = labels.map(({ shown }) => shown.toLowerCase());
  return labels.map(({ shown }, at) => {
    for (let length = 1; length <= shown.length; length += 1) {
      const begins = lower[at].slice(0, length);
      if (lower.every((other, place) => place === at || !other.startsWith(begins))) {
        return shown[0].toUpperCase() + shown.slice(1, length);
      }
    }
    return String(at + 1);
  });
}

// What the check said of each span, as lists under headings.
function verdictsOn(spans, labels) {
  const kinds = Object.keys(HEADINGS).filter((kind) => spans[kind].length);
  return kinds.flatMap((kind) => [
    element("p", {}, element("strong", {}, `${VERDICTS[kind].symbol} ${HEADINGS[kind]}`)),
    element("ul", {}, ...spans[kind].map((line) => element("li", {},
      element("span", {}, `${line.words} (${labels.find(({ name }) => name === line.label)?.shown}) `),
      element("span", { html: line.said })))),
  ]);
}

// Whether two responses say the same; a notebook file keeps the fields of a mark in another order.
function sameResponse(one, other) {
  const plain = (response) => JSON.stringify(Array.isArray(response)
    ? response.map((mark) => [mark?.label, mark?.start, mark?.end, mark?.link ?? null]) : response);
  return plain(one) === plain(other);
}

// Marks not yet checked are kept in the page's session, for a reload or a run of the cell in between.
function draftOf(model, response) {
  const key = `btl-draft:${model.get("place")}`;
  const attempt = () => model.get("state").attempt ?? 0;
  let timer;
  return {
    read() {
      try {
        const kept = JSON.parse(sessionStorage.getItem(key));
        return kept?.attempt === attempt() ? kept.response : null;
      } catch { return null; }
    },
    keep() {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const given = response();
        try {
          if (sameResponse(given, model.get("state").response ?? [])) sessionStorage.removeItem(key);
          else sessionStorage.setItem(key, JSON.stringify({ attempt: attempt(), response: given }));
        } catch { /* private mode */ }
      }, 200);
    },
  };
}
