import { browserSupportsWebAuthn, startAuthentication, startRegistration, type PublicKeyCredentialCreationOptionsJSON, type PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';

/** What the server asks: to make a passkey, or to answer with one. */
type Asked = { add: PublicKeyCredentialCreationOptionsJSON } | { answer: PublicKeyCredentialRequestOptionsJSON };

async function ask(begin: string): Promise<string> {
  const response = await fetch(begin, { method: 'POST' });
  if (!response.ok) throw new Error('no question came');
  const asked = (await response.json()) as Asked;
  const answer = 'add' in asked ? await startRegistration({ optionsJSON: asked.add }) : await startAuthentication({ optionsJSON: asked.answer });
  return JSON.stringify(answer);
}

/** The form goes to the server like any other, once the passkey has answered. */
async function send(form: HTMLFormElement): Promise<void> {
  const failed = form.querySelector<HTMLElement>('[data-failed]');
  const field = form.querySelector<HTMLInputElement>('[name=answer]');
  if (failed) failed.hidden = true;
  try {
    if (field) field.value = await ask(form.dataset['passkey'] ?? '');
    form.submit();
  } catch {
    // Refused, cancelled or too late: the browser has shown why, and the password is still there.
    if (failed) failed.hidden = false;
  }
}

if (browserSupportsWebAuthn()) {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) {
    form.hidden = false;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void send(form);
    });
  }
}
