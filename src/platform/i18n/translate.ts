import { createInstance } from 'i18next';
import type nl from '../../../messages/nl.json';
import type { Language } from './languages.ts';

type WithoutPlural<Key> = Key extends `${infer Base}_${'one' | 'few' | 'other'}` ? Base : Key;
/** Every text of the interface; Dutch names them all, the other languages are held to it by a test. */
export type MessageKey = WithoutPlural<keyof typeof nl>;
export type Messages = Readonly<Record<string, string>>;
export type Translate = (key: MessageKey, values?: Record<string, string | number>) => string;

/** Texts of one language. Values are not escaped here: pages escape everything they print. */
export function translatorFor(language: Language, messages: Messages): Translate {
  const i18n = createInstance();
  void i18n.init({
    lng: language,
    resources: { [language]: { translation: messages } },
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
  });
  const fixed = new Map<MessageKey, string>();
  return (key, values) => {
    if (values) return i18n.t(key, values);
    const known = fixed.get(key);
    if (known !== undefined) return known;
    const text = i18n.t(key);
    fixed.set(key, text);
    return text;
  };
}
