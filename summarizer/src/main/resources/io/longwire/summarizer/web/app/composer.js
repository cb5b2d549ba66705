import * as api from './api.js';
import { byId, el, language, price } from './format.js';

const PROVIDERS = { GOOGLE: 'Google', OPENAI: 'OpenAI', ANTHROPIC: 'Anthropic', DEMO: 'Demo' };
const LANGUAGES = ['ar', 'cs', 'da', 'de', 'el', 'en', 'es', 'fi', 'fr', 'he', 'hi', 'hu', 'id', 'it', 'ja', 'ko', 'nl', 'no', 'pl', 'pt', 'ro',
  'ru', 'sv', 'th', 'tr', 'uk', 'vi', 'zh'];
const MODEL_KEY = 'summarizer-model';
const LANGUAGE_KEY = 'summarizer-language';

const provider = (name) => PROVIDERS[String(name).toUpperCase()] ?? name;

/** The form for new summaries. */
export class Composer {
  #models = [];
  #onSubmitted;

  /** `onSubmitted(jobIds)` when the server has taken an order. */
  constructor(onSubmitted) {
    this.#onSubmitted = onSubmitted;
    byId('compose-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    byId('urls').addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.isComposing || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      byId('compose-form').requestSubmit();
    });
    byId('urls').addEventListener('input', () => this.#complain(null));
    byId('model').addEventListener('change', () => this.#note());
    this.#offerLanguages();
  }

  offer({ models, default: preferred }) {
    this.#models = models;
    const remembered = localStorage.getItem(MODEL_KEY);
    const groups = new Map();
    for (const model of models) {
      const name = provider(model.provider);
      if (!groups.has(name)) groups.set(name, el('optgroup', { label: name }));
      const words = model.available ? model.name : `${model.name} (needs ${model.missing_key})`;
      groups.get(name).append(el('option', { value: model.id, disabled: !model.available }, words));
    }
    const select = byId('model');
    select.replaceChildren(...groups.values());
    const usable = models.filter(({ available }) => available);
    select.value = [remembered, preferred, usable[0]?.id].find((id) => usable.some((model) => model.id === id)) ?? '';
    this.#note();
  }

  set enabled(isEnabled) {
    byId('compose-fields').disabled = !isEnabled;
  }

  focus() {
    byId('urls').focus({ preventScroll: true });
  }

  #offerLanguages() {
    const named = LANGUAGES.map((code) => ({ code, name: language(code) })).sort((a, b) => a.name.localeCompare(b.name));
    byId('language').append(el('option', { value: '' }, 'Default'), ...named.map(({ code, name }) => el('option', { value: code }, name)));
    byId('language').value = localStorage.getItem(LANGUAGE_KEY) ?? '';
  }

  #note() {
    const model = this.#models.find(({ id }) => id === byId('model').value);
    byId('model-note').textContent = !model ? ''
      : provider(model.provider) === 'Demo' ? 'The demo streams a canned text. No model is asked, and nothing is summarized.'
        : `${price(model.input_price)} for a million tokens read, ${price(model.output_price)} written.`;
  }

  async #submit() {
    const field = byId('urls');
    if (!field.value.trim()) {
      this.#complain('Paste at least one link.', true);
      return;
    }
    const order = { urls: field.value.trim(), model: byId('model').value };
    if (byId('language').value) order.language = byId('language').value;
    byId('submit').disabled = true;
    try {
      const { job_ids: ids } = await api.submit(order);
      localStorage.setItem(MODEL_KEY, order.model);
      localStorage.setItem(LANGUAGE_KEY, byId('language').value);
      field.value = '';
      this.#complain(null);
      this.#onSubmitted(ids);
    } catch (error) {
      this.#complain(error.message, error.status === 400);
    } finally {
      byId('submit').disabled = false;
    }
  }

  /** Says what is wrong; null when nothing is any more. */
  #complain(message, isAboutLinks = false) {
    const error = byId('compose-error');
    error.textContent = message ?? '';
    error.hidden = message === null;
    const field = byId('urls');
    if (!isAboutLinks) {
      field.removeAttribute('aria-invalid');
      return;
    }
    field.setAttribute('aria-invalid', 'true');
    field.focus();
  }
}
