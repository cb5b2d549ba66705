import { Marked } from './vendor/marked.esm.js';

const NAMED = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text) => text.replace(/[&<>"']/g, (character) => NAMED[character]);

const marked = new Marked({
  gfm: true,
  renderer: {
    // What a model writes is text: markup in it is shown, not taken.
    html: ({ text, block }) => (block ? `<p>${escape(text.trimEnd())}</p>\n` : escape(text)),
    // Nothing is loaded from elsewhere; whoever wants to see the image may follow the link.
    image: ({ href, text }) => `<a href="${escape(href)}">${escape(text || href)}</a>`,
    // The page's only heading of the first level is the video's title. Most models begin with the second.
    heading({ tokens, depth }) {
      const level = Math.max(depth, 2);
      const words = this.parser.parseInline(tokens);
      // While it is written, a heading begins without any.
      return words && `<h${level}>${words}</h${level}>\n`;
    },
  },
});

/** HTML of Markdown; it must be sanitised before it is shown. */
export function toHtml(markdown) {
  return marked.parse(markdown);
}

/**
 * How much of the beginning of a Markdown text can no longer change, whatever will be added to it: all blocks before the last
 * one, provided that this begins after a blank line and its first line is there whole. Only then is it certain that it does not
 * turn out to be the continuation of what stands before it.
 */
export function settledLength(markdown) {
  const wholeLines = markdown.slice(0, markdown.lastIndexOf('\n') + 1);
  const blocks = marked.lexer(wholeLines);
  // The lengths of blocks are positions only where the lexer took the text as it is.
  if (blocks.map(({ raw }) => raw).join('') !== wholeLines) return 0;
  let last = blocks.length - 1;
  while (last >= 0 && blocks[last].type === 'space') last--;
  if (last <= 0) return 0;
  const before = blocks.slice(0, last).reduce((length, { raw }) => length + raw.length, 0);
  return /\n[ \t]*\n$/.test(wholeLines.slice(0, before)) ? before : 0;
}
