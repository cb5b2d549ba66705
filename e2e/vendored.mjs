import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The libraries that the summarizer's page brings along: each file there, and the one of the pinned npm package it is. */
export const VENDORED = {
  'marked.esm.js': 'marked/lib/marked.esm.js',
  'marked.LICENSE.txt': 'marked/LICENSE',
  'purify.min.js': 'dompurify/dist/purify.min.js',
  'purify.LICENSE.txt': 'dompurify/LICENSE',
};

const PLACE = new URL('../summarizer/src/main/resources/io/longwire/summarizer/web/app/vendor/', import.meta.url);
const PACKAGES = new URL('node_modules/', import.meta.url);

export const present = (file) => readFile(new URL(file, PLACE));
export const published = (file) => readFile(new URL(VENDORED[file], PACKAGES));

// Run by itself it copies them: npm install --save-exact marked@… dompurify@…, then node vendored.mjs.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const file of Object.keys(VENDORED)) await writeFile(new URL(file, PLACE), await published(file));
}
