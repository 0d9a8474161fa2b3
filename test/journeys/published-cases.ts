import type { Age } from '#src/knowledge/vocabulary.ts';

/**
 * Eight published cases as they might have been played in a file: what happened, when, and which sign was there, in our own words
 * after the source that each one names. Every name, birth date, place of work and sentence of a child is invented.
 */

export type Happened = { readonly what: string; readonly day: string; readonly text: string; readonly place: string; readonly wasMissed?: true };

export type PublishedCase = {
  readonly id: string;
  /** Where anybody can read what it was. */
  readonly source: string;
  /** How it is played: on a telephone, with keys alone, with a server that dies in between. */
  readonly played: 'by forms alone' | 'on a telephone' | 'by keyboard' | 'through a crash';
  readonly child: { readonly given: string; readonly family: string; readonly born: string };
  /** The same child as a second town writes it down. */
  readonly elsewhere: { readonly given: string; readonly family: string };
  readonly first: Happened;
  readonly later: readonly [Happened, ...Happened[]];
  readonly signs: string;
  readonly asked: string;
  readonly said: string;
  readonly language: string;
  readonly summary: string;
  readonly steps: readonly (readonly [status: string, basis: string, reasons: string])[];
  readonly task: string;
  readonly promise: string;
  /** What was so on the day on which it was stopped or held, as the source tells it: all that the gate asks. */
  readonly onTheDay: { readonly age: Age; readonly isExploiterInvestigated: boolean };
  /** What became of it, after the source. */
  readonly became: string;
  /** What only the lawyer, and only youth protection may read. */
  readonly counsel: string;
  readonly health: string;
};

export const PUBLISHED_CASES: readonly PublishedCase[] = [
  {
    id: 'P31',
    source: 'Rechtbank Amsterdam, 25 February 2020',
    played: 'by forms alone',
    child: { given: 'Mirela', family: 'Închipuită', born: '2016-04-12' },
    elsewhere: { given: 'Mirella', family: 'Inchipuita' },
    first: { what: 'police-contact', day: '2026-11-02', text: 'Plain-clothes officers follow three grown women and four small children through shops. Bags of passers-by are opened eleven times.', place: 'City centre' },
    later: [
      { what: 'made-to-take-part', day: '2026-11-02', text: 'On the cameras of two stores a girl of about ten holds a coat open while a woman puts things in.', place: 'Department store' },
      { what: 'released', day: '2026-11-03', text: 'The children left with men who said that they were their fathers. Nobody asked for proof.', place: 'Police station', wasMissed: true },
    ],
    signs: 'Adults from three countries work through the children. Five thefts in one afternoon. School age and not at school.',
    asked: 'Is there somebody you are afraid of?',
    said: 'Mama zice că dacă vorbesc, nu mai mâncăm.',
    language: 'Romanian',
    summary: 'Is told that there will be no food if she talks.',
    steps: [['Possible victim', 'Signs', 'Several adults used the children in turns, within hours.'], ['Presumed victim', 'The child’s disclosure', 'What she says agrees with what the cameras show.']],
    task: 'Ask for the addresses of the four children',
    promise: 'We find out where your little brother is.',
    onTheDay: { age: 'under-12', isExploiterInvestigated: true },
    became: 'The women were arrested and tried; the children went to their fathers the same day. Eleven months later the court found exploitation. Cases of single thefts had mostly ended in acquittal before.',
    counsel: 'Ask that the shops withdraw their bans.',
    health: 'Underfed; seen by a children’s doctor.',
  },
  {
    id: 'P32',
    source: 'Rechtbank Amsterdam, 28 February 2020',
    played: 'on a telephone',
    child: { given: 'Ștefania', family: 'Născocită', born: '2012-02-19' },
    elsewhere: { given: 'Stefania', family: 'Nascocita' },
    first: { what: 'first-contact', day: '2026-11-05', text: 'A conductor sees a girl lay small papers and packets of tissues beside travellers. A couple two carriages on does the same.', place: 'Train' },
    later: [
      { what: 'police-contact', day: '2026-11-09', text: 'Seen again on the same line at eleven at night. Fined together with her father.', place: 'Station', wasMissed: true },
      { what: 'made-to-take-part', day: '2026-11-16', text: 'She hands every coin to her mother at once and keeps none.', place: 'Platform 4' },
    ],
    signs: 'Taken along from abroad to ask for money. What is given goes to the parents. Depends on them for everything.',
    asked: 'What would you do tomorrow if you could choose?',
    said: 'La școală. Dar cine aduce banii?',
    language: 'Romanian',
    summary: 'Would go to school; feels that the money hangs on her.',
    steps: [['Suspect who may be a victim', 'Signs', 'Asking for money is all she is seen doing, week after week.'], ['Presumed victim', 'Documents', 'Tickets and a notebook show that she was brought for this.']],
    task: 'Find a school place for the spring',
    promise: 'You can ring your grandmother on Sunday.',
    onTheDay: { age: '14', isExploiterInvestigated: false },
    became: 'The parents were tried. The court found that they had brought their daughter along to beg for them: exploitation, five months.',
    counsel: 'Object to the fine of the ninth.',
    health: 'Toothache for months.',
  },
  {
    id: 'P20',
    source: 'Openbaar Ministerie Limburg, demand in court, 2025',
    played: 'through a crash',
    child: { given: 'Joris', family: 'Voorbeeldsma', born: '2009-01-30' },
    elsewhere: { given: 'Joris', family: 'Voorbeelsma' },
    first: { what: 'in-custody', day: '2026-10-17', text: 'A boy steps off the train from across the border with packets taped to his leg. He starts talking before anybody asks.', place: 'Station' },
    later: [
      { what: 'disclosed', day: '2026-10-17', text: 'Names a man of twenty-five who sent him abroad and the flats of users where he had to stay. A second man showed a pistol.', place: 'Interview room' },
      { what: 'other', day: '2026-10-24', text: 'A search where he pointed finds drugs, cash and a pistol. At his mother’s house two windows are broken.', place: 'Home' },
    ],
    signs: 'A disability that makes him easy to lead. Housed by others. Threatened and hit. Family pressed to take it back.',
    asked: 'Where can you sleep tonight without being found?',
    said: 'Nergens. Ze weten waar mijn moeder woont.',
    language: 'Dutch',
    summary: 'No place is safe; they know the house.',
    steps: [['Presumed victim', 'The child’s disclosure', 'What he told was found where he said it would be.'], ['Recognised victim', 'Documents', 'Find, messages and the damage to the house bear him out.']],
    task: 'Emergency address outside the region',
    promise: 'Nobody tells them what you said.',
    onTheDay: { age: '16-17', isExploiterInvestigated: true },
    became: 'He was believed. The man of 25 was prosecuted for trafficking, and 28 months were demanded. Meanwhile windows were broken at his mother’s house so that he would take it back.',
    counsel: 'No suspect registration; ask for dismissal as unfounded.',
    health: 'Support for a mild intellectual disability.',
  },
  {
    id: 'P42',
    source: 'Tribunal correctionnel francophone de Bruxelles, 6 November 2019 (Myria)',
    played: 'by keyboard',
    child: { given: 'Ionuț', family: 'Plăsmuit', born: '2014-03-08' },
    elsewhere: { given: 'Ionut', family: 'Plasmuit' },
    first: { what: 'first-contact', day: '2026-11-11', text: 'A boy without shoes pushes a paper over the desk: he wants somebody who speaks his language.', place: 'Police desk' },
    later: [{ what: 'disclosed', day: '2026-11-11', text: 'Was promised three weeks of holiday; stands outside a cinema with a cup, mornings to nights, and is struck when he stops.', place: 'Police desk' }],
    signs: 'A cousin carries his passport and the letter of his mother. Sleeps in a shop doorway. A receipt for money sent abroad.',
    asked: 'Who has your papers?',
    said: 'Verișoara. Și biletul de la mama.',
    language: 'Romanian',
    summary: 'The cousin has passport and letter.',
    steps: [['Presumed victim', 'The child’s disclosure', 'He came by himself, and the passport lay in her bag.']],
    task: 'Guardian before tonight',
    promise: 'You get shoes today.',
    onTheDay: { age: '12-13', isExploiterInvestigated: true },
    became: 'Recognised at the counter: a guardian, a specialised centre, and a trial of the relative.',
    counsel: 'Ask for the passport back.',
    health: 'Cuts on both feet.',
  },
  {
    id: 'P36',
    source: 'Bergen tingrett, 2011',
    played: 'by forms alone',
    child: { given: 'Željka', family: 'Zamišljenović', born: '2013-10-02' },
    elsewhere: { given: 'Zeljka', family: 'Zamisljenovic' },
    first: { what: 'police-contact', day: '2026-10-28', text: 'Two girls are stopped with bags lined so that the gates at the door stay silent. Two more wait outside.', place: 'Shopping street' },
    later: [
      { what: 'made-to-take-part', day: '2026-10-28', text: 'They began at opening time and had not stopped by closing time. The bread they ate came from the shops too.', place: 'Shopping street' },
      { what: 'police-contact', day: '2026-10-30', text: 'One of them was fined in another town and let go by herself.', place: 'Second town', wasMissed: true },
    ],
    signs: 'No money, no return ticket, no bed, no adult. An answer learnt by heart for when they are caught.',
    asked: 'What happens to you after you talk to us?',
    said: 'Ne znam. Rekli su: samo trči.',
    language: 'Bosnian',
    summary: 'Was told to run; fears what comes after talking.',
    steps: [['Possible victim', 'Signs', 'Somebody prepared the bags and taught the answer.'], ['Presumed victim', 'New sign', 'Knowing that one will steal, and parents who agree, change nothing for a child.']],
    task: 'Ask the other town for its report',
    promise: 'The four of you stay together tonight.',
    onTheDay: { age: 'unsure', isExploiterInvestigated: false },
    became: 'Some of the children had been punished for the thefts already. Two men were convicted of trafficking, four and a half years.',
    counsel: 'Have the earlier fine looked at again.',
    health: 'Very tired; let her sleep first.',
  },
  {
    id: 'P18',
    source: 'Waltham Forest Safeguarding Children Board, serious case review “Child C”, May 2020',
    played: 'by forms alone',
    child: { given: 'Jayden', family: 'Fictiefman', born: '2012-06-21' },
    elsewhere: { given: 'Jaydon', family: 'Fictieffman' },
    first: { what: 'in-custody', day: '2026-10-08', text: 'In a flat that dealers took from a man who cannot say no, police find two boys from a city hours away. The younger has wraps, cash and a second telephone.', place: 'Flat at the coast' },
    later: [
      { what: 'police-contact', day: '2026-10-08', text: 'The adult beside him at the interview says he looks scared and wants out. From his cell he asks to ring a helpline.', place: 'Police station', wasMissed: true },
      { what: 'at-school', day: '2026-10-09', text: 'Has been at school for three of the last twenty-two months.', place: 'Home town' },
    ],
    signs: 'Far from home with a stranger’s goods. Third time in a month that children are found there. A family without a house.',
    asked: 'If nobody heard it, what would you want?',
    said: 'I want out, but they have my mum’s number.',
    language: 'English',
    summary: 'Wants to stop; they can reach his mother.',
    steps: [['Possible victim', 'Signs', 'Nobody that age rents, supplies and travels like this alone.'], ['Presumed victim', 'Expert opinion', 'The exploitation team knows the line he was sent along.']],
    task: 'Somebody fetches him who can stay',
    promise: 'The same person rings you every evening.',
    onTheDay: { age: '14', isExploiterInvestigated: false },
    became: 'Arrested for possession with intent to supply. Nobody trained came; two officers drove him home at night. He was murdered three months later.',
    counsel: 'Non-punishment before any charge.',
    health: 'Talk tonight, not next week.',
  },
  {
    id: 'P02',
    source: 'R v N; R v LE [2012] EWCA Crim 189; V.C.L. and A.N. v. the United Kingdom, European Court of Human Rights, 16 February 2021',
    played: 'by forms alone',
    child: { given: 'Minh', family: 'Fictief', born: '2009-05-05' },
    elsewhere: { given: 'Minh', family: 'Fictif' },
    first: { what: 'in-custody', day: '2026-10-12', text: 'Officers break open a factory full of plants and find a boy hiding. He gives a year of birth that would make him a man of 37, and looks half of that.', place: 'Factory yard' },
    later: [
      { what: 'made-to-take-part', day: '2026-10-12', text: 'He waters the plants, eats and sleeps among them. The windows are bricked up; the one door is locked from outside.', place: 'Factory yard' },
      { what: 'police-contact', day: '2026-10-13', text: 'Asked why he came back after three days away. That he had money in his pocket is written down, and that nobody was seen to pay him is not.', place: 'Police station', wasMissed: true },
    ],
    signs: 'Locked in where he works. Not paid. A journey that somebody else arranged. Too afraid to leave, and came back.',
    asked: 'What would happen to you if you went away from there?',
    said: 'They know where my parents live.',
    language: 'English',
    summary: 'Fears for his parents; does not know whom he works for.',
    steps: [['Possible victim', 'Signs', 'Nobody of that age rents a factory and bricks himself in.'], ['Presumed victim', 'Expert opinion', 'Assessed by somebody trained: the tasks, the lock and the journey fit.']],
    task: 'Have the age assessed by somebody independent',
    promise: 'You are not sent back there.',
    onTheDay: { age: 'unsure', isExploiterInvestigated: false },
    became: 'Charged on the age he gave first; pleaded guilty before anybody had assessed him. The conviction was upheld in 2012. In 2021 the European Court found that this violated articles 4 and 6.',
    counsel: 'No plea before an assessment.',
    health: 'A cough from the fumes.',
  },
  {
    id: 'P10',
    source: 'DPP v M [2020] EWHC 3422 (Admin)',
    played: 'by forms alone',
    child: { given: 'Tyrell', family: 'Bedenksel', born: '2011-03-03' },
    elsewhere: { given: 'Tyrel', family: 'Bedensel' },
    first: { what: 'in-custody', day: '2026-10-20', text: 'A boy of fifteen is stopped in the street with a knife and two kinds of drugs in small bags.', place: 'Corner of the park' },
    later: [
      { what: 'notified', day: '2026-10-22', text: 'Those who know him report that older people use him. Nobody waits for the answer.', place: 'Office', wasMissed: true },
      { what: 'made-to-take-part', day: '2026-10-22', text: 'He carries what others own. The knife was given to him with the bags.', place: 'Corner of the park' },
    ],
    signs: 'Carries goods of a value he does not have. Older people send him. A knife that he says is for protection against them.',
    asked: 'Who gave you what was in your pockets?',
    said: 'If I say it I am dead.',
    language: 'English',
    summary: 'Is afraid of whoever gave it to him.',
    steps: [['Possible victim', 'Signs', 'Those who have known him for years name who sends him.'], ['Recognised victim', 'Expert opinion', 'The authority that decides on it found that he is one.']],
    task: 'Ask for the answer to the report of the twenty-second',
    promise: 'Nobody tells them that you were asked.',
    onTheDay: { age: '15', isExploiterInvestigated: false },
    became: 'Charged before the answer to the report came. Then he was found to be a victim, and acquitted; the prosecution appealed over the knife.',
    counsel: 'The knife belongs to the same story.',
    health: 'Sleeps three hours a night.',
  },
];
