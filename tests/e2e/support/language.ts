import type { Page } from '@playwright/test';
import { type Locale, languageTags, locales } from '../../../lib/i18n/locales';
import { messagesFor } from '../../../lib/i18n/messages';
import { expect, expectNotWider } from './test';

/** The page speaks the reader's language, and only that, and fits the reader's screen. */
export async function expectIsFor(page: Page, language: Locale): Promise<void> {
  await expectLanguage(page, language);
  await expectNotWider(page);
}

/** Fails when a page says it is in another language, or has a sentence that only another language has. */
export async function expectLanguage(page: Page, language: Locale): Promise<void> {
  const { tag, texts } = await page.evaluate(() => {
    const said: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      if (!node.parentElement?.closest('script, style, template, [lang]:not(html)')) said.push(node.nodeValue ?? '');
    for (const element of document.body.querySelectorAll('[aria-label], [placeholder], [title]'))
      for (const name of ['aria-label', 'placeholder', 'title']) said.push(element.getAttribute(name) ?? '');
    return { tag: document.documentElement.lang, texts: said.map((text) => text.trim()) };
  });
  expect(tag, page.url()).toBe(languageTags[language]);
  const foreign = foreignTo(language);
  expect(
    [...new Set(texts)].filter((text) => foreign.has(text)),
    `${page.url()} in ${language}`,
  ).toEqual([]);
}

/** What places and languages are called, in every language alike; tests in another language name tills in theirs. */
const names = ['Café Lavalle', 'Centro', 'Español', 'Português', 'English'];
const nameOfTill = /^(Caja|Caixa|Till) \d+$/;

/** Sentences without blanks to fill in that the other languages have and this one has not. */
function foreignTo(language: Locale): Set<string> {
  const own = new Set([...names, ...sentencesOf(messagesFor(language))]);
  const others = locales.filter((other) => other !== language).flatMap((other) => sentencesOf(messagesFor(other)));
  return new Set(
    others.filter((sentence) => !own.has(sentence) && !/[{<]/.test(sentence) && !nameOfTill.test(sentence)),
  );
}

function sentencesOf(tree: unknown): string[] {
  if (typeof tree === 'string') return [tree];
  return Object.values(Object(tree)).flatMap(sentencesOf);
}
