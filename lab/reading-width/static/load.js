// Rendered text in lines of a length that reads well, and links that are told from text by more than their colour.
// JupyterLab has no setting for either, so this style comes as an extension. JupyterLab loads an extension as a container
// with `init` and `get`: with one style and nothing imported, that is all there is to build. Tables and code keep the
// width they need.

const STYLE = `
.jp-Notebook .jp-RenderedMarkdown > :is(p, ul, ol, blockquote, h1, h2, h3, h4) { max-width: 46em; }
.jp-Notebook .jp-RenderedMarkdown a:any-link { text-decoration: underline; }
`;

(globalThis._JUPYTERLAB ??= {})["between-the-lines"] = {
  init: () => {},
  get: async () => () => {
    const style = document.createElement("style");
    style.textContent = STYLE;
    document.head.append(style);
    return {};
  },
};
