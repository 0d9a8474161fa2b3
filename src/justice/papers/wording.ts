import type { DocumentKind, PaperLanguage, Receiver } from './vocabulary.ts';

/** The fixed words of papers. A jurist has to look at them before real use: they are marked so on every paper. */
export type Wording = {
  readonly titles: Readonly<Record<DocumentKind, string>>;
  readonly receivers: Readonly<Record<Receiver, string>>;
  readonly to: string;
  readonly reference: string;
  readonly contact: string;
  readonly file: string;
  readonly made: string;
  readonly signed: string;
  readonly draft: string;
  readonly foot: string;
  readonly headings: Readonly<Record<'who' | 'happened' | 'signs' | 'missed' | 'heard' | 'procedure' | 'asked' | 'articles' | 'disclosed' | 'limits' | 'law', string>>;
  readonly sayings: Readonly<Record<'name' | 'birth' | 'age' | 'heard' | 'alone' | 'contacts' | 'missed' | 'status', string>>;
  /** What is asked, in the order in which it is asked. */
  readonly requests: readonly { readonly text: string; readonly law: readonly string[] }[];
  readonly pageRequests: readonly { readonly text: string; readonly law: readonly string[] }[];
  readonly police: readonly { readonly text: string; readonly law: readonly string[] }[];
  readonly comensha: readonly { readonly text: string; readonly law: readonly string[] }[];
  readonly receipt: readonly { readonly text: string; readonly law: readonly string[] }[];
  readonly limits: string;
  readonly fromFile: string;
  readonly entry: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly unverified: string;
  readonly articleSays: string;
};

const nl: Wording = {
  titles: {
    'non-punishment-request': 'Verzoek om het kind niet te straffen',
    'childrens-rights-report': 'Kinderrechtenrapportage',
    'prosecutor-page': 'Eén blad voor de officier van justitie',
    'comensha-notification': 'Aanmelding bij CoMensha',
    'police-notification': 'Melding van uitbuiting aan de politie',
    'disclosure-receipt': 'Bewijs van verstrekking',
  },
  receivers: { prosecutor: 'de officier van justitie', court: 'de rechter', police: 'de politie', council: 'de Raad voor de Kinderbescherming', comensha: 'CoMensha', immigration: 'de IND' },
  to: 'Aan',
  reference: 'Uw nummer',
  contact: 'Bellen met',
  file: 'Dossier',
  made: 'Opgemaakt op',
  signed: 'Gelezen en ondertekend door',
  draft: 'Concept: niet uitgegeven',
  foot: 'Dossier {file} · {title}',
  headings: {
    who: 'Om wie het gaat',
    happened: 'Wat er gebeurde',
    signs: 'Wat op uitbuiting wijst',
    missed: 'Eerdere contacten waarbij een teken werd gemist',
    heard: 'De stem van het kind',
    procedure: 'De zaak',
    asked: 'Wat wordt gevraagd, in deze volgorde',
    articles: 'Welke rechten uit het Kinderrechtenverdrag in het geding zijn',
    disclosed: 'Wat is verstrekt',
    limits: 'Wat dit stuk niet is',
    law: 'Het recht waarop dit steunt',
  },
  sayings: {
    name: 'Het kind heet {value}.',
    birth: 'Geboortedag: {value}.',
    age: 'Over de leeftijd: {value}. Bij twijfel geldt de persoon als kind.',
    heard: 'Op {day} is met het kind gesproken. Daarbij waren: {present}. Tolk: {interpreter}.',
    alone: 'Kon het kind spreken zonder wie het bracht of ophaalde: {alone}.',
    contacts: 'Vóór vandaag waren er {count} contacten met politie of hulp; bij {missed} daarvan was er een teken waar niets mee is gedaan.',
    missed: '{day}: {what}. Er was een teken van uitbuiting waar niets mee is gedaan.',
    status: '{decider} merkte het kind op {day} aan als: {status}. Waarop dit steunt: {bases}.',
  },
  requests: [
    { text: '1. Het kind niet als verdachte te registreren, of een bestaande registratie te beëindigen en te seponeren omdat het kind ten onrechte als verdachte is aangemerkt.', law: ['eu-non-punishment', 'coe-non-punishment', 'nl-non-prosecution-directive'] },
    { text: '2. Als dat niet mogelijk wordt geacht: op een andere grond van vervolging af te zien, vóór een strafbeschikking, een Halt-verwijzing of een dagvaarding.', law: ['coe-echr-vcl', 'nl-non-prosecution-directive'] },
    { text: '3. Alleen als het al tot een rechter komt: schuldigverklaring zonder straf. Dit is een schuldigverklaring en schaadt het kind meer; het is de laatste en minste uitkomst.', law: ['coe-echr-vcl'] },
    { text: '4. In elk geval: vingerafdrukken, DNA en foto’s van het kind te wissen.', law: ['eu-non-punishment'] },
    { text: 'Wie van een beoordeling door deskundigen afwijkt, geeft daarvoor duidelijke redenen die passen bij wat de wet onder mensenhandel verstaat.', law: ['coe-echr-vcl'] },
  ],
  pageRequests: [
    { text: 'Beslis nog niet over vervolging, Halt of een strafbeschikking. Laat het kind eerst beoordelen door iemand die daarvoor is opgeleid.', law: ['coe-echr-vcl'] },
    { text: 'Seponeer omdat het kind ten onrechte als verdachte is aangemerkt; zie anders af van vervolging op een andere grond.', law: ['eu-non-punishment', 'nl-non-prosecution-directive'] },
    { text: 'Richt het onderzoek op wie er aan verdient.', law: ['nl-273f-criminal-activities'] },
  ],
  police: [
    { text: 'Een kind laten stelen, dragen of verkopen is uitbuiting, ook zonder dwang. Wij vragen dit op te nemen als signaal van mensenhandel en een gespecialiseerde rechercheur te betrekken.', law: ['nl-273f-child', 'nl-273f-criminal-activities'] },
    { text: 'Verhoor het kind niet als verdachte voordat het is beoordeeld. Wat het heeft meegemaakt hoort in de studio voor het horen van kinderen.', law: ['coe-echr-vcl', 'eu-child-interviews'] },
  ],
  comensha: [
    { text: 'Dit is een aanmelding zonder naam. Over een naam beslist wie daarvoor een wettelijke plicht heeft, of het kind zelf met wie het bijstaat.', law: ['nl-police-notify-comensha'] },
  ],
  receipt: [
    { text: 'Uit het dossier is aan de ontvanger verstrekt wat hieronder staat, en niets anders.', law: [] },
    { text: 'De ontvanger gebruikt dit alleen waarvoor het is gevraagd, en is zelf verantwoordelijk voor wat hij ervan bewaart.', law: [] },
  ],
  limits: 'Dit stuk zegt wat op de dag hierboven bekend was. Wat er niet in staat, is niet ontkend.',
  fromFile: 'Dossier {file}',
  entry: 'Dossier {file}, {section}, vastgelegd op {on}, nummer {entry}; bron: {source}',
  validFrom: 'geldt vanaf {day}',
  validTo: 'tot en met {day}',
  unverified: 'nog niet door een jurist nagekeken',
  articleSays: '{citation}: {text}',
};

const en: Wording = {
  titles: {
    'non-punishment-request': 'Request not to punish the child',
    'childrens-rights-report': 'Children’s-rights report',
    'prosecutor-page': 'One page for the prosecutor',
    'comensha-notification': 'Notification to CoMensha',
    'police-notification': 'Notification of exploitation to the police',
    'disclosure-receipt': 'Receipt of a disclosure',
  },
  receivers: { prosecutor: 'the public prosecutor', court: 'the court', police: 'the police', council: 'the Child Protection Board', comensha: 'CoMensha', immigration: 'the immigration service' },
  to: 'To',
  reference: 'Your number',
  contact: 'Ring',
  file: 'File',
  made: 'Made on',
  signed: 'Read and signed by',
  draft: 'Draft: not issued',
  foot: 'File {file} · {title}',
  headings: {
    who: 'Who this is about',
    happened: 'What happened',
    signs: 'What points to exploitation',
    missed: 'Earlier contacts at which a sign was missed',
    heard: 'The child’s voice',
    procedure: 'The case',
    asked: 'What is asked, in this order',
    articles: 'Which rights of the Convention on the Rights of the Child are at stake',
    disclosed: 'What was disclosed',
    limits: 'What this paper is not',
    law: 'The law on which this rests',
  },
  sayings: {
    name: 'The child is called {value}.',
    birth: 'Day of birth: {value}.',
    age: 'On the age: {value}. In doubt the person counts as a child.',
    heard: 'On {day} somebody spoke with the child. Present: {present}. Interpreter: {interpreter}.',
    alone: 'Could the child speak without whoever brought it or came for it: {alone}.',
    contacts: 'Before today there were {count} contacts with police or services; at {missed} of them there was a sign on which nobody acted.',
    missed: '{day}: {what}. There was a sign of exploitation on which nobody acted.',
    status: '{decider} named the child on {day} as: {status}. This rests on: {bases}.',
  },
  requests: [
    { text: '1. Not to register the child as a suspect, or to end a registration that exists and dismiss the case because the child was wrongly taken for a suspect.', law: ['eu-non-punishment', 'coe-non-punishment', 'nl-non-prosecution-directive'] },
    { text: '2. If that is held to be impossible: not to prosecute on another ground, before a penalty order, a referral to Halt or a summons.', law: ['coe-echr-vcl', 'nl-non-prosecution-directive'] },
    { text: '3. Only if it comes before a court: a finding of guilt without punishment. This is a finding of guilt and harms the child more; it is the last and the least outcome.', law: ['coe-echr-vcl'] },
    { text: '4. In any case: to erase fingerprints, DNA and photographs of the child.', law: ['eu-non-punishment'] },
    { text: 'Whoever departs from an assessment by experts gives clear reasons that fit what the law means by human trafficking.', law: ['coe-echr-vcl'] },
  ],
  pageRequests: [
    { text: 'Do not decide yet on prosecution, Halt or a penalty order. Have the child assessed first by somebody trained for it.', law: ['coe-echr-vcl'] },
    { text: 'Dismiss the case because the child was wrongly taken for a suspect; otherwise do not prosecute, on another ground.', law: ['eu-non-punishment', 'nl-non-prosecution-directive'] },
    { text: 'Turn the investigation to whoever profits.', law: ['nl-273f-criminal-activities'] },
  ],
  police: [
    { text: 'Making a child steal, carry or sell is exploitation, also without force. We ask you to record this as a signal of human trafficking and to bring in a specialised investigator.', law: ['nl-273f-child', 'nl-273f-criminal-activities'] },
    { text: 'Do not interview the child as a suspect before it was assessed. What it went through belongs in the studio where children are heard.', law: ['coe-echr-vcl', 'eu-child-interviews'] },
  ],
  comensha: [
    { text: 'This is a notification without a name. On a name decides whoever has a legal duty to give it, or the child itself with whoever stands by it.', law: ['nl-police-notify-comensha'] },
  ],
  receipt: [
    { text: 'From the file the receiver was given what stands below, and nothing else.', law: [] },
    { text: 'The receiver uses it only for what it was asked for, and answers itself for what it keeps of it.', law: [] },
  ],
  limits: 'This paper says what was known on the day above. What does not stand in it is not denied.',
  fromFile: 'File {file}',
  entry: 'File {file}, {section}, recorded on {on}, number {entry}; source: {source}',
  validFrom: 'valid from {day}',
  validTo: 'until {day}',
  unverified: 'not yet looked at by a jurist',
  articleSays: '{citation}: {text}',
};

/** The country to whose authorities these papers go, and whose law they cite. Elsewhere they would be wrong, and are not offered. */
export const COUNTRY_OF_PAPERS = 'NL';

export const WORDING: Readonly<Record<PaperLanguage, Wording>> = { nl, en };

/** A saying with its values put in, as they are. */
export const put = (saying: string, values: Readonly<Record<string, string>>): string => saying.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
