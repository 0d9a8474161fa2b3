import type { Transaction } from '#src/platform/database/transaction.ts';
import { asOperator } from '#src/platform/people/operator.ts';
import { agencyName, findAgency } from '#src/platform/people/store.ts';
import { readSignInKey } from '#src/platform/sessions/key-file.ts';
import { ProviderUnfit, tryProvider } from '#src/platform/sessions/oidc.ts';
import { addProvider, listProviders, PROVIDER_CODE, removeProvider, replaceSecret, returnPath, type ProviderLine } from '#src/platform/sessions/providers.ts';
import type { SignInKey } from '#src/platform/sessions/secrets.ts';
import { isSafeToType } from '#src/platform/sessions/visitor.ts';
import { PLACE_OPTIONS, PLACE_USAGE, placeFrom, webAddressFrom, withDatabase, type DataPlace } from './place.ts';
import { readArguments, readTextFile, UsageError, type Command } from './usage.ts';

const OPTIONS = {
  ...PLACE_OPTIONS,
  name: { type: 'string' },
  agency: { type: 'string' },
  issuer: { type: 'string' },
  'client-id': { type: 'string' },
  'secret-file': { type: 'string' },
  host: { type: 'string', multiple: true },
  amr: { type: 'string', multiple: true },
  acr: { type: 'string', multiple: true },
  url: { type: 'string' },
} as const;
/** Where the secret is looked for when no file is named. */
const SECRET_VARIABLE = 'KEERPUNT_OIDC_SECRET';
const LONGEST = { name: 100, secret: 1000, text: 300 };

type Values = ReturnType<typeof readArguments<{ args: string[]; allowPositionals: true; options: typeof OPTIONS }>>['values'];

/** Never an argument: those stand in the list of processes and in the history of the shell. */
async function secretFrom(file: string | undefined): Promise<string> {
  const text = file === undefined ? process.env[SECRET_VARIABLE] : await readTextFile(file);
  if (text === undefined) throw new UsageError(`the client secret comes from --secret-file FILE, or - for standard input, or from ${SECRET_VARIABLE}`);
  const secret = text.replace(/\r?\n$/, '');
  if (secret === '' || secret.length > LONGEST.secret || /[\r\n\0]/.test(secret)) throw new UsageError('the client secret is one line of 1 to 1000 characters');
  return secret;
}

function issuerFrom(given: string): URL {
  // Said without what was given: somebody may have put a secret into it.
  if (!URL.canParse(given)) throw new UsageError('--issuer takes an address such as https://login.example.org');
  const issuer = new URL(given);
  if (!/^https?:$/.test(issuer.protocol) || issuer.username !== '' || issuer.password !== '' || issuer.search !== '' || issuer.hash !== '') throw new UsageError('--issuer takes an address of https, without a query');
  if (!isSafeToType(given)) throw new UsageError('--issuer takes an address of https: who comes from there is told over this line');
  return issuer;
}

function textsFrom(name: string, given: readonly string[] | undefined): readonly string[] {
  const texts = given ?? [];
  if (texts.some((text) => !/^[!-~]{1,300}$/.test(text))) throw new UsageError(`--${name} takes one word, and may be repeated`);
  return texts;
}

type Asked = Omit<ProviderLine, 'providerId' | 'agencyId'> & { agency: string; secret: string };

async function askedFrom(code: string, values: Values): Promise<Asked> {
  const { name = '', agency = '', issuer = '', 'client-id': clientId = '' } = values;
  if (name.trim() === '' || name.length > LONGEST.name || agency.trim() === '') throw new UsageError('oidc add needs --name, of at most 100 characters, and --agency');
  if (issuer === '' || !/^[ -~]{1,300}$/.test(clientId)) throw new UsageError('oidc add needs --issuer and --client-id');
  const { host } = issuerFrom(issuer);
  const hosts = textsFrom('host', values.host).map((one) => one.toLowerCase());
  if (hosts.some((one) => !URL.canParse(`https://${one}`) || new URL(`https://${one}`).host !== one)) throw new UsageError('--host takes a host such as keys.example.org');
  return { code, name: name.trim(), agency, issuer, clientId, hosts: [...new Set([host, ...hosts])], amr: textsFrom('amr', values.amr), acr: textsFrom('acr', values.acr), secret: await secretFrom(values['secret-file']) };
}

function keyOf(place: DataPlace): SignInKey {
  const key = readSignInKey(place.keys);
  if (!key) throw new UsageError('there is no sign-in.key in the folder of the keys; begin with: keerpunt init');
  return key;
}

const noneOf = (code: string) => new UsageError(`there is no provider ${code}`);

async function add(tx: Transaction, key: SignInKey, { agency, ...asked }: Asked, now: Date): Promise<void> {
  const agencyId = await findAgency(tx, agency);
  if (agencyId === null) throw new UsageError(`there is no agency ${agency}`);
  if (!(await addProvider(tx, key, { ...asked, agencyId }, now))) throw new UsageError(`there is a provider ${asked.code} already`);
}

const trusts = ({ amr, acr }: ProviderLine) => [amr.length > 0 ? `amr ${amr.join(' or ')}` : '', acr.length > 0 ? `acr ${acr.join(' or ')}` : ''].filter((part) => part !== '').join(' and ');

async function list(tx: Transaction): Promise<string> {
  const providers = await listProviders(tx);
  const lines: string[] = [];
  for (const one of providers) {
    const second = trusts(one);
    lines.push(`${one.code}: ${one.name}, for ${await agencyName(tx, one.agencyId)}, ${one.issuer} as ${one.clientId}; second step: ${second === '' ? 'ours, always' : `ours, or theirs with ${second}`}`);
  }
  return lines.length === 0 ? 'no provider' : lines.join('\n');
}

async function remove(tx: Transaction, code: string, now: Date): Promise<string> {
  const people = await removeProvider(tx, code, now);
  if (people === null) throw noneOf(code);
  return `${code} is removed; people who had linked it and are signed out: ${people}`;
}

type Call = { code: string; values: Values; place: DataPlace; on: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>; now: Date };

const DOINGS: Record<string, (call: Call) => Promise<string>> = {
  async add({ code, values, place, on, now }) {
    const origin = webAddressFrom(values.url ?? process.env['KEERPUNT_URL']) ?? 'http://localhost:3000';
    const [asked, key] = [await askedFrom(code, values), keyOf(place)];
    try {
      await tryProvider(asked);
    } catch (error) {
      if (error instanceof ProviderUnfit) throw new UsageError(`not added, for ${error.message}`);
      throw error;
    }
    await on((tx) => add(tx, key, asked, now));
    return `${code} is added. Register this address there as the only one to come back to:\n${origin}${returnPath(code)}`;
  },
  async secret({ code, values, place, on }) {
    const [secret, key] = [await secretFrom(values['secret-file']), keyOf(place)];
    if (!(await on((tx) => replaceSecret(tx, key, { code, secret })))) throw noneOf(code);
    return `${code} has a new secret`;
  },
  remove: ({ code, on, now }) => on((tx) => remove(tx, code, now)),
  list: ({ on }) => on(list),
};

/** Organisations whose accounts people can sign in with. What their provider is, only the operator says. */
export const oidcCommand: Command = {
  usage: [
    `oidc add CODE --name NAME --agency NAME --issuer https://… --client-id ID [--secret-file FILE|-] [--host HOST]… [--amr WORD]… [--acr WORD]… [--url https://…] ${PLACE_USAGE}`,
    `oidc secret CODE [--secret-file FILE|-] ${PLACE_USAGE}`,
    `oidc remove CODE ${PLACE_USAGE}`,
    `oidc list ${PLACE_USAGE}`,
  ],
  async run(args, projectFolder) {
    const { values, positionals } = readArguments({ args: [...args], allowPositionals: true, options: OPTIONS });
    const [what = '', code = '', ...more] = positionals;
    const doing = Object.hasOwn(DOINGS, what) ? DOINGS[what] : undefined;
    if (!doing) throw new UsageError('oidc takes add, secret, remove or list');
    if (what === 'list' ? code !== '' : !PROVIDER_CODE.test(code) || more.length > 0) throw new UsageError(what === 'list' ? 'oidc list takes no name' : `oidc ${what} takes one name of small letters, digits and hyphens`);
    const [place, now] = [placeFrom(values, projectFolder), new Date()];
    const on: Call['on'] = (work) => withDatabase(place, projectFolder, (database) => database.transaction(asOperator(now), work));
    process.stdout.write(`${await doing({ code, values, place, on, now })}\n`);
    return 0;
  },
};
